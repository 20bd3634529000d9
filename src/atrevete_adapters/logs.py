"""Logs that anyone may read: one JSON object a line, fields by permission, no personal data.

Litestar, uvicorn and docket would each set up logging their own way; this is the only place
that does.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

#: What an event may say of itself. Anything else is withheld, and its name is logged.
FIELDS: Final = frozenset({
    "account", "amount_cents", "appointment", "appointments", "at", "attempt", "attempts", "bytes",
    "cache_read", "calendar", "choice", "code", "command", "commands", "component", "contact",
    "conversation", "conversations", "cost_cents", "count", "customer", "deadline", "delivery",
    "deposit", "disposition", "due", "due_at", "duration_ms", "effect", "elapsed_ms", "error",
    "escalation", "event", "events", "exception", "external_id", "fault", "found", "from", "hold",
    "holds", "host", "inbox", "input_tokens", "intent", "key", "kind", "lag_seconds", "lane",
    "language", "level", "limit", "logger", "method", "migration", "mode", "model", "name_of_task",
    "node", "operation", "outbox", "output_tokens", "payment", "pid", "policy", "port", "position",
    "process", "queue", "reason", "request", "retry_at", "revision", "round", "rounds", "rows",
    "salon", "seconds", "service", "services", "session", "shell", "signal", "size", "slots",
    "source", "state", "status", "step", "stylist", "stylists", "subject", "task", "template",
    "thread", "timestamp", "to", "tokens", "tool", "turn", "until", "url_host", "variable",
    "vendor", "version", "wait", "waiting", "when", "where", "withheld", "worker",
})  # fmt: skip
_ALLOWED_ENDINGS: Final = ("_id", "_ids", "_ms", "_seconds", "_count", "_at")

_PRIVATE = re.compile(
    r"(?P<keep>"
    r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"  # a UUID
    r"|\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"  # an instant or a day
    r"|(?<!\d)1\d{9}(?!\d)"  # a time of day in Unix seconds; no phone number has this form
    r")"
    r"|(?P<mail>[^\s@<>:/\"']+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<phone>\+\d(?:[ ().-]{0,2}\d){6,14}|(?<!\d)\d(?:[ .-]?\d){8,14}(?!\d))"
    r"|(?P<scoped>\b[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{8,128}\b)"  # WhatsApp's scoped user id
)
#: Errors of the rules carry what a customer said: a name, a number that is none.
_OF_CUSTOMERS: Final = "atrevete_core.domain"
_OURS: Final = ("atrevete", "atrevete_core", "atrevete_adapters", "atrevete_apps")


def configure_logging(
    log_format: str = "json", *, stream: TextIO | None = None, level: int = logging.INFO
) -> None:
    """Set the whole process up: our loggers at `level`, libraries at WARNING, both the same form.

    Libraries stay at WARNING because httpx logs whole addresses, and Stripe whole requests.
    """
    out = stream or sys.stdout
    renderer = _renderer(log_format, colours=out.isatty())
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            keep_exc_info=False,
        )
    )
    _take_over(handler, level)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        explain_exception,
        withhold_unknown_fields,
        mask_personal_data,
    ]


def _renderer(log_format: str, *, colours: bool) -> Processor:
    if log_format == "console":
        return structlog.dev.ConsoleRenderer(colors=colours)
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _take_over(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in list(logging.root.manager.loggerDict):
        library = logging.getLogger(name)
        library.handlers = []
        library.propagate = True
        library.setLevel(logging.NOTSET)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


def withhold_unknown_fields(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep the fields that may be logged; of the others only their names."""
    unknown = sorted(key for key in event if not _is_allowed(key))
    for key in unknown:
        del event[key]
    if unknown:
        event["withheld"] = unknown
    return event


def _is_allowed(key: str) -> bool:
    return key in FIELDS or key.endswith(_ALLOWED_ENDINGS) or key.startswith("_")


def mask_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Mask whatever looks like a phone number or an e-mail address, in any value."""
    for key, value in event.items():
        if not key.startswith("_"):
            event[key] = _masked(value)
    return event


def _masked(value: Any) -> Any:  # noqa: ANN401 - a logged value may be anything
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {masked_text(str(key)): _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(each) for each in value]
    return masked_text(str(value))


def masked_text(text: str) -> str:
    """The text without phone numbers and e-mail addresses: "+34600111222" is "+34•••••222"."""
    return _PRIVATE.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    if match["keep"]:
        return match["keep"]
    if match["phone"]:
        digits = "".join(each for each in match["phone"] if each.isdigit() or each == "+")
        return f"{digits[:3]}•••••{digits[-3:]}" if digits[0] == "+" else f"•••••{digits[-3:]}"
    return "•••@•••" if match["mail"] else "••.•••"


def explain_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by where it went wrong, without the words of foreign errors.

    A library's error may quote what a customer wrote (a rejected value, a statement's
    parameters). Our own errors are written with care; the operating system's say no names.
    """
    error = _current_error(event.pop("exc_info", None))
    if error is not None:
        event["exception"] = list(_told(error))
    return event


def _current_error(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _told(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(_headline(cause))
        lines.extend(_places(cause.__traceback__))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return lines


def _headline(error: BaseException) -> str:
    kind = type(error)
    if kind.__module__.split(".")[0] in _OURS and not kind.__module__.startswith(_OF_CUSTOMERS):
        return f"{kind.__name__}: {error}"
    if isinstance(error, OSError) and error.strerror:
        return f"{kind.__qualname__}: {error.strerror}"
    return f"{kind.__module__}.{kind.__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"  {_short(each.filename)}:{each.lineno} {each.name}" for each in frames[-12:]]


def _short(path: str) -> str:
    """The path from the package on: a machine's folders are nobody's business."""
    for mark in ("/site-packages/", "/src/", "/apps/"):
        _, found, rest = path.rpartition(mark)
        if found:
            return rest
    return path.rpartition("/")[2]
