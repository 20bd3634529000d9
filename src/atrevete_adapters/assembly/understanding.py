"""Who understands the customers: the built-in rules, or Claude with the rules behind him."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from atrevete_adapters.settings import BadSettings, Settings, is_simulated
from atrevete_adapters.variables import PREFIX, Secret, WebAddress
from atrevete_core.ports.language_model import LanguageModel, ModelUnavailable

if TYPE_CHECKING:
    from atrevete_adapters.claude import Claude, ClaudeFirst

#: The simulator's key, known to everyone; settings demand a real one for the real API.
_SIMULATED_KEY: Final = "simulated-anthropic-key"

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_language_model(settings: Settings) -> AsyncIterator[LanguageModel]:
    """The interpreter. Raises BadSettings for a key or a model that Anthropic does not know.

    Claude may be away: the rules answer until he is back.
    """
    # Only who understands customers loads them: the vocabulary and the SDK take a second each.
    from atrevete_adapters.reglas import Reglas  # noqa: PLC0415

    if not settings.uses_claude:
        yield Reglas()
        return
    from atrevete_adapters import claude  # noqa: PLC0415

    key = settings.anthropic_api_key
    budget = claude.Budget(
        turn_tokens=settings.claude_turn_tokens,
        day_tokens=settings.claude_day_tokens,
        day_euros=settings.claude_day_euros,
    )
    async with claude.open_claude(
        settings.anthropic_url,
        key=key.get_secret_value() if key else _SIMULATED_KEY,
        model=settings.claude_model,
        budget=budget,
    ) as first:
        await _probe(first)
        yield claude.ClaudeFirst(first, Reglas())


async def _probe(first: "Claude") -> None:
    from atrevete_adapters.claude import NoSuchModel  # noqa: PLC0415 - as above

    try:
        await first.check()
    except NoSuchModel as error:
        raise BadSettings([str(error)]) from error
    except ModelUnavailable as error:
        log.warning("claude.not_reached_at_start", reason=str(error))


class ClaudeAccess(BaseSettings):
    """What is needed of the settings to judge Claude without a salon (`atrevete eval`)."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore")

    anthropic_api_key: Secret | None = None
    anthropic_url: WebAddress = "https://api.anthropic.com"
    claude_model: str = Field(default=Settings.model_fields["claude_model"].default)

    def require_key(self) -> str:
        """Raises BadSettings."""
        if self.anthropic_api_key is not None:
            return self.anthropic_api_key.get_secret_value()
        if is_simulated(self.anthropic_url):
            return _SIMULATED_KEY
        raise BadSettings(
            ["ATREVETE_ANTHROPIC_API_KEY is missing: set it, or judge --model simulated."]
        )


@asynccontextmanager
async def open_judged_claude(
    access: ClaudeAccess, *, record: Path | None = None
) -> AsyncIterator["ClaudeFirst"]:
    """Claude as he answers in a salon, without its budget; what is said is kept in `record`."""
    from atrevete_adapters import claude  # noqa: PLC0415 - as above
    from atrevete_adapters.reglas import Reglas  # noqa: PLC0415 - as above

    endless = claude.Budget(day_tokens=2**62, day_euros=float("inf"))
    transport = claude.Recorder(record) if record else None
    async with claude.open_claude(
        access.anthropic_url,
        key=access.require_key(),
        model=access.claude_model,
        budget=endless,
        transport=transport,
    ) as first:
        await _probe(first)
        yield claude.ClaudeFirst(first, Reglas())
