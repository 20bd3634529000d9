import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from atrevete_adapters.logs import configure_logging, masked_text
from atrevete_core.domain.customer import NotAPhoneNumber
from atrevete_core.ports.messenger import MessengerRefused


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a process with our logging writes; the test run's own logging comes back after."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logging("json", stream=stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def _lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(written: io.StringIO) -> None:
    structlog.get_logger("atrevete_apps.worker").info("hold.placed", hold="7", until="18:30")
    (line,) = _lines(written)
    assert line["event"] == "hold.placed"
    assert line["hold"] == "7"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_a_field_that_nobody_allowed_is_withheld(written: io.StringIO) -> None:
    structlog.get_logger("atrevete_core").info("said", customer_name="Lucía", text="hola")
    (line,) = _lines(written)
    assert line["withheld"] == ["customer_name", "text"]
    assert "Lucía" not in written.getvalue()


def test_phones_and_mails_are_masked_wherever_they_are(written: io.StringIO) -> None:
    log = structlog.get_logger("atrevete_core")
    log.info("to +34 600 111 222", reason={"who": ["lucia@example.com", "34600111222"]})
    assert "600" not in written.getvalue()
    assert "lucia" not in written.getvalue()


def test_a_librarys_warning_has_the_same_form(written: io.StringIO) -> None:
    logging.getLogger("somelibrary").warning("call %s", "600111222")
    (line,) = _lines(written)
    assert line["event"] == "call •••••222"


@pytest.mark.parametrize("library", ["httpx", "stripe", "googleapiclient.discovery", "docket"])
def test_libraries_are_quiet_at_info(written: io.StringIO, library: str) -> None:
    logging.getLogger(library).info("GET https://chat.example/contacts?q=+34600111222")
    assert written.getvalue() == ""


def test_an_errors_place_is_told_but_not_what_a_library_quotes(written: io.StringIO) -> None:
    try:
        int("Lucía Ejemplo")
    except ValueError:
        structlog.get_logger("atrevete_core").exception("turn.failed")
    (line,) = _lines(written)
    assert line["exception"][0] == "builtins.ValueError"
    assert "test_logs.py" in line["exception"][1]
    assert "Lucía" not in written.getvalue()


def test_our_own_errors_are_told_in_their_words_but_not_what_a_customer_said(
    written: io.StringIO,
) -> None:
    log = structlog.get_logger("atrevete_core")
    for error in (MessengerRefused("Chatwoot refused with 404"), NotAPhoneNumber("Lucía")):
        log.error("delivery.failed", exc_info=error)
    told = [line["exception"][0] for line in _lines(written)]
    assert told == [
        "MessengerRefused: Chatwoot refused with 404",
        "atrevete_core.domain.customer.NotAPhoneNumber",
    ]


def test_the_cause_of_an_error_is_told_too(written: io.StringIO) -> None:
    try:
        try:
            raise ConnectionRefusedError(111, "Connection refused")
        except OSError as error:
            raise RuntimeError from error
    except RuntimeError:
        structlog.get_logger("atrevete_core").exception("delivery.failed")
    (line,) = _lines(written)
    assert "ConnectionRefusedError: Connection refused" in line["exception"]


def test_a_uuid_a_time_and_a_count_are_not_masked() -> None:
    text = "0b6f2f52-6a0e-4c1f-9a0e-123456789012 2026-11-24T09:01:02.535Z message:1795510801 42"
    assert masked_text(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("+34600111222", "+34•••••222"),
        ("600 11 12 22", "•••••222"),
        ("GET /x?q=%2B34600111222", "GET /x?q=%2B•••••222"),
        ("+44 7911 123456", "+44•••••456"),
        ("ES.ENT.A1b2C3d4E5", "••.•••"),
        ("postgresql://u:secret@db.example.com/x", "postgresql://u:•••@•••/x"),
    ],
)
def test_whatever_looks_like_a_person_is_masked(text: str, masked: str) -> None:
    assert masked_text(text) == masked


def test_the_console_is_for_eyes() -> None:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logging("console", stream=stream)
    structlog.get_logger("atrevete_apps.cli").info("ready", port=8080)
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    assert "ready" in stream.getvalue()
    assert "port=8080" in stream.getvalue()
