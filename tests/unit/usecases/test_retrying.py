"""A decision that lost a tie in the database is made again."""

import pytest

from atrevete_core.ports.storage import Records, StorageBusy, StorageUnavailable
from atrevete_core.usecases.retrying import decide
from tests.builders import a_storage


class Ties:
    """A decision that loses so many times."""

    def __init__(self, lost: int) -> None:
        self.lost, self.made = lost, 0

    async def __call__(self, records: Records) -> str:
        self.made += 1
        if self.made <= self.lost:
            raise StorageBusy
        return "decided"


async def test_a_lost_tie_is_decided_again() -> None:
    decision = Ties(4)
    assert await decide(a_storage(), decision) == "decided"
    assert decision.made == 5


async def test_after_five_lost_ties_it_gives_up() -> None:
    decision = Ties(5)
    with pytest.raises(StorageUnavailable) as refusal:
        await decide(a_storage(), decision)
    assert isinstance(refusal.value.__cause__, StorageBusy)
    assert decision.made == 5


async def test_other_refusals_are_not_repeated() -> None:
    async def refuse(_: Records) -> None:
        raise LookupError("nobody")

    with pytest.raises(LookupError):
        await decide(a_storage(), refuse)
