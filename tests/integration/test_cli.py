"""The command `atrevete`, as people and scripts meet it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from atrevete_apps.cli.main import app
from typer.testing import CliRunner, Result

from tests.conftest import NewDatabase

NOW = "2026-12-16T11:15"


def atrevete(*arguments: str, typed: str = "", **environment: str) -> Result:
    return CliRunner().invoke(app, arguments, input=typed, env=environment)


def in_own_process(
    *arguments: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ATREVETE_")}
    return subprocess.run(
        [sys.executable, "-c", "from atrevete_apps.cli.main import app; app()", *arguments],
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith("ATREVETE_")]:
        monkeypatch.delenv(name)


def test_help_names_every_command_and_the_exit_codes() -> None:
    said = atrevete("--help").output
    for command in ("demo", "chat", "understand", "db", "doctor"):
        assert command in said
    assert "Exit codes" in said


@pytest.mark.parametrize("command", ["demo", "chat", "understand"])
def test_the_help_of_a_command_has_examples(command: str) -> None:
    assert "Examples" in atrevete(command, "--help").output


def test_it_says_its_version() -> None:
    assert atrevete("--version").output.startswith("atrevete ")


def test_a_mistyped_command_is_answered_with_the_one_that_was_meant() -> None:
    answered = atrevete("understan", "hola")
    assert answered.exit_code == 2
    assert "understand" in answered.output


def test_an_unknown_scenario_lists_those_that_exist() -> None:
    answered = atrevete("demo", "--play", "S99")
    assert answered.exit_code == 2
    assert "S99" in answered.output
    assert "S1" in answered.output


# --- chat -----------------------------------------------------------------------------------


def test_a_whole_booking_can_be_typed() -> None:
    typed = """hola, soy Laura Gómez Ruiz, quiero un corte el viernes a las 10:00 con Pilar
/agenda
/pagar
/agenda
/salir
nadie lo lee
"""
    answered = atrevete("chat", "--now", NOW, typed=typed)
    assert answered.exit_code == 0
    said = answered.output
    assert "Te guardo el *viernes 18 a las 10:00* con Pilar" in said
    assert "(guardada, sin pagar)" in said
    assert "Cita confirmada" in said
    assert "26,20 € (confirmada)" in said
    assert "nadie lo lee" not in said


def test_time_passes_on_request() -> None:
    typed = """hola, soy Laura Gómez Ruiz, quiero un corte el viernes a las 10:00 con Pilar
