"""A swearword offends when it is aimed at her; else it is how somebody talks (R52)."""

import pytest

from atrevete_core.domain.commands import Offend

from .conversation import understood


@pytest.mark.parametrize(
    "text",
    [
        "sois unos inútiles", "contesta ya, gilipollas", "menuda mierda de servicio",
        "puta máquina, no entiende nada", "payasos, llevo una hora", "tu puta madre", "idiotas",
        "eres tonta o qué", "hola guarra",
    ],
)  # fmt: skip
def test_what_is_aimed_at_her_is_an_offence(text: str) -> None:
    assert understood(text) == (Offend(),)


@pytest.mark.parametrize(
    "text",
    [
        "perdona, soy una inútil con el móvil: un corte el jueves",
        "coño, pues un corte el viernes",
        "el payaso de mi marido quiere cortarse el pelo", "vaya mierda de pelo llevo, un corte",
        "qué idiota, me he equivocado, era el martes", "esta mierda de móvil no abre el enlace",
        "¿puedo llevar a mi perra?", "pregunta tonta: ¿el peinado es con lavado?",
        "mi perra se ha puesto mala, no puedo ir hoy", "no seas tonta, dame hora para un corte",
    ],
)  # fmt: skip
def test_what_is_said_of_oneself_of_others_or_of_things_is_none(text: str) -> None:
    assert Offend() not in understood(text)
