"""What the programs of a simulated salon are told: addresses and secrets of this run alone."""

import json
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

HOST = "127.0.0.1"
_PREFIX = "ATREVETE_"
_KEY_BITS = 2048

_new_secret = partial(secrets.token_urlsafe, 24)


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """One simulated salon's ports and secrets."""

    simulator_port: int = field(default_factory=spare_port)
    smtp_port: int = field(default_factory=spare_port)
    webhook_port: int = field(default_factory=spare_port)
    admin_port: int = field(default_factory=spare_port)
    team_contact: int = 2
    bot_token: str = field(default_factory=_new_secret, repr=False)
    user_token: str = field(default_factory=_new_secret, repr=False)
    chatwoot_secret: str = field(default_factory=_new_secret, repr=False)
    stripe_key: str = field(default_factory=lambda: f"sk_test_{_new_secret()}", repr=False)
    stripe_secret: str = field(default_factory=lambda: f"whsec_{_new_secret()}", repr=False)
    google_token: str = field(default_factory=_new_secret, repr=False)
    transcriber_key: str = field(default_factory=_new_secret, repr=False)
    anthropic_key: str = field(default_factory=_new_secret, repr=False)
    #: Who understands the customers: reglas, or claude, played by the simulator.
    language_model: str = "reglas"
    admin_key: str = field(default_factory=lambda: _new_secret() + _new_secret(), repr=False)
    #: Who may enter the panel of this run.
    owner: str = "demo"
    owner_password: str = field(default_factory=lambda: secrets.token_urlsafe(9), repr=False)

    @property
    def simulator_url(self) -> str:
        return f"http://{HOST}:{self.simulator_port}"

    @property
    def webhook_url(self) -> str:
        return f"http://{HOST}:{self.webhook_port}"

    @property
    def admin_url(self) -> str:
        return f"http://{HOST}:{self.admin_port}/admin/"

    @property
    def panel_alive_url(self) -> str:
        return f"http://{HOST}:{self.admin_port}/health/live"

    def simulator(self, database_url: str) -> dict[str, str]:
        """The simulator's environment; it shares the salon's clock in the database."""
        hooks = f"{self.webhook_url}/webhooks"
        return _environment(
            f"{_PREFIX}SIMULATOR_",
            {
                "port": self.simulator_port,
                "smtp_port": self.smtp_port,
                "database_url": database_url,
                "bot_token": self.bot_token,
                "user_token": self.user_token,
                "team_contact_id": self.team_contact,
                "chatwoot_webhook_url": f"{hooks}/chatwoot",
                "chatwoot_webhook_secret": self.chatwoot_secret,
                "stripe_api_key": self.stripe_key,
                "stripe_webhook_url": f"{hooks}/stripe",
                "stripe_webhook_secrets": self.stripe_secret,
                "google_access_token": self.google_token,
                "transcriber_key": self.transcriber_key,
                "panel_url": self.admin_url,
                "anthropic_api_key": self.anthropic_key,
            },
        )

    def salon(
        self, *, database_url: str, redis_url: str, google_file: Path, settle_seconds: float
    ) -> dict[str, str]:
        """The environment of webhook and worker: every vendor is the simulator."""
        return _environment(
            _PREFIX,
            {
                "database_url": database_url,
                "redis_url": redis_url,
                "chatwoot_url": f"{self.simulator_url}/chatwoot",
                "chatwoot_account_id": 1,
                "chatwoot_inbox_id": 3,
                "chatwoot_bot_token": self.bot_token,
                "chatwoot_user_token": self.user_token,
                "chatwoot_webhook_secrets": self.chatwoot_secret,
                "chatwoot_team_contact_id": self.team_contact,
                "stripe_api_key": self.stripe_key,
                "stripe_api_url": f"{self.simulator_url}/stripe",
                "stripe_webhook_secrets": self.stripe_secret,
                "google_credentials_file": google_file,
                "google_calendar_url": f"{self.simulator_url}/google/calendar/v3",
                "transcriber_url": f"{self.simulator_url}/transcriber",
                "transcriber_key": self.transcriber_key,
                "language_model": self.language_model,
                "anthropic_url": f"{self.simulator_url}/anthropic",
                "anthropic_api_key": self.anthropic_key,
                "smtp_url": f"smtp://{HOST}:{self.smtp_port}",
                "smtp_from": "maite@atrevete.example",
                "public_url": self.webhook_url,
                "admin_secret_key": self.admin_key,
                "settle_seconds": settle_seconds,
            },
        )

    def write_google_file(self, folder: Path) -> Path:
        """A service account whose key opens nothing but the simulator."""
        path = folder / "google.json"
        path.touch(mode=0o600)
        path.write_text(
            json.dumps(
                {
                    "type": "service_account",
                    "client_email": "maite@atrevete.example",
                    "private_key_id": "throw-away",
                    "private_key": _throw_away_key(),
                    "token_uri": f"{self.simulator_url}/google/token",
                }
            )
        )
        return path


def _throw_away_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _environment(prefix: str, given: Mapping[str, object]) -> dict[str, str]:
    """Ours beside what a program needs anyway; settings of a real salon stay out of it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIX)}
    told = {prefix + name.upper(): str(value) for name, value in given.items()}
    return inherited | told | {"PYTHONUNBUFFERED": "1"}
