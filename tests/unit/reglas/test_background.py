"""What is told beside a wish: why somebody cannot, what happens then, what was taken back."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.commands import ChooseSlot, ChooseWhen, DayRange, PartOfDay, When
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood

FRIDAY = date(2026, 12, 4)


def wish(*texts: str, **facts: Any) -> When:
    said = [each for each in understood(*texts, **facts) if isinstance(each, ChooseWhen)]
    assert len(said) == 1
    return said[0].when


@pytest.mark.parametrize(
    "text",
    [
        "unas mechas el viernes por la tarde, es que por la mañana yo estoy horneando",
        "un corte el viernes por la tarde, que por la mañana tengo clase",
        "un corte el viernes por la tarde, las mañanas las tengo ocupadas",
        "el viernes por la tarde porque por la mañana llevo a mi padre al médico, un corte",
        "un corte el viernes por la tarde; el sábado estrenamos",
        "un corte el viernes por la tarde; el sábado me voy de viaje",
        "un corte el viernes por la tarde, que por la mañana nos vamos al pueblo",
        "el sábado estrenamos, así que un corte el viernes por la tarde",
        "un corte el viernes por la tarde, es que a las 12 tengo médico",
    ],
)
def test_what_keeps_somebody_away_is_no_wish(text: str) -> None:
    when = wish(text)
    assert when.days is not None
    assert (when.days.first, when.days.last) == (FRIDAY, FRIDAY)
    assert (when.part, when.at) == (PartOfDay.AFTERNOON, None)


@pytest.mark.parametrize(
    "text",
    [
        "al jueves... no, el jueves cierro trimestre: al viernes a las 18:00",
        "el jueves... ah no, que el jueves leí que estáis de curso. Pues el viernes a las 18:00",
        "el jueves a las 18:00, no espera, el jueves tengo médico: el viernes a las 18:00",
    ],
)
def test_a_day_named_again_after_a_no_is_not_wanted(text: str) -> None:
    when = wish(text, question=Question.DAY, services=("CORTAR",))
    assert when.days is not None
    assert (when.days.first, when.days.last, when.at) == (FRIDAY, FRIDAY, time(18))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("la primera de la mañana que tengas el viernes 4, con quien sea", 1),
        ("la primera hora que haya el viernes", 1),
        ("lo más pronto el viernes por la mañana", 1),
        ("la última de la mañana", 2),
        ("la primera que haya pasadas las 12", 2),
        ("la primera de la tarde", 3),
    ],
)
def test_the_first_of_those_that_fit_is_taken(text: str, position: int) -> None:
    [said, *_] = understood(text, question=Question.SLOT, offered=SLOTS, services=("CORTAR",))
    assert isinstance(said, ChooseSlot)
    assert said.position == position


def test_the_first_hour_of_another_part_of_the_day_is_looked_for() -> None:
    when = wish(
        "el viernes 4 por la tarde, la primera hora que tenga después del almuerzo",
        question=Question.SLOT, offered=SLOTS[:2], services=("CORTAR",),
    )  # fmt: skip
    assert when.part is PartOfDay.AFTERNOON
    assert when.soonest


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (("corte el jueves a las doce, que luego nos vamos a comer así que si nos pones a las dos "
         "juntas mejor"), time(12)),
        ("corte el jueves a las 5 porque a las 7 hemos quedado", time(17)),
        ("corte el jueves a las 6, que salgo de trabajar a las 5 y media", time(18)),
        ("corte el jueves a las 11, que mi marido me recoge a las 12", time(11)),
        ("corte el jueves a las 12 que a las 2 como con mi madre", time(12)),
    ],
)  # fmt: skip
def test_what_comes_after_a_stated_hour_does_not_change_it(text: str, at: time) -> None:
    assert hour_of(text) == at


@pytest.mark.parametrize("text", ["masaje 1h el jueves", "corte a los peques, son dos, de 4 y 7"])
def test_a_duration_and_ages_are_no_hours(text: str) -> None:
    assert hour_of(text) is None


def hour_of(text: str) -> time | None:
    return next((each.when.at for each in understood(text) if isinstance(each, ChooseWhen)), None)


def test_only_the_day_that_is_not_the_journeys() -> None:
    (wish,) = understood(
        "no, para, que me voy de viaje el viernes; sábado 5", question=Question.DAY
    )
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days == DayRange(first=date(2026, 12, 5), last=date(2026, 12, 5))


def test_the_soonest_possible_is_no_other_day_than_the_feasts() -> None:
    text = "quería peinarme para una comunión el sábado por la mañana, lo más pronto que podáis"
    [wish] = [each.when for each in understood(text) if isinstance(each, ChooseWhen)]
    assert wish.days is not None
    assert wish.days.first == wish.days.last == date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "el viernes a las 6 y si no puedes a las 7",
        "el viernes a las 6 y si no a las 7",
        "el viernes a las 6, si no hay a las 7",
    ],
)
def test_of_two_hours_the_one_that_is_preferred_is_asked_for(text: str) -> None:
    assert wish(text).at == time(18)


def test_what_is_said_to_spare_somebody_is_no_alternative() -> None:
    assert wish("el viernes, y si no te importa a las 7").at == time(19)


def test_not_later_is_no_hour() -> None:
    said = wish("que no sea más tarde de las 6", question=Question.DAY, services=("CORTAR",))
    assert (said.at, said.latest) == (None, time(18))


def test_a_wedding_in_some_weeks_is_no_day() -> None:
    said = understood("se casa mi prima dentro de tres semanas y quiero mechas")
    assert not any(isinstance(each, ChooseWhen) for each in said)


def test_the_day_of_the_wedding_is_not_the_day_that_is_wished() -> None:
    said = "tengo el sábado la boda de mi prima y me vendría bien este viernes a las doce y media"
    assert wish(said).days == DayRange(first=FRIDAY, last=FRIDAY)
