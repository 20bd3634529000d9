"""LangGraph's checkpoints on plain Redis: how a turn that was cut off goes on.

Layout: one hash per conversation, `<prefix>:<thread id>`. Its fields, parts joined by 0x1f:
    c <namespace> <checkpoint id>                  → checkpoint, metadata, parent's id
    w <namespace> <checkpoint id> <task> <index>   → channel, task path, value
A checkpoint holds all its values, so pruning is "drop the older fields" and needs no lock.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any, NamedTuple, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    BaseCheckpointSaver,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
    PendingWrite,
    get_checkpoint_id,
    get_checkpoint_metadata,
    writes_sort_key,
)
from langgraph.checkpoint.serde.base import SerializerProtocol
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from atrevete_core.ports.checkpoints import CheckpointsUnavailable

from .plain import ForeignValue, PlainSerializer, squeeze, unsqueeze

_SEPARATOR = "\x1f"
_KEY_PREFIX = "atrevete:checkpoints"
_ONE_DAY = timedelta(hours=24)


class CheckpointUnreadable(CheckpointsUnavailable):
    """What Redis holds is not ours or is damaged: delete the thread, then start again."""


@asynccontextmanager
async def open_checkpoints(
    redis_url: str, *, ttl: timedelta = _ONE_DAY, patience: timedelta = timedelta(seconds=1)
) -> AsyncIterator["RedisCheckpoints"]:
    """A saver on its own connections. `patience` bounds each command (and each connect).

    It does not connect yet: a salon whose Redis is down still opens.
    """
    seconds = patience.total_seconds()
    client = Redis.from_url(
        redis_url,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        # One more try finds the pooled connection that a restarted Redis had closed.
        retry=Retry(NoBackoff(), 1),
    )
    try:
        yield RedisCheckpoints(client, ttl=ttl)
    finally:
        await client.aclose()


class RedisCheckpoints(BaseCheckpointSaver[int]):
    """A checkpoint saver that needs Redis 6.2 or later and no module; asynchronous only.

    Every write is one MULTI and renews the conversation's life (`ttl`). Every method raises
    CheckpointsUnavailable when Redis fails and CheckpointUnreadable when what it holds cannot
    be read. Writing the same thing twice changes nothing. The synchronous methods raise
    NotImplementedError, as LangGraph's base class does.
    """

    def __init__(
        self, client: Redis, *, ttl: timedelta = _ONE_DAY, prefix: str = _KEY_PREFIX
    ) -> None:
        super().__init__(serde=PlainSerializer())
        self._client = client
        self._ttl = ttl
        self._prefix = prefix

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """The checkpoint that `config` names, or the latest of its namespace."""
        thread = await self._thread(_thread_id(config))
        namespace = _namespace(config)
        wanted = get_checkpoint_id(config) or thread.latest(namespace)
        return thread.read(namespace, wanted) if wanted else None

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,  # noqa: A002 - LangGraph's name
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        """Newest first within each namespace; without a config, those of every thread."""
        left = limit
        async for thread in self._threads(config):
            for found in thread.matching(config, filter or {}, before):
                if left is not None:
                    if left <= 0:
                        return
                    left -= 1
                yield found

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,  # noqa: ARG002 - all values are stored, new or not
    ) -> RunnableConfig:
        """Store a checkpoint; `config` names its parent."""
        thread_id, namespace = _thread_id(config), _namespace(config)
        record = [checkpoint, get_checkpoint_metadata(config, metadata), get_checkpoint_id(config)]
        fields = {_field("c", namespace, checkpoint["id"]): self._dump(record)}
        await self._store(thread_id, replace=fields)
        return _config(thread_id, namespace, checkpoint["id"])

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Store what a task wrote. Ordinary writes keep their first value, special ones the last.

        Special ones (an error, an interrupt, a resume) have negative indices: LangGraph's rule.
        """
        replace: dict[str, bytes] = {}
        keep: dict[str, bytes] = {}
        for position, (channel, value) in enumerate(writes):
            index = WRITES_IDX_MAP.get(channel, position)
            field = _field("w", _namespace(config), _checkpoint_id(config), task_id, str(index))
            (keep if index >= 0 else replace)[field] = self._dump([channel, task_path, value])
        await self._store(_thread_id(config), replace=replace, keep=keep)

    async def adelete_thread(self, thread_id: str) -> None:
        """Forget a conversation; one that is not there is no error."""
        with _speaking_to_redis():
            await self._client.unlink(self._key(thread_id))

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Keep only the latest checkpoint of each namespace, or ("delete") none.

        A checkpoint that is written meanwhile stays: only older ones that were seen are dropped.
        """
        if strategy not in {"keep_latest", "delete"}:
            raise ValueError(strategy)
        for thread_id in thread_ids:
            if strategy == "delete":
                await self.adelete_thread(thread_id)
            else:
                await self._keep_latest(thread_id)

    async def _keep_latest(self, thread_id: str) -> None:
        if outdated := (await self._thread(thread_id)).outdated():
            with _speaking_to_redis():
                await self._client.hdel(self._key(thread_id), *outdated)

    async def _store(
        self,
        thread_id: str,
        *,
        replace: Mapping[str, bytes],
        keep: Mapping[str, bytes] | None = None,
    ) -> None:
        key = self._key(thread_id)
        with _speaking_to_redis():
            async with self._client.pipeline(transaction=True) as pipeline:
                for field, blob in replace.items():
                    pipeline.hset(key, field, blob)
                for field, blob in (keep or {}).items():
                    pipeline.hsetnx(key, field, blob)
                pipeline.expire(key, self._ttl)
                await pipeline.execute()

    async def _thread(self, thread_id: str) -> "_Thread":
        with _speaking_to_redis():
            # The client does not decode; redis-py's types cannot say so.
            fields = cast("dict[bytes, bytes]", await self._client.hgetall(self._key(thread_id)))
        return _Thread(thread_id, fields, self.serde)

    async def _threads(self, config: RunnableConfig | None) -> AsyncIterator["_Thread"]:
        if config is not None:
            yield await self._thread(_thread_id(config))
            return
        # LangGraph's own tools list every thread; the salon never does.
        with _speaking_to_redis():
            keys = [key async for key in self._client.scan_iter(f"{self._prefix}:*")]
        for key in sorted(keys):
            yield await self._thread(key.decode().removeprefix(f"{self._prefix}:"))

    def _key(self, thread_id: str) -> str:
        return f"{self._prefix}:{thread_id}"

    def _dump(self, value: object) -> bytes:
        return squeeze(self.serde.dumps_typed(value)[1])


class _Write(NamedTuple):
    task_id: str
    position: int
    field: bytes


class _Thread:
    """One conversation's hash as it was read; decoded only where it is asked for."""

    def __init__(
        self, thread_id: str, fields: Mapping[bytes, bytes], serde: SerializerProtocol
    ) -> None:
        self._id = thread_id
        self._fields = fields
        self._serde = serde
        self._checkpoints: dict[str, dict[str, bytes]] = {}
        self._writes: dict[tuple[str, str], list[_Write]] = {}
        for field in fields:
            self._index(field)

    def latest(self, namespace: str) -> str | None:
        return max(self._checkpoints.get(namespace, ()), default=None)

    def outdated(self) -> list[bytes]:
        """The fields older than the latest checkpoint of their namespace, writes included."""
        latest = {namespace: self.latest(namespace) or "" for namespace in self._checkpoints}

        def is_outdated(field: bytes) -> bool:
            _, namespace, checkpoint_id, *_ = _parts(field)
            return checkpoint_id < latest.get(namespace, "")

        return [field for field in self._fields if is_outdated(field)]

    def matching(
        self,
        config: RunnableConfig | None,
        wanted: Mapping[str, Any],
        before: RunnableConfig | None,
    ) -> Iterator[CheckpointTuple]:
        """Those of `config`'s namespace and id (where it names them) with `wanted` metadata."""
        for namespace, checkpoint_id in self._selected(config, before):
            found = self.read(namespace, checkpoint_id)
            if found and all(found.metadata.get(name) == value for name, value in wanted.items()):
                yield found

    def _selected(
        self, config: RunnableConfig | None, before: RunnableConfig | None
    ) -> Iterator[tuple[str, str]]:
        only_namespace = config["configurable"].get("checkpoint_ns") if config else None
        only_id = get_checkpoint_id(config) if config else None
        end = get_checkpoint_id(before) if before else None
        for namespace in sorted(self._checkpoints):
            if only_namespace not in {None, namespace}:
                continue
            for checkpoint_id in sorted(self._checkpoints[namespace], reverse=True):
                if only_id in {None, checkpoint_id} and not (end and checkpoint_id >= end):
                    yield namespace, checkpoint_id

    def read(self, namespace: str, checkpoint_id: str) -> CheckpointTuple | None:
        field = self._checkpoints.get(namespace, {}).get(checkpoint_id)
        if field is None:
            return None
        checkpoint, metadata, parent = self._record(field)
        return CheckpointTuple(
            config=_config(self._id, namespace, checkpoint_id),
            checkpoint=checkpoint,
            metadata=metadata,
            parent_config=_config(self._id, namespace, parent) if parent else None,
            pending_writes=self._pending(namespace, checkpoint_id),
        )

    def _pending(self, namespace: str, checkpoint_id: str) -> list[PendingWrite]:
        writes = []
        for task_id, position, field in self._writes.get((namespace, checkpoint_id), ()):
            channel, task_path, value = self._record(field)
            order = writes_sort_key(task_path, task_id, position)
            writes.append((order, (task_id, channel, value)))
        return [write for _, write in sorted(writes, key=lambda pair: pair[0])]

    def _record(self, field: bytes) -> list[Any]:
        """The three parts that each field of ours holds."""
        try:
            record = self._serde.loads_typed(("msgpack", unsqueeze(self._fields[field])))
        except ForeignValue as error:
            raise CheckpointUnreadable from error
        if not isinstance(record, list) or len(record) != 3:  # noqa: PLR2004 - see the layout
            raise CheckpointUnreadable
        return record

    def _index(self, field: bytes) -> None:
        match _parts(field):
            case ["c", namespace, checkpoint_id]:
                self._checkpoints.setdefault(namespace, {})[checkpoint_id] = field
            case ["w", namespace, checkpoint_id, task_id, position] if _is_int(position):
                write = _Write(task_id, int(position), field)
                self._writes.setdefault((namespace, checkpoint_id), []).append(write)
            case _:
                raise CheckpointUnreadable


@contextmanager
def _speaking_to_redis() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise CheckpointsUnavailable from error


def _field(*parts: str) -> str:
    return _SEPARATOR.join(parts)


def _parts(field: bytes) -> list[str]:
    return field.decode(errors="replace").split(_SEPARATOR)


def _is_int(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _thread_id(config: RunnableConfig) -> str:
    return str(config["configurable"]["thread_id"])


def _namespace(config: RunnableConfig) -> str:
    return str(config["configurable"].get("checkpoint_ns", ""))


def _checkpoint_id(config: RunnableConfig) -> str:
    return str(config["configurable"]["checkpoint_id"])


def _config(thread_id: str, namespace: str, checkpoint_id: str) -> RunnableConfig:
    return {
        "configurable": {
            "thread_id": thread_id,
            "checkpoint_ns": namespace,
            "checkpoint_id": checkpoint_id,
        }
    }
