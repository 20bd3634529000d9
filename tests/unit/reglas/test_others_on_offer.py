"""Of the hours on offer: what is left when some are refused, and others that are asked for."""

from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AskAboutServices,
    AskAvailability,
    AskDiscount,
    AskOther,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    RefuseSlots,
)
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.unit.reglas.conversation import MADRID, understood

FRIDAY = date(2026, 12, 4)
#: Marta at two, Pilar at half past four, Harol at seven.
OFFERED = tuple(
    OfferedSlot(start=datetime(2026, 12, 4, hour, minute, tzinfo=MADRID), stylist=name)
    for hour, minute, name in ((14, 0, "Marta"), (16, 30, "Pilar"), (19, 0, "Harol"))
)


def said(text: str, **facts: Any) -> tuple[Command, ...]:
    known: dict[str, Any] = {"offered": OFFERED, "question": Question.SLOT}
    return understood(text, services=("CORTAR",), **(known | facts))


def position(text: str) -> int | None:
    (choice,) = (each for each in said(text) if isinstance(each, ChooseSlot))
    return choice.position


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("cualquiera menos la de las 2", 2),
        ("la de las 2 no puedo que estoy comiendo, las otras dos sí", 2),
        ("a las 2 no, las otras me van bien", 2),
        ("me da igual pero la de Marta no", 2),
        ("la de Marta es muy pronto y la de Harol muy tarde, así que la otra", 2),
        ("la primera y la segunda imposible, la otra sí", 3),
    ],
)
def test_one_of_those_that_are_not_refused_is_taken(text: str, place: int) -> None:
    assert position(text) == place


@pytest.mark.parametrize(
    "text",
    ["la de las 7 no puedo, las otras tampoco", "la de las 2 no puedo, ¿tienes otra?"],
)
def test_nothing_is_taken_when_the_others_do_not_suit_either(text: str) -> None:
    assert not any(isinstance(each, ChooseSlot) for each in said(text))


def test_any_of_another_day_is_none_of_those_on_offer() -> None:
    (wish,) = said("la de las 2 no, cualquiera del sábado")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "a las 5 no podría ser?",
        "a las 5 no puedes?",
        "¿a las 5 no tienes hueco?",
        "¿a las cinco no puede ser?",
    ],
)
def test_an_hour_that_is_asked_for_with_a_no_is_wished(text: str) -> None:
    (wish,) = said(text)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.at == time(17)


def test_an_hour_that_does_not_suit_is_none() -> None:
    assert said("a las 5 no puedo") == (RefuseSlots(),)


@pytest.mark.parametrize(
    "text",
    [
        "¿qué otras horas hay?",
        "no tienes otra hora?",
        "a otra hora no puede ser?",
        "tienes más huecos",
    ],
)
def test_other_hours_of_the_same_wish_are_asked_for(text: str) -> None:
    assert said(text) == (RefuseSlots(others=True),)


def test_other_hours_of_a_stylist_do_not_take_theirs() -> None:
    others = said("y con Marta qué otras horas hay?")
    assert others == (RefuseSlots(others=True), ChooseStylist(stylist="Marta"))


def test_another_day_is_no_other_hour() -> None:
    assert said("¿y otro día?") == (RefuseSlots(),)


def test_other_hours_than_the_one_that_is_held_are_asked_for() -> None:
    held: dict[str, Any] = {"question": None, "offered": (), "waits_for_payment": True}
    held |= {"held": OFFERED[0]}
    assert said("¿puede ser a otra hora?", **held) == (RefuseSlots(others=True),)


@pytest.mark.parametrize(
    ("text", "stylist", "earliest"),
    [
        ("con Pilar mejor, aunque ¿no puede un poquito más tarde?", "Pilar", time(17)),
        ("¿hay algo más tarde con Marta?", "Marta", time(14, 30)),
    ],
)
def test_later_with_somebody_is_later_than_theirs(text: str, stylist: str, earliest: time) -> None:
    wish, who = said(text)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.earliest == earliest
    assert who == ChooseStylist(stylist=stylist)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("la de las 2, más tarde no puedo", 1),
        ("antes no puedo, la última", -1),
        ("la que sea más tarde", -1),
        ("la que sea más pronto", 1),
        ("con el chico", 3),
        ("la del chico", 3),
    ],
)
def test_the_one_that_is_meant_is_taken(text: str, place: int) -> None:
    assert position(text) == place


@pytest.mark.parametrize("text", ["con el chico no", "con el chico de la otra vez"])
def test_a_man_who_is_not_wanted_or_not_known_is_not_taken(text: str) -> None:
    assert not any(isinstance(each, ChooseSlot) for each in said(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mejor el viernes siguiente", date(2026, 12, 11)),
        ("¿y el siguiente viernes?", date(2026, 12, 11)),
        ("el viernes que viene no, el otro", date(2026, 12, 11)),
    ],
)
def test_the_following_one_comes_after_the_day_on_offer(text: str, day: date) -> None:
    (wish,) = said(text)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("no sé qué decirte... la de las 2 me va justa, la de las 7 mejor", 3),
        ("uf, tan tarde no. a las 2", 1),
        ("a las 2 justo tengo que recoger un paquete, las cuatro y media mejor", 2),
        ("déjame que mire la agenda... vale sí, la segunda", 2),
    ],
)
def test_the_one_that_is_decided_for_in_the_end_is_taken(text: str, place: int) -> None:
    assert position(text) == place


