"""An interpreter that never fails: the first as long as it answers, else the second."""

import structlog
from prometheus_client import Counter

from atrevete_core.ports.language_model import (
    LanguageModel,
    ModelUnavailable,
    Request,
    Understood,
)

from .metering import Spending
from .model import Claude

FALLBACKS = Counter(
    "atrevete_fallbacks", "Turns that the built-in rules answered in Claude's place.", ["reason"]
)

log = structlog.get_logger(__name__)


class ClaudeFirst:
    """Claude, and the rules in the same turn when he does not answer."""

    def __init__(self, claude: Claude, rules: LanguageModel) -> None:
        self.claude = claude
        #: Turns that the rules answered.
        self.fallbacks = 0
        self._rules = rules

    async def reason(self, request: Request) -> Understood:
        try:
            return await self.claude.reason(request)
        except ModelUnavailable as error:
            self.fallbacks += 1
            FALLBACKS.labels(str(error)).inc()
            log.warning("language_model.fallback", reason=str(error))
        return await self._rules.reason(request)

    @property
    def spent(self) -> Spending:
        """All that was spent since it was opened."""
        return self.claude.client.meter.spent

    async def check(self) -> None:
        """Whether the model is there. Raises NoSuchModel, ModelUnavailable."""
        await self.claude.check()
