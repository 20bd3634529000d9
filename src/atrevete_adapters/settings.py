"""The settings of every shell: environment variables, read once, checked before anything starts."""

import ipaddress
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from .variables import (
    PREFIX,
    BadSettings,
    DatabaseAddress,
    MailAddress,
    RedisAddress,
    Secret,
    SecretFiles,
    Secrets,
    WebAddress,
    Words,
    existing,
    some,
    variable_of,
)

#: Patience is this many times the settling time (DESIGN section 8).
PATIENCE = 3

__all__ = [
    "BadSettings",
    "DatabaseSettings",
    "LanguageModelChoice",
    "LogFormat",
    "Settings",
    "is_simulated",
    "load_database_url",
    "load_settings",
    "variable_of",
]


class LanguageModelChoice(StrEnum):
    CLAUDE = "claude"
    REGLAS = "reglas"


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class DatabaseSettings(BaseSettings):
    """What commands about the database alone need: the other variables may still be missing."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: DatabaseAddress = Field(
        description="the database's address, like postgresql://user:password@host/atrevete"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings gives it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, SecretFiles(settings_cls), env_settings


class Settings(DatabaseSettings):
    """Everything that a salon's installation may vary (DESIGN section 8).

    A field's description completes the sentence "set it to …" of `BadSettings`. Make one with
    `load_settings`, which speaks in those sentences.
    """

    redis_url: RedisAddress = Field(description="the address of Redis, like redis://host:6379/0")

    chatwoot_url: WebAddress = Field(
        description="Chatwoot's address, like https://chatwoot.example.com"
    )
    chatwoot_account_id: int = Field(
        gt=0, description="the account's number, which stands in Chatwoot's addresses"
    )
    chatwoot_inbox_id: int = Field(
        gt=0, description="the number of the salon's WhatsApp inbox in Chatwoot"
    )
    chatwoot_bot_token: Secret | None = Field(
        default=None, description="the access token of Chatwoot's agent bot"
    )
    chatwoot_user_token: Secret | None = Field(
        default=None, description="the access token of a Chatwoot user who may read conversations"
    )
    chatwoot_webhook_secrets: Secrets = Field(
        default=(),
        description="the secrets that Chatwoot shows for its bot and webhooks, separated by commas",
    )
    chatwoot_url_token: Secret | None = Field(
        default=None,
        description="a long random word, part of the webhook's address for Chatwoot before 4.12",
    )
    chatwoot_team_contact_id: int | None = Field(
        default=None,
        gt=0,
        description="the number of the Chatwoot contact that stands for the salon's team",
    )

    stripe_api_key: Secret | None = Field(
        default=None, description="Stripe's secret or restricted key, which begins sk_ or rk_"
    )
    stripe_api_url: WebAddress = Field(
        default="https://api.stripe.com", description="the address of Stripe's API"
    )
    stripe_webhook_secrets: Annotated[Secrets, AfterValidator(some)] = Field(
        description="the signing secrets of Stripe's webhook endpoint, separated by commas"
    )

    google_credentials_file: Annotated[Path, AfterValidator(existing)] | None = Field(
        default=None, description="the path of the Google service account's readable JSON file"
    )
    google_calendar_url: WebAddress = Field(
        default="https://www.googleapis.com/calendar/v3",
        description="the address of Google's Calendar API",
    )

    anthropic_api_key: Secret | None = Field(
        default=None, description="Anthropic's API key, or ATREVETE_LANGUAGE_MODEL to reglas"
    )
    anthropic_url: WebAddress = Field(
        default="https://api.anthropic.com", description="the address of Anthropic's API"
    )
    claude_model: str = Field(
        default="claude-sonnet-5-5", min_length=1, description="the id of a current Claude model"
    )
    claude_turn_tokens: int = Field(
        default=22_000, gt=0, description="the most tokens that a turn may take"
    )
    claude_day_tokens: int = Field(
        default=200_000, gt=0, description="the most tokens of a conversation in a day"
    )
    claude_day_euros: float = Field(
        default=5.0, gt=0, description="the most euros that a salon may spend on Claude in a day"
    )
    language_model: LanguageModelChoice = Field(
        default=LanguageModelChoice.REGLAS, description="claude or reglas"
    )
    transcriber_url: WebAddress | None = Field(
        default=None, description="the address of a transcription service, or leave it out"
    )
    transcriber_key: Secret | None = Field(
        default=None, description="the key of the transcription service"
    )

    smtp_url: MailAddress = Field(
        description="the mail server, like smtp://user:password@host:587 or smtps://host"
    )
    smtp_from: str = Field(
        pattern=r"^[^@\r\n]+@[^@\r\n]+$", description="the sender's address of mail to the stylists"
    )

    public_url: WebAddress = Field(
        description="the address at which customers reach this installation, like https://…"
    )
    erased_folder: Path | None = Field(
        default=None,
        description="a folder outside the database where the ids of erased people are kept",
    )
    admin_secret_key: Secret | None = Field(
        default=None, description="a long random text that signs the admin's sessions"
    )
    settle_seconds: float = Field(
        default=2.0, ge=0, le=60, description="a number of seconds from 0 to 60"
    )
    log_format: LogFormat = Field(default=LogFormat.JSON, description="json or console")
    now: AwareDatetime | None = Field(
        default=None, description="an instant with its offset, like 2026-12-01T10:00:00+01:00"
    )
    crash_file: Path | None = Field(
        default=None, description="nothing: chaos tests name their crash points in this file"
    )
    attachment_hosts: Words = Field(
        default=(), description="host names from which attachments may come, separated by commas"
    )
    salon_id: UUID | None = Field(
        default=None, description="the salon's UUID, or leave it out for the reference salon"
    )

    @model_validator(mode="before")
    @classmethod
    def _choose_language_model(cls, given: Any) -> Any:  # noqa: ANN401 - pydantic's raw input
        if isinstance(given, dict) and not given.get("language_model"):
            has_key = bool(given.get("anthropic_api_key"))
            choice = LanguageModelChoice.CLAUDE if has_key else LanguageModelChoice.REGLAS
            return given | {"language_model": choice}
        return given

    @model_validator(mode="after")
    def _require_keys(self) -> Self:
        missing = _missing_keys(self)
        if missing:
            raise BadSettings(
                f"{variable_of(name)} is missing: set it to {_advice(name)}." for name in missing
            )
        return self

    @property
    def settle(self) -> timedelta:
        """How long a customer must pause before a turn is due."""
        return timedelta(seconds=self.settle_seconds)

    @property
    def patience(self) -> timedelta:
        """How long after the first message a turn is due in any case."""
        return PATIENCE * self.settle

    @property
    def uses_claude(self) -> bool:
        return self.language_model is LanguageModelChoice.CLAUDE

    @property
    def all_simulated(self) -> bool:
        """Whether nothing that is sent or paid leaves this machine."""
        vendors = [
            self.chatwoot_url,
            self.stripe_api_url,
            self.google_calendar_url,
            self.smtp_url.get_secret_value(),
        ]
        if self.uses_claude:
            vendors.append(self.anthropic_url)
        vendors += [self.transcriber_url] if self.transcriber_url else []
        return all(is_simulated(vendor) for vendor in vendors)

    @property
    def simulated_now(self) -> datetime | None:
        """`NOW`, which counts only while all vendors are simulators."""
        return self.now if self.all_simulated else None


def load_settings(**given: object) -> Settings:
    """The settings from the environment; what is `given` by field name wins.

    Raises BadSettings with a sentence for each variable that is missing or wrong.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type] # each is validated as its own field
    except ValidationError as error:
        raise BadSettings(_sentences(error)) from None


