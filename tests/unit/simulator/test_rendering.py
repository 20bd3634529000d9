"""What becomes of an outgoing text between Chatwoot and the phone."""

import pytest
from atrevete_apps.simulator.chatwoot.rendering import expand_liquid, whatsapp_text

VALUES = {"contact.name": "Lucía Ejemplo", "contact.first_name": "Lucía"}


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("**Total**: 80,00 €", "*Total*: 80,00 €"),
        ("*cuidado*", "_cuidado_"),
        ("_cuidado_", "_cuidado_"),
        ("[Paga aquí](http://a.b/c)", "http://a.b/c"),
        ("1) Corte\n2) Color", "1. Corte\n2. Color"),
        ("* Corte\n+ Color", "- Corte\n- Color"),
        ("3. tres\n4. cuatro", "3. tres\n4. cuatro"),
        ("uno\ndos", "uno\ndos"),
        ("uno\n\ndos", "uno\n\ndos"),
        ("uno\n\n\ndos", "uno\n\n\ndos"),
        ("- a\n- b\n\nfin", "- a\n- b\n\nfin"),
        (r"2\*3\_4", "2*3_4"),
        ("`código`", "`código`"),
        ("```\na\n```", "```\na\n```"),
        ("> cita", "> cita"),
        ("http://127.0.0.1/checkout/cs_test_a_b_c", "http://127.0.0.1/checkout/cs_test_a_b_c"),
        ("🌸 ¡Hola! 💕", "🌸 ¡Hola! 💕"),
        ("", ""),
    ],
)
def test_commonmark_becomes_whatsapps_marks(markdown: str, shown: str) -> None:
    assert whatsapp_text(markdown) == shown


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("Hola {{contact.name}}", "Hola Lucía Ejemplo"),
        ("Hola {{ contact.first_name | upcase }}", "Hola Lucía"),
        ("Hola {{contact.surname}}!", "Hola !"),
        ("`{{contact.name}}`", "`{{contact.name}}`"),
        ("Hola {{contact.name", "Hola {{contact.name"),
        ("{% if x %}{{contact.name}}", "{% if x %}{{contact.name}}"),
        ("80 % {de} algo", "80 % {de} algo"),
    ],
)
def test_liquid_is_expanded_except_where_it_is_broken(text: str, expanded: str) -> None:
    assert expand_liquid(text, VALUES) == expanded
