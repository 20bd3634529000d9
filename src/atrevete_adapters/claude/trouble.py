"""What goes wrong with the Messages API, told apart by what can be done about it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

import anthropic
from pydantic import ValidationError

from atrevete_core.ports.language_model import ModelUnavailable

_OVERLOADED = 529
_SPEND_LIMIT = re.compile(r"spend|credit balance|billing|usage limit", re.IGNORECASE)


class Reason(StrEnum):
    """Why Claude's answer could not be had. These are the labels in the metrics."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    OVERLOADED = "overloaded"
    RATE_LIMIT = "rate_limit"
    SERVER_ERROR = "server_error"
    GARBAGE = "garbage"
    SPEND_LIMIT = "spend_limit"
    WRONG_KEY = "wrong_key"
    NO_SUCH_MODEL = "no_such_model"
    BAD_REQUEST = "bad_request"
    REFUSAL = "refusal"
    UNUSABLE = "unusable"
    BUDGET = "budget"
    BREAKER = "breaker"


#: Nothing but an operator mends these.
LASTING = frozenset({Reason.SPEND_LIMIT, Reason.WRONG_KEY, Reason.NO_SUCH_MODEL})
#: These say nothing about the API's health.
OWN = frozenset({Reason.REFUSAL, Reason.UNUSABLE, Reason.BUDGET, Reason.BREAKER})
_RETRIED = frozenset({
    Reason.UNREACHABLE, Reason.OVERLOADED, Reason.RATE_LIMIT, Reason.SERVER_ERROR, Reason.GARBAGE,
})  # fmt: skip


class ClaudeUnavailable(ModelUnavailable):
    """No answer of Claude's, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Feature(StrEnum):
    """What an older model may not take."""

    STRICT = "strict"
    THINKING = "thinking"
    EFFORT = "effort"


_FEATURES = {
    Feature.STRICT: re.compile(r"strict|grammar|schema", re.IGNORECASE),
    Feature.THINKING: re.compile(r"thinking|between_tools", re.IGNORECASE),
    Feature.EFFORT: re.compile(r"effort|output_config", re.IGNORECASE),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """One failed attempt. `wait` is what the API asked for, in seconds."""

    reason: Reason
    wait: float | None = None
    #: The model does not take this: ask again without it.
    without: Feature | None = None

    @property
    def may_pass(self) -> bool:
        return self.reason in _RETRIED


#: All that the SDK and our reading of its answers raise.
ERRORS = (anthropic.AnthropicError, ValidationError, TimeoutError)


def trouble_of(error: Exception) -> Trouble:
    """What an attempt's error means."""
    if isinstance(error, anthropic.APITimeoutError | TimeoutError):
        return Trouble(reason=Reason.TIMEOUT)
    if isinstance(error, anthropic.APIConnectionError):
        return Trouble(reason=Reason.UNREACHABLE)
    if isinstance(error, anthropic.APIStatusError):
        return _of_status(error)
    return Trouble(reason=Reason.GARBAGE)


def _of_status(error: anthropic.APIStatusError) -> Trouble:  # noqa: PLR0911 - a case each
    status, told = error.status_code, error.api_message or error.message
    # An overload in the middle of a stream comes as a 200.
    if status == _OVERLOADED or error.type == "overloaded_error":
        return Trouble(reason=Reason.OVERLOADED, wait=_asked_wait(error))
    if _is_spend_limit(error, told):
        return Trouble(reason=Reason.SPEND_LIMIT)
    match status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return Trouble(reason=Reason.WRONG_KEY)
        case HTTPStatus.NOT_FOUND:
            return Trouble(reason=Reason.NO_SUCH_MODEL)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return Trouble(reason=Reason.RATE_LIMIT, wait=_asked_wait(error))
        case HTTPStatus.BAD_REQUEST:
            return Trouble(reason=Reason.BAD_REQUEST, without=_refused_feature(told))
        case HTTPStatus.REQUEST_TIMEOUT | HTTPStatus.CONFLICT:
            return Trouble(reason=Reason.SERVER_ERROR, wait=_asked_wait(error))
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Trouble(reason=Reason.SERVER_ERROR, wait=_asked_wait(error))
    return Trouble(reason=Reason.BAD_REQUEST)


def _is_spend_limit(error: anthropic.APIStatusError, told: str) -> bool:
    if error.status_code == HTTPStatus.PAYMENT_REQUIRED:
        return True
    if error.error_code == "enforced_spend_limit_reached":
        return True
    return error.status_code == HTTPStatus.BAD_REQUEST and bool(_SPEND_LIMIT.search(told))


def _refused_feature(told: str) -> Feature | None:
    return next((each for each, words in _FEATURES.items() if words.search(told)), None)


def _asked_wait(error: anthropic.APIStatusError) -> float | None:
    headers = error.response.headers
    for name, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return float(headers[name]) / scale
        except (KeyError, ValueError):
            continue
    return None
