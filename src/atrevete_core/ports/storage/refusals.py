"""How the storage says no."""

from collections.abc import Sequence

from atrevete_core.domain.availability import Slot


class NotFound(LookupError):
    """There is no such row in this salon."""


class SlotTaken(Exception):
    """Somebody else has that time of the stylist."""

    def __init__(self, slots: Sequence[Slot] = ()) -> None:
        super().__init__("the slot is taken")
        self.slots = tuple(slots)


class TurnLost(Exception):
    """Another worker has begun a newer turn of this conversation: nothing of this one counts."""


class LeaseLost(Exception):
    """Another worker has this delivery now: nothing of this one is recorded."""


class StorageUnavailable(Exception):
    """The database cannot be reached, or would not commit after several tries."""


class StorageBusy(Exception):
    """The database broke a tie against this transaction (40001, 40P01): do it again."""
