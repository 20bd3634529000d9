"""What is wanted beside a question, and of what was spoken of before (R29, R37, S13, S15)."""

import pytest

from atrevete_core.domain.commands import Ask, AskAboutServices, AskDiscount, Command
from atrevete_core.ports.language_model import Question

from .conversation import SLOTS, understood

BROWS_AND_NAILS = ("CEJAS", "MANICURA PERMANENTE+BIOTERAPIA")
THREE = ("CORTAR", "CULTURA DE COLOR", "SECADO")


def said(text: str, *choices: str) -> dict[str, Command]:
    """What «¿Te busco hora?», of these, is answered with: by kind of command."""
    commands = understood(text, question=Question.ANYTHING_ELSE, choices=choices)
    return {each.do: each for each in commands}


def services(command: Command) -> set[str]:
    return {*getattr(command, "services", ())}


@pytest.mark.parametrize(
    "text",
    [
        "las dos cosas el jueves a las 17:30, y también el labio. ¿cuánto sería todo?",
        "quiero las dos cosas más el labio el viernes a las 10, ¿cuánto pagaría?",
        "ponme las dos, y ya puestos el labio. ¿a cuánto se queda?",
    ],
)
def test_what_is_added_is_added_though_its_price_is_asked(text: str) -> None:
    found = said(text, *BROWS_AND_NAILS)
    assert services(found["add_services"]) == {"LABIO"}
    assert "ask_total" in found


@pytest.mark.parametrize(
    "text",
    [
        "en vez de cejas, labio", "las cejas no, el labio", "cambia las cejas por el labio",
        "en vez das cellas quero o labio", "en comptes de celles vull el llavi",
        "en lloc de les celles, el llavi", "prefiero el labio que las cejas",
    ],
)  # fmt: skip
def test_one_of_two_is_exchanged_and_the_other_stays(text: str) -> None:
    found = said(text, *BROWS_AND_NAILS)
    assert services(found["drop_services"]) == {"CEJAS"}
    assert services(found["add_services"]) == {"LABIO"}


def test_what_if_is_a_question_about_all_that_it_would_be() -> None:
    found = said("¿y si en vez del secado me hago peinado, cuánto sería?", *THREE)
    assert list(found) == ["ask_about_services"]
    assert services(found["ask_about_services"]) == {"CORTAR", "CULTURA DE COLOR", "PEINADO"}
    without = said("¿y sin el secado cuánto sería?", *THREE)
    assert services(without["ask_about_services"]) == {"CORTAR", "CULTURA DE COLOR"}


def test_a_list_with_its_day_is_wanted_though_a_price_was_asked_before_it() -> None:
    text = "¿y si me hago peinado, cuánto es? Mejor corte, cultura de color y peinado el viernes"
    found = said(text, *THREE)
    assert services(found["book"]) == {"CORTAR", "CULTURA DE COLOR", "PEINADO"}
    assert {"ask_total", "choose_when"} <= set(found)


def test_a_yes_with_one_of_them_is_no_yes_to_all() -> None:
    found = said("vale, pues solo las cejas", *BROWS_AND_NAILS)
    assert "accept" not in found


@pytest.mark.parametrize(
    "text",
    [
        "¿cuánto me cuestan las cejas?",
        "a cómo están las cejas?",
        "¿cuánto me va a costar las cejas?",
    ],
)
def test_a_price_is_asked_for_in_many_ways(text: str) -> None:
    assert understood(text) == (AskAboutServices(services=("CEJAS",)),)


def test_who_haggles_hears_the_price() -> None:
    said = understood("el corte me lo dejas en 20 euros?")
    assert said == (AskDiscount(), AskAboutServices(services=("CORTAR",)))


def test_holidays_are_asked_about_without_a_mark() -> None:
    [asked] = understood("quería saber si abren los festivos")
    assert isinstance(asked, Ask)
    assert "holidays" in asked.topics


def chosen_and_said(text: str) -> dict[str, Command]:
    """What is said when these three are chosen, and slots are on offer."""
    commands = understood(text, question=Question.SLOT, offered=SLOTS, services=THREE)
    return {each.do: each for each in commands}


@pytest.mark.parametrize(
    "text",
    [
        "el secado fuera, con un peinado me apaño. ¿Cuánto sería así?",
        "o sea: corte, cultura de color y peinado. ¿Cuánto sería?",
        "entonces corte, cultura de color y peinado, ¿cuánto es?",
        "quita el secado y pon un peinado. ¿Cuánto me sale?",
        "cámbiame el secado por un peinado, ¿cuánto sería?",
    ],
)
def test_what_is_changed_beside_its_price_is_changed_and_priced(text: str) -> None:
    found = chosen_and_said(text)
    assert services(found["drop_services"]) == {"SECADO"}
    assert services(found["add_services"]) == {"PEINADO"}
    assert services(found["ask_about_services"]) == {"CORTAR", "CULTURA DE COLOR", "PEINADO"}


@pytest.mark.parametrize(
    "text",
    [
        "¿y sin el secado, cuánto sería?",
        "si quito el secado, ¿cuánto se queda?",
        "¿cuánto sería si quito el secado?",
        "¿entonces cuánto serían el corte y la cultura de color?",
    ],
)
def test_what_is_only_supposed_in_a_question_changes_nothing(text: str) -> None:
    assert list(chosen_and_said(text)) == ["ask_about_services"]
