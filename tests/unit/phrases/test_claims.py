"""What a Spanish text claims, however it is written."""

import pytest

from atrevete_core.phrases.claims import claims_in


def claimed(text: str, people: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    return {(each.kind.value, each.value) for each in claims_in(text, people)}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Son 80,00 €.", {("price", "8000")}),
        ("cuesta 1.016,50 euros", {("price", "101650")}),
        ("€ 16", {("price", "1600")}),
        ("treinta y cinco euros", {("price", "3500")}),
        ("te sale gratis", {("price", "0")}),
        ("sin coste", {("price", "0")}),
        ("un 20 % más", {("percent", "20")}),
        ("el veinte por ciento", {("percent", "20")}),
        ("con descuento", {("discount", "descuento")}),
        ("a las 17:30", {("time", "17:30")}),
        ("a las 9", {("time", "~9:00")}),
        ("a las cinco y media", {("time", "~5:30")}),
        ("a las 5 de la tarde", {("time", "17:00")}),
        ("12.30 h", {("time", "12:30")}),
        ("a la una menos cuarto", {("time", "~0:45")}),
        ("de 10 a 20", {("number", "10"), ("number", "20")}),
        ("el viernes 18 de diciembre", {("day", "w4 d18 m12")}),
        ("el 18/12/26", {("day", "d18 m12 y2026")}),
        ("el 2026-12-18", {("day", "d18 m12 y2026")}),
        ("el día 5", {("day", "d5")}),
        ("los sábados", {("day", "w5")}),
        ("mañana por la mañana", {("day", "+1")}),
        ("pasado mañana", {("day", "+2")}),
        ("en agosto", {("day", "m8")}),
        ("dura 1 h 50 min", {("duration", "110")}),
        ("una hora", {("duration", "60")}),
        ("hora y media", {("duration", "90")}),
        ("veinte minutos", {("duration", "20")}),
        ("media hora", {("duration", "30")}),
        ("llama al 600 11 22 33", {("phone", "600112233")}),
        ("escribe a x@y.es", {("link", "x@y.es")}),
        ("entra en pagos.example.com/x", {("link", "pagos.example.com/x")}),
        ("mira bit.ly/abc", {("link", "bit.ly/abc")}),
        ("tu cita está confirmada", {("done", "confirmed")}),
        ("te la reservo ya", {("done", "held")}),
        ("queda anulada", {("done", "cancelled")}),
        ("te hemos devuelto el dinero", {("done", "refunded")}),
        ("¡Hecho!", {("done", "done")}),
        ("ya tienes hora", {("done", "confirmed")}),
        ("te atiende con Lucía", {("name", "lucia")}),
        ("Lucía te atiende", {("name", "lucia")}),
        ("Ana García está libre", {("name", "ana"), ("name", "garcia")}),
    ],
)  # fmt: skip
def test_a_claim_is_found_in_its_normal_form(text: str, claims: set[tuple[str, str]]) -> None:
    assert claimed(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Es una mascarilla que nutre el pelo seco y le da brillo 😊",
        "¿Te lo reservo?",
        "¡Qué bien! Aquí estoy para lo que necesites.",
        "El barro hidrata; la cultura de color reaviva el tono.",
        "Para eso mejor te lo miran en el salón. Así aciertas seguro.",
        "No te preocupes: por la mañana suele haber menos gente.",
    ],
)
def test_warm_words_claim_nothing(text: str) -> None:
    assert claimed(text) == set()


def test_the_salons_people_are_names_however_they_are_written() -> None:
    assert claimed("con pilar, o con PILAR", ("pilar",)) == {("name", "pilar")}
