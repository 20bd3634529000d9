"""What the worker tells of its work, and what the page wishes from whoever keeps the house."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from litestar import get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody, SkipValidation

from ..work import Work
from ..world import World

Json = dict[str, Any]
Now = Given[datetime]
Stage = Given[SkipValidation[World]]


@dataclass(frozen=True)
class Renewed:
    done: int


@post("/work", status_code=204)
async def tell_work(world: Stage, data: JSONBody[Work], now: Now) -> None:
    """A worker says what a job did."""
    world.work.worker_was_here()
    world.work.add(data, now)


@post("/work/presence", status_code=204)
async def tell_presence(world: Stage) -> None:
    """A worker is there."""
    world.work.worker_was_here()


@get("/work")
async def read_work(world: Stage) -> list[Json]:
    """The newest jobs, oldest first."""
    return [asdict(report) for report in world.work.reports]


@get("/renewals")
async def read_renewals(world: Stage) -> Json:
    """How often the page has wished to begin anew; asking keeps the house."""
    world.renewals.kept = True
    return asdict(world.renewals)


@get("/watchers")
async def read_watchers(world: Stage) -> Json:
    """How many browsers show the page."""
    return asdict(world.audience)


@put("/renewals")
async def tell_renewed(world: Stage, data: JSONBody[Renewed]) -> Json:
    """The wishes up to this one are fulfilled."""
    world.renewals.done = data.done
    return asdict(world.renewals)
