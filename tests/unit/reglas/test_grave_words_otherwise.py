"""Grave words that tell of a trade, a sign on the door or a manner of speaking (R30, R38, R49)."""

import pytest

from atrevete_core.domain.commands import CallPerson

from .conversation import understood


def calls(text: str) -> str:
    return next((e.about for e in understood(text) if isinstance(e, CallPerson)), "nobody")


@pytest.mark.parametrize(
    "text",
    [
        "trabajo en urgencias, el martes me toca guardia, corte el jueves",
        "soy conductora de ambulancia, salgo a las 6, un corte el jueves",
        "estudio medicina y solo puedo por las tardes, corte el viernes",
        "soy dermatóloga y salgo a las 5, corte el jueves",
        "el viernes tengo cita con el dermatólogo a las 5, un corte después",
        "un corte, que tengo el periodo de prácticas muy liado",
        "quiero un corte, estoy ahogada de trabajo y solo puedo el viernes",
        "un corte el viernes, es que me ahogo de calor con esta melena",
        "me estoy quemando de tanto trabajo, necesito un masaje",
        "no puedo ver el enlace, ¿me lo mandas otra vez?",
        "un tratamiento con ampollas y un corte",
        "soy celíaca, da igual, quiero corte",
        "llevo lentillas, un corte el viernes",
        "manicura, ¿usáis guantes de látex?",
        "¿es seguro para mañana? un corte",
        "cansada de vivir con este pelo, un corte",
        "no quiero estar aquí toda la tarde, ¿cuánto tarda un corte?",
        "terminar con todo hoy: corte y mechas",
        "en la puerta pone que está cerrado, ¿abrís mañana?",
    ],
)
def test_nobody_is_called(text: str) -> None:
    assert calls(text) == "nobody"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("estoy en urgencias por el tinte", "emergency"),
        ("me ahogo, no puedo respirar", "emergency"),
        ("me ahogo con el olor del tinte", "emergency"),
        ("me han salido ampollas en la cabeza", "emergency"),
        ("no puedo ver de un ojo desde el tinte", "emergency"),
        ("vengo del dermatólogo, ¿me puedo teñir?", "medical"),
        ("estoy con el periodo, ¿me puedo depilar?", "medical"),
        ("soy celíaca, ¿el tinte lleva gluten?", "medical"),
        ("soy celíaca, quiero un maquillaje", "medical"),
        ("¿los guantes son sin látex?", "medical"),
        ("¿es seguro para el bebé?", "medical"),
        ("estoy cansada de vivir", "self_harm"),
        ("no quiero estar aquí", "self_harm"),
        ("quiero acabar con todo hoy", "self_harm"),
        ("estoy en la puerta y está cerrado, ¿no abrís?", "asked"),
    ],
)
def test_a_person_is_called(text: str, about: str) -> None:
    assert calls(text) == about
