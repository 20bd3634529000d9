"""Who asks for a person gets one; who only names somebody in charge does not (R38, R51)."""

import pytest

from atrevete_core.domain.commands import CallPerson
from tests.unit.reglas.conversation import understood


def is_handed_over(text: str) -> bool:
    return any(isinstance(each, CallPerson) for each in understood(text))


@pytest.mark.parametrize(
    "text",
    [
        "la encargada de mi tienda me ha puesto turno de tarde, un corte el jueves por la mañana",
        "quería un corte el jueves, que he quedado con el responsable de rrhh y quiero ir mona",
        "llamadme si hay algún problema, pero en principio un corte el viernes a las 12",
        "¿es seguro pagar? a mi cuñada le timaron por internet con una cosa así",
        "estoy de baja por la espalda, así que un corte cualquier día por la mañana",
    ],
)
def test_nobody_is_called_who_was_not_asked_for(text: str) -> None:
    assert not is_handed_over(text)


@pytest.mark.parametrize(
    "text",
    [
        "con la jefa, por favor",
        "yo con una máquina no me entiendo",
        "¿me llama alguien, por favor? que estoy conduciendo",
        "puedes decirle a una de las chicas que me llame cuando pueda",
        "el tinte que me pusisteis el martes no me cubre las canas, ¿qué hacemos?",
        "os he escrito tres veces y no me contesta nadie, esto es de vergüenza",
    ],
)
def test_who_asks_for_a_person_or_complains_gets_one(text: str) -> None:
    assert is_handed_over(text)
