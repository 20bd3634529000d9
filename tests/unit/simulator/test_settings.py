"""What the simulator is told at its start."""

from datetime import UTC, datetime

import pytest
from atrevete_apps.simulator.settings import SimulatorSettings, SimulatorSettingsWrong


def test_the_environment_is_read_by_prefix() -> None:
    settings = SimulatorSettings.from_environment(
        {
            "ATREVETE_SIMULATOR_PORT": "8123",
            "ATREVETE_SIMULATOR_STRIPE_RETRY_SECONDS": "0.1, 2",
            "ATREVETE_SIMULATOR_STRIPE_WEBHOOK_SECRETS": "whsec_a,whsec_b",
            "ATREVETE_SIMULATOR_NOW": "2026-11-24T10:00:00+01:00",
            "PORT": "1",
        }
    )
    assert settings.port == 8123
    assert settings.stripe_retry_seconds == (0.1, 2.0)
    assert settings.stripe_webhook_secrets == ("whsec_a", "whsec_b")
    assert settings.now == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert settings.base_url == "http://127.0.0.1:8123"


def test_what_is_given_wins_over_the_environment() -> None:
    settings = SimulatorSettings.from_environment({"ATREVETE_SIMULATOR_PORT": "1"}, port=2)
    assert settings.port == 2


def test_a_wrong_value_names_its_variable_and_not_the_value() -> None:
    with pytest.raises(SimulatorSettingsWrong) as wrong:
        SimulatorSettings.from_environment({"ATREVETE_SIMULATOR_PORT": "secreto"})
    assert "ATREVETE_SIMULATOR_PORT" in str(wrong.value)
    assert "secreto" not in str(wrong.value)


@pytest.mark.parametrize("url", ["https://hooks.example/x", "http://192.168.1.2:8080/x"])
def test_a_webhook_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(SimulatorSettingsWrong):
        SimulatorSettings(stripe_webhook_url=url)


def test_two_starts_never_share_numbers() -> None:
    assert SimulatorSettings.from_environment({}).first_id > 1_700_000_000
