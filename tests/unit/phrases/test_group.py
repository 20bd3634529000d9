"""What a group is offered: who with whom, one total, one deposit, vosotros (VOICE 22)."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.phrases import group
from atrevete_core.phrases.greeting import companion_name_question
from atrevete_core.phrases.group import Seat
from tests.builders import madrid
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import assert_her_voice, moments, some_services

TODAY = date(2026, 12, 16)
DEPOSIT = Money(874)
FRIDAY_AT_FIVE = madrid(2026, 12, 18, 17)
MOTHER = Seat(who="", services=("CORTAR",), stylist="Marta", start=FRIDAY_AT_FIVE)
DAUGHTER = Seat(who="tu hija", services=("PEINADO LARGO",), stylist="Pilar", start=FRIDAY_AT_FIVE)


def offer(
    *found: Sequence[Seat], at_once: bool = True, deposit: Money = DEPOSIT, note: str = ""
) -> Reply:
    return group.moments(
        found, at_once=at_once, total=Money(4370), deposit=deposit, today=TODAY, note=note
    )


def later(seat: Seat, minutes: int) -> Seat:
    return Seat(
        who=seat.who,
        services=seat.services,
        stylist=seat.stylist,
        start=after(seat.start, minutes=minutes),
    )


def test_one_moment_is_a_yes_or_no() -> None:
    reply = offer([MOTHER, DAUGHTER])
    assert reply.text == (
        "El viernes 18 de diciembre a las 17:00 puedo atenderos a la vez: tú, corte con Marta; tu "
        "hija, peinado largo con Pilar. Son 43,70 € y un solo anticipo de 8,74 €. ¿Os lo guardo?"
    )
    assert reply.buttons == ("Sí, guárdalo", "Otra hora")


def test_two_moments_are_a_choice_with_their_hours_as_buttons() -> None:
    reply = offer([MOTHER, DAUGHTER], [later(MOTHER, 60), later(DAUGHTER, 60)])
    assert "También el viernes 18 a las 18:00:" in reply.text
    assert reply.text.endswith("¿Cuál os viene mejor?")
    assert reply.buttons == ("Vie 18 17:00", "Vie 18 18:00")


def test_one_after_the_other_each_has_an_hour_and_it_is_said_why() -> None:
    reply = offer([MOTHER, later(DAUGHTER, 60)], at_once=False)
    assert reply.text.startswith("A la vez no me queda hueco, pero el viernes 18 de diciembre")
    assert "tú, corte con Marta a las 17:00 y tu hija, peinado largo con Pilar a las 18:00" in (
        reply.text
    )


def test_two_moments_one_after_the_other_are_told_apart() -> None:
    first, second = [MOTHER, later(DAUGHTER, 60)], [later(MOTHER, 60), later(DAUGHTER, 120)]
    text = offer(first, second, at_once=False).text
    assert "O bien tú, corte con Marta a las 18:00" in text


def test_why_it_is_another_day_comes_first() -> None:
    text = offer([MOTHER, DAUGHTER], note="El jueves está completo.").text
    assert text.startswith("El jueves está completo. El viernes 18")


def test_without_a_deposit_none_is_spoken_of() -> None:
    assert "anticipo" not in offer([MOTHER, DAUGHTER], deposit=NOTHING).text


@pytest.mark.parametrize("people", [2, 3, 4])
def test_however_many_are_told_one_by_one_and_nobody_is_guessed_a_woman(people: int) -> None:
    said = offer([MOTHER, *[DAUGHTER] * (people - 1)]).text
    assert "puedo atenderos a la vez" in said
    assert said.count("tu hija, peinado largo con Pilar") == people - 1


@EXAMPLES
@given(
    st.lists(
        st.builds(
            Seat,
            who=st.sampled_from(["", "tu hija", "María"]),
            services=some_services.map(lambda found: tuple(each.name for each in found)),
            stylist=st.sampled_from(["Pilar", "Marta", "Víctor"]),
            start=moments,
        ),
        min_size=2,
        max_size=4,
    ),
    st.integers(1, 2),
    st.booleans(),
)
def test_everybody_is_named_with_their_stylist(
    seats: list[Seat],
    count: int,
    at_once: bool,  # noqa: FBT001
) -> None:
    found = [[later(seat, 30 * index) for seat in seats] for index in range(count)]
    reply = offer(*found, at_once=at_once)
    assert_her_voice(reply, sentences=6)
    assert all(seat.stylist in reply.text for seat in seats)
    assert reply.text.count("43,70 €") == 1
    assert reply.text.count("anticipo") == 1


def test_children_of_one_kind_are_asked_for_together() -> None:
    asked = companion_name_question(["mi hija", "mi otra hija"])

    assert asked == "¿Y cómo se llaman tus dos hijas?"


def test_companions_whom_nobody_has_named_are_no_numbers() -> None:
    asked = companion_name_question(["acompañante 1", "acompañante 2"])

    assert asked == "¿Y cómo se llama el resto?"
