"""A decision that lost a tie in the database is made again, from the start."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from atrevete_core.ports.storage import Records, Storage, StorageBusy, StorageUnavailable

Outcome = TypeVar("Outcome")

_MOST_TRIES = 5


async def decide(storage: Storage, decision: Callable[[Records], Awaitable[Outcome]]) -> Outcome:
    """Run the decision in a transaction of its own; again after a deadlock or a serialization
    failure. Raises StorageUnavailable after five lost ties, and whatever the decision raises.
    """
    for _ in range(_MOST_TRIES):
        try:
            async with storage.transaction() as records:
                return await decision(records)
        except StorageBusy as error:
            lost = error
    msg = f"the database broke {_MOST_TRIES} ties against this decision"
    raise StorageUnavailable(msg) from lost
