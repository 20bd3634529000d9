from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from atrevete_adapters.settings import (
    BadSettings,
    LanguageModelChoice,
    Settings,
    is_simulated,
    load_settings,
    variable_of,
)

SECRET = "hunter2-never-shown"

SIMULATED = {
    "DATABASE_URL": f"postgresql://atrevete:{SECRET}@127.0.0.1:5432/atrevete",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "CHATWOOT_URL": "http://127.0.0.1:8090/chatwoot",
    "CHATWOOT_ACCOUNT_ID": "1",
    "CHATWOOT_INBOX_ID": "3",
    "CHATWOOT_WEBHOOK_SECRETS": "one, two",
    "CHATWOOT_TEAM_CONTACT_ID": "2",
    "STRIPE_API_URL": "http://127.0.0.1:8090/stripe",
    "STRIPE_WEBHOOK_SECRETS": "whsec_a",
    "GOOGLE_CALENDAR_URL": "http://127.0.0.1:8090/google/calendar/v3/",
    "SMTP_URL": "smtp://127.0.0.1:8025",
    "SMTP_FROM": "maite@salon.example",
    "PUBLIC_URL": "https://salon.example/",
}

OPTIONAL = {"STRIPE_API_URL", "GOOGLE_CALENDAR_URL", "CHATWOOT_TEAM_CONTACT_ID"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Only the variables of a salon on simulators, whatever this shell has set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable_of(name), raising=False)
        monkeypatch.delenv(f"{variable_of(name)}_FILE", raising=False)
    for name, value in SIMULATED.items():
        monkeypatch.setenv(f"ATREVETE_{name}", value)
    return monkeypatch


def test_a_salon_on_simulators_needs_no_keys() -> None:
    settings = load_settings()
    assert settings.all_simulated
    assert settings.stripe_api_key is None
    assert settings.language_model is LanguageModelChoice.REGLAS


def test_the_database_address_names_our_driver() -> None:
    url = load_settings().database_url.get_secret_value()
    assert url == f"postgresql+asyncpg://atrevete:{SECRET}@127.0.0.1:5432/atrevete"


def test_several_secrets_are_separated_by_commas() -> None:
    secrets = load_settings().chatwoot_webhook_secrets
    assert [each.get_secret_value() for each in secrets] == ["one", "two"]


def test_an_address_loses_its_last_slash() -> None:
    assert load_settings().public_url == "https://salon.example"


