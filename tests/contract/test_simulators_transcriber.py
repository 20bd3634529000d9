"""The simulated transcription service says no as the real one does."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.contract.simulator_stage import Stage, raised_stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

BEARER = {"Authorization": "Bearer simulated-transcriber-key"}
MODEL = {"model": "whisper-1"}
NOTE = ("nota.ogg", b"OggS simulated voice note\0buenas", "audio/ogg")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with raised_stage() as raised:
        yield raised


async def asked(stage: Stage, **request: Any) -> httpx.Response:
    return await stage.http.post(f"{stage.url}/transcriber/v1/audio/transcriptions", **request)


async def test_it_writes_down_what_was_recorded(stage: Stage) -> None:
    answer = await asked(stage, headers=BEARER, data=MODEL, files={"file": NOTE})
    assert (answer.status_code, answer.json()) == (200, {"text": "buenas"})


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (401, {"data": MODEL, "files": {"file": NOTE}}),
        (401, {"headers": {"Authorization": "Bearer wrong"}, "files": {"file": NOTE}}),
        (400, {"headers": BEARER, "data": MODEL}),
        (400, {"headers": BEARER, "files": {"file": NOTE}}),
        (
            400,
            {"headers": BEARER, "data": MODEL, "files": {"file": ("nota.amr", b"", "audio/amr")}},
        ),
    ],
)
async def test_it_refuses_with_an_error_object(
    stage: Stage, status: int, request_: dict[str, Any]
) -> None:
    answer = await asked(stage, **request_)
    assert answer.status_code == status
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_a_request_stands_in_the_ledger_and_has_changed_nothing(stage: Stage) -> None:
    await asked(stage, headers=BEARER, data=MODEL, files={"file": NOTE})
    page = await stage.control.ledger("transcriber")
    assert page.requests
    assert not page.effects
