"""A voice note on its whole way: Chatwoot's webhook, the desk's file, the service, the answer."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

from tests.integration.worker_stage import WorkingSalon, working_salon

LAURA = "+34600111222"
WISH = "hola, quería cortarme el pelo el viernes por la tarde"


@pytest.fixture
async def salon(database_url: str, redis_url: str) -> AsyncIterator[WorkingSalon]:
    async with working_salon(database_url, redis_url) as salon:
        simulator = salon.settings.chatwoot_url.removesuffix("/chatwoot")
        ears = {
            "transcriber_url": f"{simulator}/transcriber",
            "transcriber_key": SecretStr("simulated-transcriber-key"),
        }
        yield replace(salon, settings=salon.settings.model_copy(update=ears))


async def speak(salon: WorkingSalon, words: str) -> str:
    """What Maite answers."""
    told = len(await salon.told(LAURA))
    attachment = {"type": "audio", "words": words}
    await salon.customers.write_as(LAURA, name="Laura", attachment=attachment)
    await salon.comes_to_rest()
    return "\n".join(each.text for each in (await salon.told(LAURA))[told:])


async def test_a_spoken_wish_is_answered_like_a_written_one(salon: WorkingSalon) -> None:
    async with salon.worker():
        answer = await speak(salon, WISH)
    assert "Maite" in answer
    assert "audio" not in answer
    lines = await salon.rows("SELECT text FROM conversation_history ORDER BY at, id")
    assert (f"[audio] {WISH}",) in lines
    [(dialogue,)] = await salon.rows("SELECT dialogue FROM conversations")
    assert dialogue["draft"]["services"] == ["CORTAR"]


async def test_while_the_service_is_away_she_asks_to_write_and_then_calls_a_person(
    salon: WorkingSalon,
) -> None:
    await salon.customers.fail("transcriber", "POST *", "503", times=None)
    async with salon.worker():
        assert "no puedo escuchar audios" in await speak(salon, WISH)
        assert "equipo" in await speak(salon, WISH)
    [(reason,)] = await salon.rows("SELECT reason FROM escalations WHERE silences")
    assert reason == "manual_request"
