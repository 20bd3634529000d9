"""Who understands the customers: the built-in rules, or Claude with the rules behind him."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog

from atrevete_adapters.settings import BadSettings, Settings
from atrevete_core.ports.language_model import LanguageModel, ModelUnavailable

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
        try:
            await first.check()
        except claude.NoSuchModel as error:
            raise BadSettings([str(error)]) from error
        except ModelUnavailable as error:
            log.warning("claude.not_reached_at_start", reason=str(error))
        yield claude.ClaudeFirst(first, Reglas())
