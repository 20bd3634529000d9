"""Exchanges are kept without what tells a person, and played again without the network."""

import json
from pathlib import Path

import pytest

from atrevete_adapters.claude import Recorder, Replay
from atrevete_adapters.claude.recording import masked
from atrevete_adapters.claude.trouble import ClaudeUnavailable
from tests.unit.claude.in_process import rig
from tests.unit.claude.requests import note, request, says

SECRETS = ("600 11 22 33", "laura@correo.example", "https://pagos.example/x", "4111111111111111")


async def test_what_was_recorded_is_answered_again_without_the_api(tmp_path: Path) -> None:
    file = tmp_path / "exchanges.jsonl"
    asked = request(f"soy Laura, {' y '.join(SECRETS)}")
    async with rig(transport=lambda inner: Recorder(file, inner)) as it:
        it.will_answer(says(note("greet")), says(note("thank")))
        first = await it.claude.reason(asked)
        second = await it.claude.reason(request("gracias"))
    replay = Replay(file)
    async with rig(transport=lambda _: replay) as it:
        assert await it.claude.reason(asked) == first
        assert await it.claude.reason(request("gracias")) == second
        assert list(it.desk.requests) == []
        with pytest.raises(ClaudeUnavailable):
            await it.claude.reason(request("otra cosa"))
    assert replay.misses == 1


async def test_a_recording_holds_no_telephone_no_mail_no_link_no_card_and_no_key(
    tmp_path: Path,
) -> None:
    file = tmp_path / "exchanges.jsonl"
    async with rig(transport=lambda inner: Recorder(file, inner)) as it:
        it.will_answer(says(note("greet")))
        await it.claude.reason(request(f"soy Laura, {' y '.join(SECRETS)}"))
    kept = file.read_text()
    assert [each for each in SECRETS if each in kept] == []
    assert "authorization" not in kept.lower()
    assert json.loads(kept.splitlines()[0])["path"] == "messages"


def test_dates_hours_and_the_apis_own_ids_are_no_secrets() -> None:
    found = {"id": "toolu_0123456789", "text": "2026-12-18 10:30, 80,00 €", "n": 1}
    assert masked(found) == found