/reloj +26m
/reloj 5min
/agenda
"""
    said = atrevete("chat", "--now", NOW, typed=typed).output
    assert "solo puedo guardarte" in said.replace("Solo", "solo")
    assert "he tenido que soltar" in said
    assert "no hay citas" in said


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("/pagar\n", "no hay ningún enlace que pagar"),
        ("/reloj mucho\n", "/reloj +30m"),
        ("/cantar\n", "no conozco /cantar"),
        ("/ayuda\n", "/pagar paga el enlace abierto"),
        ("\n\n", "En el salón es miércoles 16 de diciembre a las 11:15"),
    ],
)
def test_orders_that_cannot_be_followed_say_why(typed: str, answered: str) -> None:
    result = atrevete("chat", "--now", NOW, typed=typed)
    assert result.exit_code == 0
    assert answered in result.output


def test_a_chat_with_a_demo_that_does_not_run_says_how_to_start_one() -> None:
    answered = atrevete("chat", "--demo", "http://127.0.0.1:1", typed="hola\n")
    assert answered.exit_code == 1
    assert "atrevete demo" in answered.output


# --- understand -----------------------------------------------------------------------------


def test_a_text_is_shown_as_commands_and_its_date_as_a_day() -> None:
    said = atrevete("understand", "unas mechas el viernes por la tarde", "--now", NOW).output
    assert '{"services": ["MECHAS"]}' in said
    assert '{"date": "2026-12-18", "part": "afternoon"}' in said


def test_an_explanation_names_the_rules() -> None:
    said = atrevete("understand", "unas mechas el viernes", "--now", NOW, "--explain").output
    assert "service: MECHAS" in said
    assert "date: " in said


def test_programs_get_json() -> None:
    said = atrevete("understand", "un corte mañana", "--now", NOW, "--json").output
    understood = json.loads(said)
    assert understood["understood"] == {"date": "2026-12-17"}
    assert understood["commands"][0]["do"] == "book"


EXPRESSIONS = [
    {
        "id": "a",
        "text": "el viernes por la tarde",
        "reference": "2026-12-09T11:20:00",
        "expect": {"date": "2026-12-11", "part": "afternoon"},
    },
    {
        "id": "b",
        "text": "pasado mañana",
        "reference": "2026-12-09T11:20:00",
        "expect": {"date": "2026-12-25"},
    },
]


@pytest.fixture
def expressions(tmp_path: Path) -> Path:
    path = tmp_path / "expressions.json"
    path.write_text(json.dumps(EXPRESSIONS))
    return path


def test_a_list_is_counted_and_what_disagrees_is_shown(expressions: Path) -> None:
    answered = atrevete("understand", "--file", str(expressions))
    assert answered.exit_code == 0
    assert "1 of 2 agree" in answered.output
    assert "b: «pasado mañana»" in answered.output


def test_a_list_as_json_has_one_object_for_each_expression(expressions: Path) -> None:
    judged = json.loads(atrevete("understand", "--file", str(expressions), "--json").output)
    assert [(each["id"], each["ok"]) for each in judged] == [("a", True), ("b", False)]
    assert judged[0]["understood"] == {"date": "2026-12-11", "part": "afternoon"}


@pytest.mark.parametrize(
    ("written", "code"),
    [("not json", 2), ('[{"id": "a", "txet": "hoy"}]', 2)],
)
def test_a_list_that_cannot_be_read_says_where(tmp_path: Path, written: str, code: int) -> None:
    path = tmp_path / "list.json"
    path.write_text(written)
    answered = atrevete("understand", "--file", str(path))
    assert answered.exit_code == code
    assert "is no list of expressions" in answered.output


@pytest.mark.parametrize("arguments", [[], ["hola", "--file", "list.json"]])
def test_understand_wants_one_of_a_text_and_a_file(arguments: list[str]) -> None:
    assert atrevete("understand", *arguments).exit_code == 2


def test_an_instant_that_is_none_is_refused() -> None:
    answered = atrevete("understand", "hoy", "--now", "ayer")
    assert answered.exit_code == 2
    assert "2026-12-16T11:15" in answered.output


# --- db -------------------------------------------------------------------------------------


def test_a_database_is_brought_from_nothing_to_a_salon(new_empty_database: NewDatabase) -> None:
    with new_empty_database() as url:
        before = atrevete("db", "status", ATREVETE_DATABASE_URL=url)
        assert (before.exit_code, "none" in before.output) == (1, True)
        assert atrevete("db", "upgrade", ATREVETE_DATABASE_URL=url).exit_code == 0
        assert "was added" in atrevete("db", "seed", ATREVETE_DATABASE_URL=url).output
        assert "nothing changed" in atrevete("db", "seed", ATREVETE_DATABASE_URL=url).output
        assert "nothing to do" in atrevete("db", "upgrade", ATREVETE_DATABASE_URL=url).output
        after = atrevete("db", "status", ATREVETE_DATABASE_URL=url)
    assert after.exit_code == 0
    assert "stylists       5" in after.output


def test_seeding_before_the_schema_says_what_comes_first(new_empty_database: NewDatabase) -> None:
    with new_empty_database() as url:
        answered = atrevete("db", "seed", ATREVETE_DATABASE_URL=url)
    assert answered.exit_code == 1
    assert "atrevete db upgrade" in answered.output


@pytest.mark.parametrize("url", ["", "mysql://host/name", "no address"])
def test_a_database_that_is_not_named_is_asked_for(url: str) -> None:
    answered = atrevete("db", "status", ATREVETE_DATABASE_URL=url)
    assert answered.exit_code == 2
    assert "postgresql://user:password@host/name" in answered.output


def test_a_database_that_is_away_is_told_without_its_password() -> None:
    url = "postgresql://salon:hunter2@127.0.0.1:1/salon"
    answered = atrevete("db", "status", ATREVETE_DATABASE_URL=url)
    assert answered.exit_code == 1
    assert "hunter2" not in answered.output
    assert "ATREVETE_DATABASE_URL" in answered.output


def test_the_address_may_stand_in_a_file(tmp_path: Path, database_url: str) -> None:
    path = tmp_path / "url"
    path.write_text(f"{database_url}\n")
    answered = atrevete("db", "status", ATREVETE_DATABASE_URL_FILE=str(path))
    assert answered.exit_code == 0
    missing = atrevete("db", "status", ATREVETE_DATABASE_URL_FILE=str(tmp_path / "none"))
    assert missing.exit_code == 2


# --- doctor ---------------------------------------------------------------------------------


def test_a_doctor_without_settings_names_each_that_is_missing() -> None:
    examined = in_own_process("doctor", environment={})
    assert examined.returncode == 1
    assert "ATREVETE_DATABASE_URL is missing" in examined.stdout
    assert "ATREVETE_SMTP_FROM is missing" in examined.stdout


def test_a_doctor_says_how_to_prepare_an_empty_database(
    new_empty_database: NewDatabase, redis_url: str
) -> None:
    with new_empty_database() as url:
        settings = simulated_settings() | {
            "ATREVETE_DATABASE_URL": url,
            "ATREVETE_REDIS_URL": redis_url,
        }
        examined = in_own_process("doctor", environment=settings)
    assert examined.returncode == 1
    assert "run `atrevete db upgrade`" in examined.stdout
    assert "redis         ready" in examined.stdout
    assert "the database comes first" in examined.stdout


def simulated_settings() -> dict[str, str]:
    here = "http://127.0.0.1:1"
    return {
        "ATREVETE_CHATWOOT_URL": here,
        "ATREVETE_CHATWOOT_ACCOUNT_ID": "1",
        "ATREVETE_CHATWOOT_INBOX_ID": "3",
        "ATREVETE_CHATWOOT_WEBHOOK_SECRETS": "secret",
        "ATREVETE_STRIPE_API_URL": here,
        "ATREVETE_STRIPE_WEBHOOK_SECRETS": "whsec_x",
        "ATREVETE_GOOGLE_CALENDAR_URL": here,
        "ATREVETE_SMTP_URL": "smtp://127.0.0.1:1",
        "ATREVETE_SMTP_FROM": "maite@atrevete.example",
        "ATREVETE_PUBLIC_URL": here,
    }