def load_database_url() -> SecretStr:
    """Only the database's address, for commands about it. Raises BadSettings."""
    try:
        return DatabaseSettings().database_url  # type: ignore[call-arg] # from the environment
    except ValidationError as error:
        raise BadSettings(_sentences(error)) from None


def is_simulated(url: str) -> bool:
    """A vendor at a loopback address is a simulator (DESIGN section 8)."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _missing_keys(settings: Settings) -> list[str]:
    """Keys of real vendors that nobody has set, and one way at least to trust Chatwoot."""
    needed = {
        "chatwoot_bot_token": settings.chatwoot_url,
        "chatwoot_user_token": settings.chatwoot_url,
        "stripe_api_key": settings.stripe_api_url,
        "google_credentials_file": settings.google_calendar_url,
    }
    if settings.uses_claude:
        needed["anthropic_api_key"] = settings.anthropic_url
    missing = [
        name
        for name, url in needed.items()
        if getattr(settings, name) is None and not is_simulated(url)
    ]
    if not settings.chatwoot_webhook_secrets and settings.chatwoot_url_token is None:
        missing.append("chatwoot_webhook_secrets")
    return missing


def _sentences(error: ValidationError) -> list[str]:
    wrong = {str(each["loc"][0]): each["type"] for each in error.errors(include_input=False)}
    return [_sentence(name, kind) for name, kind in wrong.items()]


def _sentence(name: str, kind: str) -> str:
    trouble = "is missing" if kind == "missing" else "cannot be used"
    return f"{variable_of(name)} {trouble}: set it to {_advice(name)}."


def _advice(name: str) -> str:
    return Settings.model_fields[name].description or "a usable value"
