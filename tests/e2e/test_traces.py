"""After everybody has booked, paid and written: what the programs leave lying about."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
import redis
from atrevete_apps.cli.house import House

from atrevete_adapters.redis.plain import ForeignValue, unsqueeze
from tests.e2e.stage import Stage

pytestmark = pytest.mark.timeout(150)

#: What only a customer says; their names stand in the plays and in this folder's tests.
WORDS = (
    "699 998 887",
    "699998887",
    "Gómez Ruiz",
    "Laura",
    "Conchi",
    "quiero un corte",
    "mechas el viernes",
)


def _secrets(stage: Stage) -> list[str]:
    wiring = stage.house.wiring
    return [wiring.bot_token, wiring.user_token, wiring.stripe_key]


async def _phones(stage: Stage) -> list[str]:
    listed = await stage.value("SELECT string_agg(phone, ' ') FROM contacts WHERE phone <> ''")
    return [each.lstrip("+") for each in str(listed).split()]


def _logs(house: House) -> str:
    return "\n".join(path.read_text() for path in sorted(house.logs.glob("*.log")))


async def test_no_log_and_no_metric_names_a_customer_or_a_secret(stage: Stage) -> None:
    somebody = stage.person("Laura")
    await somebody.writes("hola, soy Laura Gómez Ruiz, mi móvil es el 699 998 887")
    told = _logs(stage.house)
    async with httpx.AsyncClient(trust_env=False) as http:
        told += (await http.get(f"{stage.house.webhook_url}/metrics")).text
    phones = await _phones(stage)
    assert phones, "nobody ever wrote"
    assert "webhook.taken" in told
    planted = [*WORDS, *phones, *_secrets(stage)]
    assert [each for each in planted if each in told] == []


def _content(store: redis.Redis, key: bytes) -> bytes:
    """Everything under a key, whatever its type."""
    read: dict[Any, Callable[[Any], Any]] = {
        b"string": store.get,
        b"hash": store.hgetall,
        b"list": lambda name: store.lrange(name, 0, -1),
        b"set": store.smembers,
        b"zset": lambda name: store.zrange(name, 0, -1, withscores=True),
        b"stream": store.xrange,
    }
    return b"\n".join(_parts(read[store.type(key)](key)))


def _parts(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
        with suppress(ForeignValue):
            yield unsqueeze(value)
    elif isinstance(value, dict):
        for each in value.items():
            yield from _parts(each)
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from _parts(each)


async def test_redis_holds_no_phone_no_secret_and_for_a_day_at_most_what_was_said(
    stage: Stage,
) -> None:
    """Checkpoints hold the dialogue, because a turn that was cut off goes on from it (a day)."""
    await stage.person("Laura").writes("hola, soy Laura Gómez Ruiz")
    planted = [*await _phones(stage), *_secrets(stage)]
    with redis.Redis.from_url(stage.house.redis_url, decode_responses=False) as store:
        keys = list(store.scan_iter())
        kept = {key: _content(store, key) for key in keys}
        lasting = [key for key in keys if store.ttl(key) == -1]
    assert any(b"Laura" in each for each in kept.values()), "nothing was read"
    everything = b"\n".join([*kept, *kept.values()])
    assert [each for each in planted if each.encode() in everything] == []
    spoken = [key for key in lasting if any(word.encode() in kept[key] for word in WORDS)]
    assert spoken == []
