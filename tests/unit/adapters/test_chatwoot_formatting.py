"""What the customer's phone shows, as the simulator renders it after Chatwoot's source."""

import re

import pytest
from atrevete_apps.simulator.chatwoot.rendering import expand_liquid, whatsapp_text
from hypothesis import given
from hypothesis import strategies as st

from atrevete_adapters.chatwoot.formatting import (
    MAX_PARAMETER,
    fits_buttons,
    template_params,
    to_commonmark,
)
from atrevete_core.domain.conversation import Template


def on_the_phone(text: str) -> str:
    return whatsapp_text(expand_liquid(to_commonmark(text), {"contact.name": "LIQUID"}))


def test_bold_is_bold() -> None:
    assert to_commonmark("Son *16,00 €* de anticipo") == "Son **16,00 €** de anticipo"


@pytest.mark.parametrize(
    "text",
    [
        "Hola, Ana: ¿a las *12:30* te va bien?",
        "*Viernes 18* y *sábado 19*",
        "¡*Hola*! (*vale*), «*sí*».",
        "Hasta las *18:45* 💇‍♀️✨",
        "https://checkout.example/c/pay/cs_test_a1_b2?x=1&y=2#fid_1",
        "Corte\n- lavar\n- cortar\n\n1. uno\n2) dos\n+ tres\n* cuatro",
        "snake_case y _cursiva_ y __doble__ y _",
        "2*3*4, a * b * c, **",
        "[enlace](https://malo.example) <b>x</b> &amp; &lt;",
        "{{contact.name}} {% raw %} {{ contact.email | upcase }} {{",
        "`código` ```bloque``` ~~tachado~~ ~~~",
        "# título\n## otro\n> cita\n---\n===\n| a | b |\n|---|---|",
        "barra \\ y \\* y C:\\_x",
        "1.\n2.\n-\n+\n#",
        "Título\n===\nOtro\n---",
        "12.30 y 5) y 1.5",
        "*",
        "",
    ],
)
def test_the_phone_shows_the_words_as_they_were_written(text: str) -> None:
    assert on_the_phone(text) == text


def test_a_link_stays_readable_for_the_team() -> None:
    link = "https://checkout.example/c/pay/cs_test_a1_b2"
    assert to_commonmark(link) == link


def test_an_indented_line_is_no_block_of_code() -> None:
    assert on_the_phone("Mira:\n\n    cuatro\n\n\tuno *dos*") == "Mira:\n\ncuatro\n\nuno *dos*"


def test_what_json_cannot_carry_is_left_out() -> None:
    assert to_commonmark("a\ud83db\x00c\r\nd") == "abc\nd"


_PUNCTUATED = st.text(st.sampled_from("ab1 _*`[](){}<>#+-.!|~&%\\=:;,'\"€¿ñ\n/)"), max_size=40)


def _settled(text: str) -> str:
    """Paragraphs keep no spaces at their lines' ends; empty lines hold nothing."""
    lines = (line.strip(" \N{NO-BREAK SPACE}") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


@given(_PUNCTUATED)
def test_no_punctuation_whatever_changes_a_word(text: str) -> None:
    assert _settled(on_the_phone(text)) == _settled(text)


def test_buttons_must_fit_a_phone() -> None:
    assert fits_buttons("¿Cuál?", ("Vie 18 12:30 Marta", "Sáb 19 10:00 Lola"))
    assert not fits_buttons("¿Cuál?", ())
    assert not fits_buttons("¿Cuál?", ("a", "b", "c", "d"))
    assert not fits_buttons("¿Cuál?", ("x" * 21,))
    assert not fits_buttons("¿Cuál?", ("", "b"))
    assert not fits_buttons("¿Cuál?", ("a", "a"))
    assert not fits_buttons("x" * 1025, ("a",))


def test_a_templates_parameters_are_numbered() -> None:
    params = template_params(Template(name="recordatorio_48h", parameters=("Ana", "viernes 27")))
    assert params == {
        "name": "recordatorio_48h",
        "category": "UTILITY",
        "language": "es",
        "processed_params": {"body": {"1": "Ana", "2": "viernes 27"}},
    }


def test_a_parameter_is_one_line_without_liquid() -> None:
    given_name = "{{contact.email}}\n\tAna {% raw %}" + "x" * 2000
    body = template_params(Template(name="t", parameters=(given_name,)))["processed_params"]["body"]
    assert "{{" not in body["1"]
    assert "{%" not in body["1"]
    assert "\n" not in body["1"]
    assert len(body["1"]) == MAX_PARAMETER
