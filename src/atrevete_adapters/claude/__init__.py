"""Claude as the port `LanguageModel`, through the Messages API (official SDK 2.x)."""

from .client import NoSuchModel
from .fallback import ClaudeFirst
from .metering import Budget, Spending
from .model import Claude
from .opening import open_claude
from .recording import Recorder, Replay
from .trouble import ClaudeUnavailable

__all__ = [
    "Budget",
    "Claude",
    "ClaudeFirst",
    "ClaudeUnavailable",
    "NoSuchModel",
    "Recorder",
    "Replay",
    "Spending",
    "open_claude",
]
