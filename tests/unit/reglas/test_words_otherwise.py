"""A word of a service that means something else here books nothing."""

from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    AskAboutServices,
    Book,
    DropServices,
    RunLate,
    TakeTime,
)
from atrevete_core.ports.language_model import Upcoming
from tests.unit.reglas.conversation import UPCOMING, understood


def booked(text: str) -> tuple[str, ...]:
    return tuple(
        name
        for each in understood(text)
        if isinstance(each, Book)
        for name in (*each.services, *(one.candidates[0] for one in each.unclear))
    )


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("hola, soy brasileña y llevo poco aquí, quería peinarme", ("PEINADO",)),
        ("no puedo descargar la aplicación, quería pedir hora para mechas", ("MECHAS",)),
        ("se me rompió el brazo y me trae mi hija, quiero cortarme el pelo", ("CORTAR",)),
        ("trabajo en la casa de la cultura hasta las 6, quiero un corte", ("CORTAR",)),
        ("con el corte de luz no pude escribir, quería un barro", ("BARRO",)),
        ("nos tomamos un vino tinto y se nos fue la hora, quiero mechas", ("MECHAS",)),
        ("trabajo en El Corte Inglés, quiero mechas", ("MECHAS",)),
        ("tengo el pelo con las puntas quemadas y quería un agua tierra", ("AGUA TIERRA",)),
        ("hace tanto que no voy que ni me acuerdo, quería un secado", ("SECADO",)),
        ("que me corten el pelo, que mi nieta se empeña en las mechas y yo no", ("CORTAR",)),
        ("solo las mechas, que el corte me lo hago en mi pueblo", ("MECHAS",)),
    ],
)
def test_an_aside_adds_no_service(text: str, services: tuple[str, ...]) -> None:
    assert booked(text) == services


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("quiero un masaje pero no de los de media hora", ("MASAJE CORPORAL (60MIN)",)),
        ("un masaje, pero que no sea el de una hora", ("MASAJE CORPORAL (30MIN)",)),
        ("manicura pero no la permanente", ("LIMAR Y PINTAR MANOS",)),
    ],
)
def test_the_form_that_is_not_wanted_leaves_the_other_one(
    text: str, services: tuple[str, ...]
) -> None:
    assert booked(text) == services


def test_hands_and_feet_each_in_their_own_way() -> None:
    text = "quería hacerme manos y pies, permanente en las manos y en los pies normal"
    assert booked(text) == ("LIMAR Y PINTAR MANOS PERMANENTE", "LIMAR Y PINTAR PIES")


def test_what_is_said_of_the_colour_again_is_asked_once() -> None:
    assert booked("necesito hacerme color, es solo la raíz") == ("CULTURA DE COLOR",)


def test_the_upper_lip_is_done_when_it_is_to_be_taken_off() -> None:
    assert booked("quiero que me quitéis el bigote y me arregléis las cejas") == ("LABIO", "CEJAS")


def test_the_same_as_somebody_had_is_for_the_writer() -> None:
    text = "ponme lo mismo que a mi hermana, que fue corte y mechas"
    commands = [each for each in understood(text) if isinstance(each, Book)]
    assert [(each.for_whom, each.services) for each in commands] == [(None, ("CORTAR", "MECHAS"))]


@pytest.mark.parametrize("text", ["cuánto me clavan x unas mechas", "a cuánto me salen las mechas"])
def test_a_price_is_asked_in_slang(text: str) -> None:
    assert AskAboutServices(services=("MECHAS",)) in understood(text)


def test_what_must_not_be_dear_is_wished_all_the_same() -> None:
    assert booked("un corte, y el agua lluvia si no es muy caro") == ("CORTAR", "AGUA LLUVIA")


def test_tired_legs_on_the_way_are_only_late() -> None:
    commands = understood("voy a pie con las piernas cansadas, llego diez minutos tarde")
    assert commands == (RunLate(minutes=10),)


def test_busy_hands_take_their_time() -> None:
    assert understood("tengo las manos ocupadas con la nena, luego te digo") == (TakeTime(),)


HELD: dict[str, Any] = {"services": ("CORTAR", "SECADO"), "waits_for_payment": True}


def test_before_paying_something_may_still_be_added_or_left_out() -> None:
    assert understood("ay espera antes de pagar, ¿me puedes añadir unas mechas?", **HELD) == (
        AddServices(services=("MECHAS",)),
    )
    text = "una cosa antes de pagar, que al final el secado no, que no tengo prisa"
    assert understood(text, **HELD) == (DropServices(services=("SECADO",)),)


@pytest.mark.parametrize(
    ("text", "added", "dropped"),
    [
        ("yo te dije corte y peinado, no corte y secado", "PEINADO", "SECADO"),
        ("era secado y mechas, no corte y secado", "MECHAS", "CORTAR"),
    ],
)
def test_of_two_pairs_what_is_in_both_stays(text: str, added: str, dropped: str) -> None:
    commands = understood(text, services=("CORTAR", "SECADO"))
    assert set(commands) == {AddServices(services=(added,)), DropServices(services=(dropped,))}


def test_only_one_now_and_the_other_another_day() -> None:
    text = "mejor me pones solo el secado y el corte ya otro día"
    commands = understood(text, services=("CORTAR", "SECADO"))
    assert commands == (DropServices(services=("CORTAR",)),)


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("el secado del jueves quitádmelo que voy al gimnasio después", "SECADO"),
        ("del jueves quítame el corte y me dejas el secado", "CORTAR"),
    ],
)
def test_of_an_appointment_only_what_is_named_goes(text: str, dropped: str) -> None:
    own = Upcoming(start=UPCOMING, services=("CORTAR", "SECADO"), stylist="Pilar")
    assert understood(text, upcoming=(own,)) == (DropServices(services=(dropped,)),)


def test_what_a_relative_has_done_is_not_booked_with_it() -> None:
    text = "mi suegra se hace las mechas con Rosa y dice que es la mejor, yo quiero solo un corte"
    assert booked(text) == ("CORTAR",)