def test_patience_is_three_times_the_settling_time(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_SETTLE_SECONDS", "0.2")
    settings = load_settings()
    assert settings.settle == timedelta(seconds=0.2)
    assert settings.patience == timedelta(seconds=0.6)


@pytest.mark.parametrize(
    "name",
    [name for name in SIMULATED if name not in OPTIONAL],
)
def test_a_missing_variable_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(f"ATREVETE_{name}")
    with pytest.raises(BadSettings) as refusal:
        load_settings()
    (sentence,) = refusal.value.sentences
    assert sentence.startswith(f"ATREVETE_{name} is missing: set it to ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", f"mysql://{SECRET}@host/db"),
        ("REDIS_URL", f"memcached://{SECRET}"),
        ("CHATWOOT_URL", f"chatwoot.example/{SECRET}"),
        ("CHATWOOT_URL", f"http://host:{SECRET}"),
        ("CHATWOOT_ACCOUNT_ID", SECRET),
        ("CHATWOOT_INBOX_ID", "-3"),
        ("STRIPE_WEBHOOK_SECRETS", " , "),
        ("SMTP_URL", f"http://{SECRET}"),
        ("SMTP_FROM", SECRET),
        ("GOOGLE_CREDENTIALS_FILE", f"/nowhere/{SECRET}.json"),
        ("SETTLE_SECONDS", "61"),
        ("LOG_FORMAT", SECRET),
        ("LANGUAGE_MODEL", SECRET),
        ("NOW", "2026-12-01T10:00:00"),
        ("SALON_ID", SECRET),
    ],
)
def test_a_wrong_value_is_refused_without_showing_it(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(f"ATREVETE_{name}", value)
    with pytest.raises(BadSettings) as refusal:
        load_settings()
    (sentence,) = refusal.value.sentences
    assert sentence.startswith(f"ATREVETE_{name} cannot be used: set it to ")
    assert SECRET not in sentence


def test_every_wrong_variable_has_its_sentence(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("ATREVETE_REDIS_URL")
    environment.setenv("ATREVETE_SMTP_FROM", "nobody")
    with pytest.raises(BadSettings) as refusal:
        load_settings()
    assert len(refusal.value.sentences) == 2


def test_an_empty_variable_is_a_missing_one(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_REDIS_URL", "")
    with pytest.raises(BadSettings, match="ATREVETE_REDIS_URL is missing"):
        load_settings()


@pytest.mark.parametrize(
    ("address", "value", "missing"),
    [
        ("STRIPE_API_URL", "https://api.stripe.com", ["STRIPE_API_KEY"]),
        ("GOOGLE_CALENDAR_URL", "https://google.example/v3", ["GOOGLE_CREDENTIALS_FILE"]),
        ("CHATWOOT_URL", "https://chat.example", ["CHATWOOT_BOT_TOKEN", "CHATWOOT_USER_TOKEN"]),
    ],
)  # fmt: skip
def test_a_real_vendor_needs_its_key(
    environment: pytest.MonkeyPatch, address: str, value: str, missing: list[str]
) -> None:
    environment.setenv(f"ATREVETE_{address}", value)
    with pytest.raises(BadSettings) as refusal:
        load_settings()
    named = [sentence.split()[0] for sentence in refusal.value.sentences]
    assert named == [f"ATREVETE_{name}" for name in missing]


def test_claude_without_a_key_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_LANGUAGE_MODEL", "claude")
    with pytest.raises(BadSettings, match="ATREVETE_ANTHROPIC_API_KEY is missing"):
        load_settings()


def test_a_key_of_claude_chooses_claude(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_ANTHROPIC_API_KEY", SECRET)
    assert load_settings().uses_claude


def test_reglas_is_kept_when_it_is_asked_for(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_ANTHROPIC_API_KEY", SECRET)
    environment.setenv("ATREVETE_LANGUAGE_MODEL", "reglas")
    assert not load_settings().uses_claude


def test_a_token_in_the_address_may_stand_for_chatwoots_signature(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.delenv("ATREVETE_CHATWOOT_WEBHOOK_SECRETS")
    environment.setenv("ATREVETE_CHATWOOT_URL_TOKEN", SECRET)
    assert load_settings().chatwoot_webhook_secrets == ()


def test_a_secret_may_come_from_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n", encoding="utf-8")
    environment.setenv("ATREVETE_STRIPE_API_KEY_FILE", str(tmp_path / "key"))
    key = load_settings().stripe_api_key
    assert key is not None
    assert key.get_secret_value() == SECRET


def test_several_secrets_may_come_from_a_file(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secrets").write_text("new,old\n", encoding="utf-8")
    environment.delenv("ATREVETE_STRIPE_WEBHOOK_SECRETS")
    environment.setenv("ATREVETE_STRIPE_WEBHOOK_SECRETS_FILE", str(tmp_path / "secrets"))
    secrets = load_settings().stripe_webhook_secrets
    assert [each.get_secret_value() for each in secrets] == ["new", "old"]


def test_a_secret_file_that_cannot_be_read_is_named(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_STRIPE_API_KEY_FILE", "/nowhere/at/all")
    with pytest.raises(BadSettings, match="ATREVETE_STRIPE_API_KEY_FILE names a file"):
        load_settings()


def test_a_variable_and_its_file_together_are_refused(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "url").write_text("redis://other", encoding="utf-8")
    environment.setenv("ATREVETE_REDIS_URL_FILE", str(tmp_path / "url"))
    with pytest.raises(BadSettings, match="keep one of them"):
        load_settings()


def test_the_simulated_now_counts_only_among_simulators(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_NOW", "2026-12-01T10:00:00+01:00")
    assert load_settings().simulated_now == datetime(2026, 12, 1, 9, tzinfo=UTC)
    environment.setenv("ATREVETE_SMTP_URL", "smtp://mail.example.com")
    assert load_settings().simulated_now is None


def test_nothing_secret_is_shown_by_the_settings(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ATREVETE_STRIPE_API_KEY", SECRET)
    environment.setenv("ATREVETE_CHATWOOT_WEBHOOK_SECRETS", SECRET)
    settings = load_settings()
    assert SECRET not in repr(settings)
    assert SECRET not in settings.model_dump_json()


@pytest.mark.parametrize(
    ("url", "simulated"),
    [
        ("http://127.0.0.1:8090/chatwoot", True),
        ("http://localhost/", True),
        ("http://[::1]:9000", True),
        ("smtp://127.0.0.2:25", True),
        ("https://127.0.0.1.example.com", False),
        ("https://localhost.example.com", False),
        ("https://api.stripe.com", False),
    ],
)
def test_a_vendor_on_this_machine_is_a_simulator(url: str, simulated: bool) -> None:  # noqa: FBT001
    assert is_simulated(url) is simulated


def test_the_example_names_every_variable() -> None:
    example = (Path(__file__).parents[3] / ".env.example").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if variable_of(name) not in example] == []
