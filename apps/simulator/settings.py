"""What the simulator is told at its start; everything has a loopback default."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

PREFIX = "ATREVETE_SIMULATOR_"
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


class SimulatorSettingsWrong(ValueError):
    """A setting that the simulator cannot start with; the text says how to fix it."""


@dataclass(frozen=True, kw_only=True)
class SimulatorSettings:
    """Addresses, secrets and tempers of the simulated vendors.

    Times are real seconds: they pace the simulator itself, never the salon's rules. A webhook
    address that is empty is not called.
    """

    host: str = "127.0.0.1"
    port: int = 8090
    smtp_port: int = 8025
    database_url: str = ""
    now: datetime | None = None
    sweep_timeout: float = 15.0

    account_id: int = 1
    account_name: str = "Atrévete Peluquería"
    inbox_id: int = 3
    inbox_name: str = "WhatsApp Salón"
    team_id: int = 2
    team_name: str = "equipo salón"
    # The WhatsApp number on which the team itself is told; it exists from the start.
    team_contact_id: int = 1
    team_contact_name: str = "Equipo Atrévete"
    team_contact_phone: str = "+34600000001"
    bot_id: int = 2
    bot_name: str = "Maite"
    first_id: int = 1
    bot_token: str = "simulated-bot-token"  # noqa: S105 - known to everyone, opens nothing
    user_token: str = "simulated-user-token"  # noqa: S105 - likewise
    chatwoot_webhook_url: str = "http://127.0.0.1:8080/webhooks/chatwoot"
    chatwoot_webhook_secret: str = "simulated-bot-secret"  # noqa: S105 - likewise
    chatwoot_account_webhook_url: str = ""
    chatwoot_account_webhook_secret: str = "simulated-account-secret"  # noqa: S105 - likewise
    chatwoot_retry_seconds: float = 3.0
    chatwoot_webhook_timeout: float = 5.0
    chatwoot_status_seconds: float = 0.05

    stripe_api_key: str = "sk_test_simulated"
    stripe_webhook_url: str = "http://127.0.0.1:8080/webhooks/stripe"
    stripe_webhook_secrets: tuple[str, ...] = ("whsec_simulated",)
    stripe_retry_seconds: tuple[float, ...] = (0.5, 2.0, 5.0, 10.0)
    stripe_webhook_timeout: float = 10.0

    #: How long a customer's bank thinks when it is asked to verify a payment.
    bank_seconds: float = 3.0

    #: Where the staff's panel of the same house is; the page links to it.
    panel_url: str = ""

    google_access_token: str = "simulated-google-token"  # noqa: S105 - likewise
    google_time_zone: str = "Europe/Madrid"
    google_push_url: str = ""

    transcriber_key: str = "simulated-transcriber-key"

    anthropic_api_key: str = "simulated-anthropic-key"
    # How the Messages API answers: clever or malicious.
    claude_manner: str = "clever"

    def __post_init__(self) -> None:
        for name in _addresses_of(self):
            refuse_foreign(name, getattr(self, name))

    @property
    def base_url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Self:  # noqa: ANN401 - the fields' own types
        """Read `ATREVETE_SIMULATOR_*`; what is `given` wins.

        The ids of contacts, conversations and messages begin at the start's second, so that a
        salon whose database outlives this process never meets the same id twice.
        """
        found = os.environ if environment is None else environment
        kinds = get_type_hints(cls)
        values: dict[str, Any] = {"first_id": int(time.time())}
        for field in fields(cls):
            text = found.get(PREFIX + field.name.upper())
            if text is not None:
                values[field.name] = _parsed(field.name, text, kinds[field.name])
        return cls(**(values | given))


def _addresses_of(settings: SimulatorSettings) -> list[str]:
    return [field.name for field in fields(settings) if field.name.endswith("_webhook_url")] + [
        "google_push_url"
    ]


def refuse_foreign(name: str, url: str) -> None:
    """Raise `SimulatorSettingsWrong` unless the address is empty or on this machine."""
    if url and urlsplit(url).hostname not in LOOPBACK_HOSTS:
        raise SimulatorSettingsWrong(
            f"{name}: the simulator only calls this machine; use an address on 127.0.0.1."
        )


def _parsed(name: str, text: str, kind: Any) -> Any:  # noqa: ANN401 - one field of many types
    try:
        return _converted(text, kind)
    except ValueError as error:
        variable = PREFIX + name.upper()
        raise SimulatorSettingsWrong(f"{variable} cannot be read as {kind}.") from error


def _converted(text: str, kind: Any) -> Any:  # noqa: ANN401 - one field of many types
    if get_origin(kind) is tuple:
        return tuple(_converted(part.strip(), get_args(kind)[0]) for part in text.split(","))
    if isinstance(kind, UnionType):
        return datetime.fromisoformat(text) if text else None
    return kind(text)
