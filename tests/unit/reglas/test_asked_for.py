"""«¿Cuánto cuesta un corte para mi marido?»: the price of what fits him (R40, R41)."""

import pytest

from atrevete_core.domain.commands import AskAboutServices, Book

from .conversation import understood


def asked(text: str) -> AskAboutServices:
    [said] = [each for each in understood(text) if isinstance(each, AskAboutServices)]
    return said


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("¿cuánto cuesta un corte para mi marido?", "CORTE CABALLERO"),
        ("un corte para mi marido, ¿cuánto cuesta?", "CORTE CABALLERO"),
        ("cuanto vale cortarle el pelo a mi hijo de 6 años?", "CORTE NIÑO"),
        ("¿cuánto es un corte para mi madre?", "CORTAR"),
        ("¿qué vale un corte de caballero para mi hijo?", "CORTE CABALLERO"),
        ("¿cuánto cuesta un corte? Es para mi marido", "CORTE CABALLERO"),
        ("¿cuánto vale el corte de mi hijo de 6 años?", "CORTE NIÑO"),
        ("¿qué precio tiene el corte de mi marido?", "CORTE CABALLERO"),
        ("¿cuánto cuesta el corte de este mes?", "CORTAR"),
        ("¿cuánto cuesta un corte?", "CORTAR"),
        ("¿cuánto tarda un corte? Es que quien cuida a mi padre se me va a la una", "CORTAR"),
    ],
)
def test_the_price_is_of_the_cut_that_fits(text: str, service: str) -> None:
    assert asked(text).services == (service,)


def test_of_a_child_whose_age_nobody_knows_all_that_may_fit_is_told() -> None:
    [unclear] = asked("¿cuánto vale cortarle el pelo a mi hijo?").unclear
    assert {*unclear.candidates} == {"CORTE CABALLERO", "CORTE NIÑO", "CORTE BEBE"}


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        (
            "un corte para mí y otro para mi marido, ¿cuánto es?",
            {None: ("CORTAR",), "mi marido": ("CORTE CABALLERO",)},
        ),
        (
            "corte para mí y mechas para mi madre el viernes, ¿cuánto sería?",
            {None: ("CORTAR",), "mi madre": ("MECHAS",)},
        ),
        (
            "para mi hijo de 6 años y para mí, corte los dos. ¿cuánto sale?",
            {None: ("CORTAR",), "mi hijo": ("CORTE NIÑO",)},
        ),
    ],
)
def test_of_two_who_come_each_ones_is_told_and_nobody_is_lost(
    text: str, theirs: dict[str | None, tuple[str, ...]]
) -> None:
    said = understood(text)
    assert {each.for_whom: each.services for each in said if isinstance(each, Book)} == theirs
    assert {*asked(text).services} == {name for names in theirs.values() for name in names}