def test_the_two_first_ones_are_no_two_o_clock() -> None:
    assert not any(
        isinstance(each, ChooseSlot) and each.at == time(14)
        for each in said("entre las dos primeras, no sé")
    )


def test_of_several_afternoon_hours_none_is_taken_for_granted() -> None:
    morning = OfferedSlot(start=datetime(2026, 12, 4, 10, tzinfo=MADRID), stylist="Pilar")
    (wish,) = said("por la tarde", offered=(morning, *OFFERED[1:]))
    assert isinstance(wish, ChooseWhen)
    (choice,) = said("por la mañana", offered=(morning, *OFFERED[1:]))
    assert isinstance(choice, ChooseSlot)


@pytest.mark.parametrize("text", ["el jueves por la tarde", "¿y el jueves?", "mejor el jueves"])
def test_a_weekday_is_of_the_week_on_offer(text: str) -> None:
    later = tuple(
        OfferedSlot(start=datetime(2026, 12, day, 10, tzinfo=MADRID), stylist="Marta")
        for day in (15, 16, 18)
    )
    (wish,) = said(text, offered=later)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 17)


def test_tomorrow_is_tomorrow_whatever_is_on_offer() -> None:
    (wish,) = said("¿y mañana?")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 2)


def held(text: str) -> tuple[Command, ...]:
    """While the half past four waits for its payment."""
    return said(text, question=None, offered=(), waits_for_payment=True, held=OFFERED[1])


def test_the_hour_that_is_held_goes_half_an_hour_later() -> None:
    (wish,) = held("mejor media hora más tarde")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.at == time(17)


@pytest.mark.parametrize("text", ["uy, un poco antes mejor", "¿puede ser algo más pronto?"])
def test_the_hour_that_is_held_goes_before(text: str) -> None:
    (wish,) = held(text)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.latest == time(16)


@pytest.mark.parametrize("text", ["lo pago más tarde", "vale, te pago en media hora más tarde"])
def test_paying_later_moves_nothing(text: str) -> None:
    assert not any(isinstance(each, ChooseWhen) for each in held(text))


@pytest.mark.parametrize(
    "text",
    [
        "¿y nada más?",
        "¿hay algo más que tenga que hacer?",
        "perdona que te conteste más tarde, estaba trabajando",
        "es que antes no me salía",
        "más tarde te lo hago",
        "voy corriendo a casa y lo hago",
    ],
)
def test_small_talk_leaves_the_hour_that_is_held(text: str) -> None:
    held: dict[str, Any] = {"question": None, "offered": (), "waits_for_payment": True}
    said_then = said(text, **(held | {"held": OFFERED[1]}))
    assert not any(isinstance(each, ChooseWhen | RefuseSlots) for each in said_then)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("¿puede ser más tarde?", time(17), None),
        ("me vendría mejor un poco más tarde", time(17), None),
        ("ay, es muy pronto", time(17), None),
        ("¿no tienes nada antes?", None, time(16)),
    ],
)
def test_a_little_off_the_hour_that_is_held(
    text: str, earliest: time | None, latest: time | None
) -> None:
    held: dict[str, Any] = {"question": None, "offered": (), "waits_for_payment": True}
    [wish] = said(text, **(held | {"held": OFFERED[1]}))
    assert isinstance(wish, ChooseWhen)
    assert (wish.when.earliest, wish.when.latest) == (earliest, latest)


def test_something_cheaper_is_no_other_hour() -> None:
    cheaper = said("¿tienes algo más barato?")
    assert AskDiscount() in cheaper
    assert RefuseSlots(others=True) not in cheaper
    assert said("¿tienes alguna más?") == (RefuseSlots(others=True),)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("¿con quién es la primera?", AskAvailability()),
        ("¿la primera con quién es?", AskAvailability()),
        ("la primera es con Pilar, ¿no?", AskAvailability()),
        ("la segunda es con Harol, ¿verdad?", AskAvailability()),
        ("¿la segunda es por la mañana?", AskAvailability()),
        ("¿a qué hora terminaría la primera?", AskAboutServices(services=("CORTAR",))),
        ("si cojo la primera, ¿a qué hora salgo?", AskAboutServices(services=("CORTAR",))),
        ("¿Harol es chico?", AskOther()),
    ],
)
def test_one_that_is_only_asked_about_is_not_taken(text: str, asked: Command) -> None:
    assert said(text) == (asked,)


@pytest.mark.parametrize("text", ["¿puede ser la primera?", "¿la primera está libre todavía?"])
def test_one_that_is_asked_for_is_taken(text: str) -> None:
    assert position(text) == 1


@pytest.mark.parametrize("text", ["no conozco a Marta", "la última vez me atendió Pilar"])
def test_whoever_is_only_told_of_is_not_chosen(text: str) -> None:
    assert not any(isinstance(each, ChooseSlot | ChooseWhen | ChooseStylist) for each in said(text))


@pytest.mark.parametrize(
    "text",
    ["ninguna me viene mal", "ninguna me va mal, la que quieras", "no me viene mal ninguna"],
)
def test_when_none_of_them_is_bad_any_will_do(text: str) -> None:
    assert said(text) == (ChooseSlot(any=True),)


@pytest.mark.parametrize("text", ["ninguna", "ninguna me viene bien", "no me viene bien ninguna"])
def test_when_none_of_them_is_good_they_are_refused(text: str) -> None:
    assert said(text) == (RefuseSlots(),)
