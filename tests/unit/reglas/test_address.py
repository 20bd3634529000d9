"""Whether a customer writes de usted or de tú (R64)."""

import pytest

from tests.unit.reglas.conversation import reglas, request


@pytest.mark.parametrize(
    "text",
    [
        "¿Podrían darme hora para un corte?",
        "Buenos días, quisiera un peinado",
        "¿me puede decir el precio?",
        "Anúlela, por favor",
        "¿a qué hora abren ustedes?",
        "Disculpe, ¿tienen hueco mañana?",
        "Les ruego que me cambien la cita",
    ],
)
def test_who_writes_de_usted_shows_it(text: str) -> None:
    assert reglas().understood(request(text)).formal is True


@pytest.mark.parametrize(
    "text",
    ["¿tenéis hora?", "oye, ¿me cambias la cita?", "resérvame la primera", "hola guapa, un corte"],
)
def test_who_writes_de_tu_shows_it(text: str) -> None:
    assert reglas().understood(request(text)).formal is False


@pytest.mark.parametrize(
    "text",
    [
        "un corte mañana a las 5",
        "sí",
        "¿me puede atender Pilar?",
        "me han hablado muy bien de Harol, ¿tiene hueco esta semana?",
        "la tarjeta no me la acepta",
        "esas uñas son muy bonitas",
        "cuánto cuestan las mechas",
    ],
)
def test_words_that_address_nobody_show_nothing(text: str) -> None:
    assert reglas().understood(request(text)).formal is None


def test_whoever_looks_for_themselves_is_not_called_usted() -> None:
    said = reglas().understood(request("que mire la agenda y te digo"))
    assert said.formal is not True


def test_who_asks_what_a_stylist_minds_is_not_called_usted() -> None:
    pilar = request("la de Pilar si no le importa que vaya con el bebé")
    assert reglas().understood(pilar).formal is not True
