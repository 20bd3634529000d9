"""Choosing among the slots on offer, and days that are taken back."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    DayRange,
    RefuseSlots,
    TakeTime,
    When,
)
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.builders import madrid

from .conversation import SLOTS, understood


def offered(text: str) -> tuple[Any, ...]:
    """Said when Friday 4 at 10:30, 12:30 and 17:00 are on offer."""
    return understood(text, question=Question.SLOT, offered=SLOTS, services=("CORTAR",))


def asked_for_a_day(text: str) -> tuple[Any, ...]:
    return understood(text, question=Question.DAY, services=("CORTAR",))


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("la primera de la mañana que tengas el viernes 4, con quien sea", 1),
        ("la primera que haya por la tarde", 3),
        ("el viernes 4 por la tarde, la primera hora que tenga después del almuerzo", 3),
    ],
)
def test_the_first_is_the_first_of_those_that_fit(said: str, position: int) -> None:
    (choice,) = offered(said)
    assert isinstance(choice, ChooseSlot)
    assert choice.position == position


@pytest.mark.parametrize(
    "said",
    [
        "la primera hora del viernes 4 por la tarde, con quien esté libre",
        "a primera hora del viernes por la tarde",
    ],
)
def test_a_first_hour_of_the_afternoon_on_offer_is_taken(said: str) -> None:
    (choice,) = offered(said)
    assert (choice.do, choice.position) == ("choose_slot", 3)


@pytest.mark.parametrize(
    "said",
    [
        "el viernes por la tarde trabajo, mejor el lunes a las 5 de la tarde y con una chica",
        "ay no, el lunes a las 5 con una chica si puede ser",
    ],
)
def test_on_another_day_it_is_looked_for_anew_and_with_a_woman(said: str) -> None:
    wish, stylist = offered(said)
    monday = DayRange(first=date(2026, 12, 7), last=date(2026, 12, 7))
    assert (wish.when.days, wish.when.at, stylist.gender) == (monday, time(17), "f")


def test_a_slot_of_another_day_is_not_moved() -> None:
    (wish,) = offered("el lunes, media hora más tarde de las 5")
    assert wish.when.days.first == date(2026, 12, 7)


def test_a_first_that_is_not_on_offer_is_looked_for() -> None:
    (wish,) = offered("el lunes 7 por la tarde, a la primera hora que haya")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 7)


def test_a_stylist_who_may_not_be_able_is_no_refused_day() -> None:
    wish = offered("el jueves 10 por la tarde, y si Víctor no puede, con quien sea")[0]
    assert wish.when.days.first == date(2026, 12, 10)


def test_a_day_named_again_after_a_no_is_out() -> None:
    (wish,) = asked_for_a_day(
        "al lunes 7... no, el lunes 7 cierro trimestre: el miércoles 9 a las 18:00"
    )
    assert (wish.when.days.first, wish.when.at) == (date(2026, 12, 9), time(18))


def test_a_tag_asks_nothing() -> None:
    (wish,) = asked_for_a_day("el sábado 5 a las 11:00, que es lo primero que abrís, ¿no?")
    assert (wish.when.days.first, wish.when.at) == (date(2026, 12, 5), time(11))


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("ni la primera ni la última, la del medio", 2),
        ("cualquiera menos la primera", 2),
        ("la que menos madrugue", -1),
        ("la intermedia", 2),
    ],
)
def test_a_slot_is_named_by_what_it_is_not(said: str, position: int) -> None:
    (choice,) = offered(said)
    assert choice == ChooseSlot(position=position)


def test_the_other_of_two() -> None:
    (choice,) = understood(
        "esa no, la otra", question=Question.SLOT, offered=SLOTS[:2], services=("CORTAR",)
    )
    assert choice == ChooseSlot(position=2)


def test_an_hour_told_in_passing_chooses_nothing() -> None:
    (wish,) = offered("salgo a las 5 de trabajar")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.earliest == time(17)


@pytest.mark.parametrize(
    ("said", "earliest", "done_by"),
    [
        ("a las 4 y media recojo a los niños así que después de eso", time(16, 30), None),
        ("a las 12 tengo dentista así que antes", None, time(11, 30)),
        ("tengo que estar en casa a las 6", None, time(17, 30)),
        ("a la 1 entro a currar", None, time(12, 30)),
    ],
)
def test_the_hour_of_something_else_is_a_bound(
    said: str, earliest: time | None, done_by: time | None
) -> None:
    wishes = understood(f"un corte el viernes, {said}")
    (when,) = (each.when for each in wishes if isinstance(each, ChooseWhen))
    assert (when.at, when.earliest, when.done_by) == (None, earliest, done_by)


@pytest.mark.parametrize("said", ["no sé, dame opciones", "qué tienes?", "dime qué huecos hay"])
def test_who_wants_to_be_offered_something_is(said: str) -> None:
    (wish, *_) = asked_for_a_day(said)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.last is None


def test_an_hour_that_is_refused_is_not_taken() -> None:
    assert offered("antes de las 2 pero no a las 10:30") == (RefuseSlots(),)


def test_who_cannot_come_then_is_not_sent_another_link() -> None:
    said = understood("no puedo el viernes", services=("CORTAR",), waits_for_payment=True)
    assert [type(each) for each in said] == [ChooseWhen]


OFFERED = (
    OfferedSlot(start=madrid(2026, 12, 12, 10), stylist="Marta"),
    OfferedSlot(start=madrid(2026, 12, 12, 11, 30), stylist="Pilar"),
    OfferedSlot(start=madrid(2026, 12, 12, 13), stylist="Harol"),
)
SATURDAY = DayRange(first=date(2026, 12, 12), last=date(2026, 12, 12))


def answered(text: str) -> tuple[Command, ...]:
    return understood(text, question=Question.SLOT, services=("CORTAR",), offered=OFFERED)


@pytest.mark.parametrize(
    "text", ["uf qué pronto todas", "buf, tan pronto no", "es un poco pronto", "más tarde"]
)
def test_what_is_too_early_chooses_nothing(text: str) -> None:
    later = When(days=SATURDAY, earliest=time(13, 30))
    assert [each.when.model_copy(update={"words": ""}) for each in wishes(text)] == [later]


@pytest.mark.parametrize(
    ("text", "latest"), [("a las 12 no puedo, antes", time(11, 30)), ("no, antes", time(9, 30))]
)
def test_earlier_is_counted_from_the_hour_that_was_refused(text: str, latest: time) -> None:
    before = When(days=SATURDAY, latest=latest)
    assert [each.when.model_copy(update={"words": ""}) for each in wishes(text)] == [before]


def wishes(text: str) -> list[ChooseWhen]:
    return [each for each in answered(text) if isinstance(each, ChooseWhen)]


def test_the_last_one_but_with_another_stylist_is_a_wish() -> None:
    at_one = When(days=SATURDAY, at=time(13))
    assert answered("esa última pero con Marta") == (
        ChooseWhen(when=at_one),
        ChooseStylist(stylist="Marta"),
    )


@pytest.mark.parametrize("text", ["la de la 1", "a la 1", "2️⃣", "la segunda", "la 2"])
def test_an_hour_is_no_position(text: str) -> None:
    [chosen] = answered(text)
    assert isinstance(chosen, ChooseSlot)
    assert chosen.position == (3 if "la 1" in text else 2)


@pytest.mark.parametrize(
    "text",
    ["luego te digo", "te confirmo en un rato", "espera que miro la agenda", "dame un minuto",
     "mañana te confirmo", "déjame que lo consulte en casa"],
)  # fmt: skip
def test_who_needs_a_while_has_chosen_nothing(text: str) -> None:
    assert answered(text) == (TakeTime(),)


def test_it_is_all_the_same_is_not_the_usual() -> None:
    assert answered("me da lo mismo") == (ChooseSlot(any=True),)


def test_the_first_is_not_chosen_by_refusing_it() -> None:
    assert ChooseSlot(position=1) not in answered("la primera no, la otra")


@pytest.mark.parametrize("text", ["cuando sea", "cuando podáis", "cuando te venga bien"])
def test_whenever_is_any_of_those_on_offer(text: str) -> None:
    assert answered(text) == (ChooseSlot(any=True),)


def test_a_bare_number_is_an_hour_of_the_day_on_offer() -> None:
    [said] = offered("11")
    assert isinstance(said, ChooseWhen)
    assert (said.when.days, said.when.at) == (
        DayRange(first=date(2026, 12, 4), last=date(2026, 12, 4)),
        time(11),
    )


def test_an_hour_at_which_they_would_be_late_is_only_the_reason() -> None:
    [said] = asked_for_a_day("mejor a las 12:00 del sábado, que a las 11 voy muy justa")
    assert isinstance(said, ChooseWhen)
    assert said.when.at == time(12)


def test_the_one_that_ends_in_time_is_taken_whatever_the_draft_names() -> None:
    ends = [each.start + timedelta(minutes=90) for each in SLOTS]
    slots = tuple(replace(each, end=end) for each, end in zip(SLOTS, ends, strict=True))
    said = understood(
        "la que me deje acabada antes de las 12:30", question=Question.SLOT, offered=slots
    )
    assert [each.position for each in said if isinstance(each, ChooseSlot)] == [1]
