"""Right after the payment it is put right who comes, or what was meant."""

from datetime import datetime

import pytest

from atrevete_core.domain.commands import AddServices, CallPerson, DropServices
from atrevete_core.ports.language_model import Upcoming

from .conversation import MADRID, understood

_AT = datetime(2026, 12, 4, 10, tzinfo=MADRID)
_MINE = Upcoming(start=_AT, services=("CORTAR",), stylist="Marta", spoken_of=True)
_MOTHERS = Upcoming(
    start=_AT, services=("PEINADO",), stylist="Pilar", person="Carmen Gil", relation="mi madre"
)
_SONS = Upcoming(
    start=_AT,
    services=("CORTE NIÑO",),
    stylist="Marta",
    spoken_of=True,
    person="Carlos Gil",
    relation="mi hijo",
)


@pytest.mark.parametrize(
    "text",
    [
        "al revés, el corte es para mi madre y el peinado para mí",
        "perdona, me he liado, es al revés",
        "uy no, mi madre quiere corte y yo peinado",
        "va mi hermana en vez de mi madre",
        "al final viene mi prima, no mi madre",
        "mi madre no puede, va mi hermana Ana",
    ],
)
def test_what_two_have_booked_is_exchanged_by_a_person(text: str) -> None:
    [said] = understood(text, upcoming=(_MINE, _MOTHERS), has_upcoming=True)
    assert isinstance(said, CallPerson)


@pytest.mark.parametrize(
    "text",
    [
        "la cita es para mi madre, no para mí",
        "al final va mi hermana por mí",
        "el corte es para mi madre, perdona",
        "era para mi hijo",
    ],
)
def test_somebody_else_in_the_writers_place_is_a_persons_business(text: str) -> None:
    [said] = understood(text, upcoming=(_MINE,), has_upcoming=True)
    assert isinstance(said, CallPerson)


@pytest.mark.parametrize(
    "text",
    [
        "quiero otra cita para mi madre",
        "y viene también mi hermana, que quiere peinado",
        "quiero un peinado para mi hija el martes",
    ],
)
def test_one_more_is_booked_as_ever(text: str) -> None:
    said = understood(text, upcoming=(_MINE,), has_upcoming=True)
    assert not any(isinstance(each, CallPerson) for each in said)


def test_the_only_service_becomes_what_it_was() -> None:
    said = understood("perdona, era corte de caballero", upcoming=(_SONS,), has_upcoming=True)
    assert AddServices(services=("CORTE CABALLERO",)) in said
    assert DropServices(services=("CORTE NIÑO",)) in said
