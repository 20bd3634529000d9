"""The scripted customer, and what is said of a play that went otherwise."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from atrevete_apps.cli.checking import Outcome, Seen, differences
from atrevete_apps.cli.display import Transcript, formatted
from atrevete_apps.cli.keyboard import Order, lines, read_line, step_of
from atrevete_apps.cli.script import (
    Customer,
    Expectation,
    ExpectedAppointment,
    Play,
    Rule,
    load_play,
    play_names,
)
from atrevete_apps.cli.standing import Booked
from pydantic import ValidationError
from rich.console import Console

from atrevete_adapters.simulation import Letter

S1 = load_play("s1")
START = datetime(2026, 12, 18, 9, 30, tzinfo=UTC)
LETTER = Letter(sender="m@x", recipients=("marta@x",), subject="Cita", text="", at=START)
BOOKED = Booked(
    id=UUID(int=1),
    revision=1,
    hold_id=UUID(int=2),
    status="confirmed",
    start=START,
    end=START + timedelta(minutes=60),
    stylist="Marta",
    stylist_email="marta@x",
    calendar_id="marta@calendar",
    customer="Laura Gómez Ruiz",
    services=("MECHAS", "CORTAR"),
    pack="Mechas + Corte",
    total=8000,
    deposit=1600,
    paid=1600,
    refunded=0,
)
SEEN = Seen(booked=BOOKED, calendar="confirmed", title="Laura: mechas y corte", letters=(LETTER,))
SAID = ("Soy una IA. Son 80,00 €: 16,00 € de anticipo.",)
GOOD = Outcome(appointments=(SEEN,), escalations=(), said=SAID)


def test_every_script_can_be_read() -> None:
    assert "S1" in play_names()
    for name in play_names():
        assert load_play(name).opening or load_play(name).trigger


def customer(*rules: Rule, fallback: Sequence[str] = ()) -> Customer:
    play = S1.model_copy(update={"replies": rules, "fallback": tuple(fallback)})
    return Customer.of(play)


def test_the_first_rule_that_matches_speaks_and_a_used_one_is_silent() -> None:
    laura = customer(
        Rule(when="pack", say=("el pack",), once=True), Rule(when="pack|hora", say=("a las 10",))
    )
    first, second = laura.answers(["¿Quieres el PACK?"]), laura.answers(["el *pack*"])
    assert first is not None
    assert second is not None
    assert (first.say, second.say) == (("el pack",), ("a las 10",))


def test_who_has_nothing_left_to_say_ends_the_play() -> None:
    laura = customer(Rule(when="adiós", say=()), fallback=["no sé"])
    fallback = laura.answers(["¿Y tu nombre?"])
    assert fallback is not None
    assert fallback.say == ("no sé",)
    assert laura.answers(["¿Y tu nombre?"]) is None
    assert laura.answers(["¡Adiós!"]) is None


def test_an_unknown_key_in_a_script_is_named() -> None:
    with pytest.raises(ValidationError, match="openning"):
        Play.model_validate(S1.model_dump() | {"openning": ["hola"]})


def test_a_play_as_expected_has_no_differences() -> None:
    assert differences(S1, GOOD) == []


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (replace(SEEN, calendar="provisional"), "calendario"),
        (replace(SEEN, letters=()), "correo al estilista"),
        (replace(SEEN, booked=replace(BOOKED, paid=0)), "anticipo pagado"),
        (replace(SEEN, booked=replace(BOOKED, refunded=1600)), "anticipo pagado"),
        (replace(SEEN, booked=replace(BOOKED, pack=None)), "pack"),
        (replace(SEEN, booked=replace(BOOKED, services=("MECHAS",))), "servicios"),
        (replace(SEEN, booked=replace(BOOKED, customer="Lola")), "nombre"),
        (replace(SEEN, booked=replace(BOOKED, end=START + timedelta(minutes=90))), "minutos"),
        (replace(SEEN, booked=replace(BOOKED, start=START + timedelta(days=1))), "día"),
        (replace(SEEN, booked=replace(BOOKED, status="provisional")), "ninguna cita confirmed"),
        (replace(SEEN, shown_at=START + timedelta(hours=1)), "hora en el calendario"),
    ],
)
def test_each_fact_that_differs_is_said(seen: Seen, said: str) -> None:
    assert any(said in each for each in differences(S1, replace(GOOD, appointments=(seen,))))


MOVED = ExpectedAppointment(
    status="confirmed",
    services=("MECHAS", "CORTAR"),
    start=datetime(2026, 12, 18, 10, 30),  # noqa: DTZ001 - scripts are written in the salon's time
    kept=True,
    attending=True,
    for_other=True,
    hold_minutes=15,
    mail=("martes",),
)


def test_what_became_of_an_appointment_that_was_there_before_is_compared() -> None:
    script = S1.model_copy(update={"expect": Expectation(appointments=(MOVED,))})
    said = "\n".join(differences(script, GOOD))
    for each in ("la misma", "asistencia", "otra persona", "minutos guardada", "escrito al estil"):
        assert each in said
    assert "hora:" not in said
    letter = replace(LETTER, text="Cita cambiada: martes 15")
    as_told = replace(
        SEEN, letters=(letter,), kept=True, attending=True, for_other=True, hold_minutes=15
    )
    assert differences(script, replace(GOOD, appointments=(as_told,))) == []


def test_money_company_silence_and_the_team_are_compared() -> None:
    expect = Expectation(
        appointments=S1.expect.appointments,
        links=1,
        refunded_eur=16.00,
        together=True,
        silent=True,
        team=("Laura",),
    )
    script = S1.model_copy(update={"expect": expect})
    other = replace(SEEN, booked=replace(BOOKED, id=UUID(int=3), hold_id=UUID(int=4)))
    said = "\n".join(differences(script, replace(GOOD, appointments=(SEEN, other))))
    for each in (
        "enlaces",
        "devuelto",
        "una sola reserva",
        "no calla",
        "dicho al equipo",
        "dos citas",
    ):
        assert each in said


def test_one_appointment_too_many_is_said() -> None:
    [said] = differences(S1, replace(GOOD, appointments=(SEEN, SEEN)))
    assert "sobra" in said


def test_an_unwanted_person_and_unwanted_words_are_said() -> None:
    outcome = replace(GOOD, escalations=("ambiguity",), said=(*SAID, "None"))
    assert len(differences(S1, outcome)) == 2
    calling = S1.model_copy(update={"expect": Expectation(escalation="medical_consultation")})
    assert any("medical" in each for each in differences(calling, GOOD))


def test_who_should_be_silent_and_is_not_is_told_so() -> None:
    quiet = S1.model_copy(update={"expect": Expectation(max_bot_messages=1)})
    assert not any("mensajes" in each for each in differences(quiet, GOOD))
    assert any("mensajes" in each for each in differences(quiet, replace(GOOD, said=SAID * 2)))


# --- the keyboard and the screen ------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("hola \n", "hola"),
        ("  \n", None),
        ("/pagar\n", Order("pagar")),
        ("/Reloj +30m\n", Order("reloj", "+30m")),
    ],
)
def test_a_line_is_words_or_an_order(line: str, read: str | Order | None) -> None:
    assert read_line(line) == read


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("+30m", timedelta(minutes=30)),
        ("2 h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("90s", timedelta(seconds=90)),
        ("mucho", None),
        ("", None),
    ],
)
def test_a_step_of_time_has_a_unit(text: str, step: timedelta | None) -> None:
    assert step_of(text) == step


async def test_what_is_piped_is_read_to_its_end_without_prompts() -> None:
    out = Console(file=io.StringIO())
    read = [line async for line in lines(out, "Laura> ", io.StringIO("a\nb"))]
    assert read == ["a\n", "b"]
    assert out.file.getvalue() == ""  # type: ignore[attr-defined]


def test_whatsapp_bold_is_bold_in_a_terminal() -> None:
    shown = formatted("el *viernes 18* a * b")
    assert shown.plain == "el viernes 18 a * b"
    assert [shown.plain[each.start : each.end] for each in shown.spans] == ["viernes 18"]


def drawn(*, terminal: bool) -> str:
    file = io.StringIO()
    out = Console(file=file, force_terminal=terminal, width=80, highlight=False, color_system=None)
    transcript = Transcript(out)
    transcript.bubble("Maite", "¿Cuál?", at=START, ours=True, buttons=["Vie 18 10:30 Marta"])
    transcript.note("paga")
    return file.getvalue()


def test_messages_are_bubbles_in_a_terminal_and_lines_elsewhere() -> None:
    assert "╭─ Maite · 10:30" in drawn(terminal=True)
    assert drawn(terminal=False).splitlines() == [
        "10:30 Maite: ¿Cuál?",
        "      [Vie 18 10:30 Marta]",
        "-- paga --",
    ]
