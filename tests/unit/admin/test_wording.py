"""Money, days, phones and messages as the panel shows them."""

from datetime import date

import pytest
from atrevete_apps.admin.salon import wording
from atrevete_apps.admin.salon.screens.audit_words import action_said, actor_said, details_said
from atrevete_apps.admin.salon.templatetags.salon import bubble, tone

from tests.builders import madrid


@pytest.mark.parametrize(
    ("cents", "said"),
    [(0, "0,00 €"), (5, "0,05 €"), (1250, "12,50 €"), (101600, "1.016,00 €"), (None, "")],
)
def test_money_has_a_comma_and_its_sign(cents: int | None, said: str) -> None:
    assert wording.euros(cents) == said


def test_an_instant_is_madrids_on_both_sides_of_the_clock_change() -> None:
    assert wording.moment(madrid(2027, 3, 28, 12, 5)) == "dom 28 mar 2027, 12:05"
    assert wording.moment(madrid(2027, 10, 31, 9, 30)) == "dom 31 oct 2027, 9:30"
    assert wording.moment(None) == "—"


def test_days_are_said_long_and_short() -> None:
    assert wording.long_day(date(2026, 12, 18)) == "Viernes 18 de diciembre de 2026"
    assert wording.short_day(date(2026, 12, 18)) == "vie 18 dic"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+34600111222", "+34 600 11 12 22"),
        ("+33612345678", "+33612345678"),
        (None, "Sin teléfono"),
        ("", "Sin teléfono"),
    ],
)
def test_a_spanish_number_is_written_as_people_read_it(number: str | None, said: str) -> None:
    assert wording.phone(number) == said


def test_services_are_a_sentence() -> None:
    assert wording.services_of(["MECHAS", "CORTAR"]) == "Mechas y cortar"


def test_a_message_is_shown_as_on_the_phone_and_never_runs() -> None:
    said = bubble('<script>alert("x")</script>\nel *viernes 18 a las 12:30* y 3*4*5')
    assert said == (
        "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;<br>"
        "el <strong>viernes 18 a las 12:30</strong> y 3*4*5"
    )


def test_every_state_has_a_colour_and_unknown_ones_are_grey() -> None:
    assert (tone("confirmed"), tone("no_show"), tone("?")) == ("success", "danger", "muted")


def test_the_audit_log_speaks_in_sentences() -> None:
    assert actor_said("admin:lola") == "lola"
    assert actor_said("cli:root") == "cli:root"
    assert action_said("appointment.cancelled") == "Cancela una cita"
    assert action_said("service.changed") == "Cambia un servicio"
    price = {"named": "Cortar", "before": {"price_cents": 2620}, "after": {"price_cents": 2800}}
    assert details_said(price) == "Cortar · precio: 26,20 € → 28,00 €"
    cancelled = {"by_salon": True, "refund_cents": 524, "kept_cents": 0, "reason": "obras"}
    assert details_said(cancelled) == "se devuelven: 5,24 € · motivo: obras"
    assert details_said({"fields": ["last_name"]}) == "apellidos"
