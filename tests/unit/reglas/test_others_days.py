"""«El lunes mi madre tiene médico y quiere un corte el sábado»: the day of what somebody has is
told, the one of the wish is wished (R18, R27).
"""

from datetime import date, time

import pytest

from atrevete_core.domain.commands import Book, ChooseWhen
from tests.unit.reglas.conversation import understood

FRIDAY, SATURDAY = date(2026, 12, 4), date(2026, 12, 5)


def days_and_books(text: str) -> tuple[list[date], list[Book]]:
    said = understood(text)
    days = [each.when.days for each in said if isinstance(each, ChooseWhen)]
    books = [each for each in said if isinstance(each, Book)]
    return [each.first for each in days if each is not None and each.first is not None], books


@pytest.mark.parametrize(
    "text",
    [
        "el lunes mi madre tiene médico y quiere un corte el sábado",
        "el lunes mi madre tiene una boda, quiere un corte el sábado",
        "el domingo mi madre tiene una boda y quiere un corte para el sábado",
    ],
)
def test_the_day_of_what_somebody_has_is_only_told(text: str) -> None:
    days, books = days_and_books(text)
    assert days == [SATURDAY]
    assert books == [Book(services=("CORTAR",), for_whom="mi madre")]


def test_what_another_has_is_no_day_of_the_writers() -> None:
    days, books = days_and_books(
        "el sábado mi hija tiene una fiesta y yo quiero un corte el viernes"
    )
    assert (days, books) == ([FRIDAY], [Book(services=("CORTAR",))])


@pytest.mark.parametrize("text", ["el domingo mi madre cumple 70, le quiero regalar un facial",
                                  "el domingo, mi madre quiere un facial"])  # fmt: skip
def test_a_sunday_before_somebody_is_not_their_name(text: str) -> None:
    [book] = days_and_books(text)[1]
    assert (book.for_whom, book.for_name) == ("mi madre", None)


def test_domingo_may_be_a_man() -> None:
    [book] = days_and_books("para Domingo, mi suegro, un corte")[1]
    assert (book.for_whom, book.for_name) == ("mi suegro", "Domingo")


@pytest.mark.parametrize(
    "text",
    [
        "el jueves cumple 70 mi madre y comemos en casa de mi hermana; le quiero coger un facial",
        "mi madre cumple 70 y quiero que se haga un facial",
    ],
)
def test_it_is_for_whom_it_is_said_not_for_whose_house_it_is(text: str) -> None:
    [book] = days_and_books(text)[1]
    assert (book.services, book.for_whom) == (("BIOTERAPIA FACIAL",), "mi madre")


def test_what_the_afternoon_is_for_leaves_the_hour_of_the_morning() -> None:
    said = understood(
        "el viernes a las once de la mañana me viene bien, que por la tarde tengo lío"
    )
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert (when.at, when.days and when.days.first) == (time(11), FRIDAY)


def test_when_a_plane_lands_is_no_hour_of_the_visit() -> None:
    said = understood("el avión aterriza a las dos menos diez; un corte el viernes a las once")
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.at == time(11)
