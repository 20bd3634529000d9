"""The clock, the failures, the ledger, the mail, and where webhooks go."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any, Literal

from litestar import delete, get, post, put
from litestar.di import NamedDependency as Given
from litestar.exceptions import ValidationException
from litestar.params import FromQuery, JSONBody, SkipValidation

from ..faults import REQUEST_MODES, WEBHOOK_MODES, Fault, Mode, Vendor
from ..world import World

Now = Given[datetime]

Json = dict[str, Any]
Stage = Given[SkipValidation[World]]


@dataclass(frozen=True, kw_only=True)
class ClockOrder:
    """An instant with its offset, or seconds to go on from now. `wait`: until the sweep ran."""

    now: datetime | None = None
    advance_seconds: float | None = None
    wait: bool = True


@dataclass(frozen=True, kw_only=True)
class FaultOrder:
    vendor: Vendor
    operation: str
    mode: Mode
    seconds: float = 0.0
    times: int | None = 1
    answer: Literal["close", "500"] = "close"
    copies: int = 2


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where webhooks go from now on; what is not given stays."""

    chatwoot: str | None = None
    chatwoot_account: str | None = None
    stripe: str | None = None
    google: str | None = None


@get("/clock")
async def read_clock(now: Now) -> Json:
    return {"now": now.isoformat()}


@post("/clock", status_code=200)
async def set_clock(world: Stage, data: JSONBody[ClockOrder], now: Now) -> Json:
    """Set the salon's time; answers when the workers' sweep has run at it.

    `swept` is false when none ran within the setting `sweep_timeout`: no worker is up.
    """
    target = _target(data, now)
    swept = await world.jump(target, wait=data.wait)
    return {"now": (await world.time.now()).isoformat(), "swept": swept}


def _target(order: ClockOrder, now: datetime) -> datetime:
    if order.now is not None:
        if order.now.tzinfo is None:
            raise ValidationException("`now` needs an offset, as in 2026-11-24T10:00:00+01:00.")
        return order.now
    if order.advance_seconds is None:
        raise ValidationException("Give `now` or `advance_seconds`.")
    return now + timedelta(seconds=order.advance_seconds)


@post("/faults")
async def ask_for_fault(world: Stage, data: JSONBody[FaultOrder]) -> Json:
    """Let something fail: see `Fault` for the fields."""
    if data.mode not in _modes_for(data):
        raise ValidationException(f"{data.operation} cannot fail as {data.mode}.")
    return _fault_body(world.faults.add(Fault(**asdict(data))))


def _modes_for(order: FaultOrder) -> frozenset[Mode]:
    """A word is an event, two are a request; a lone star may be either."""
    if order.operation == "*":
        return frozenset(Mode)
    is_request = " " in order.operation or order.vendor is Vendor.SMTP
    return REQUEST_MODES if is_request else WEBHOOK_MODES


@get("/faults")
async def list_faults(world: Stage) -> list[Json]:
    return [_fault_body(fault) for fault in world.faults.listed()]


@delete("/faults", status_code=204)
async def clear_faults(world: Stage) -> None:
    world.faults.clear()


@get("/ledger")
async def read_ledger(
    world: Stage, vendor: FromQuery[Vendor | None] = None, operation: FromQuery[str] = "*"
) -> Json:
    """All requests, those of them that changed something, and every webhook attempt."""
    ledger = world.ledger
    requests = [
        exchange
        for exchange in ledger.exchanges
        if vendor in {None, exchange.vendor} and fnmatchcase(exchange.operation, operation)
    ]
    return {
        "requests": requests,
        "effects": [exchange for exchange in requests if exchange.effect],
        "webhooks": [notice for notice in ledger.notices if vendor in {None, notice.vendor}],
    }


@get("/mail")
async def read_mail(world: Stage) -> list[Json]:
    return [asdict(letter) for letter in world.mail.letters]


@put("/webhooks")
async def move_webhooks(world: Stage, data: JSONBody[Addresses]) -> Json:
    """Send webhooks to other addresses of this machine; empty text switches one off."""
    world.targets.move(**asdict(data))
    return asdict(world.targets)


@get("/pending")
async def pending(world: Stage) -> Json:
    """How many webhooks and status changes are still on their way."""
    return {"pending": world.postbox.pending}


@post("/reset", status_code=204)
async def reset(world: Stage) -> None:
    """Forget all people, payments, calendars, letters, failures and the ledger; not the time."""
    world.reset()


def _fault_body(fault: Fault) -> Json:
    return asdict(fault) | {"spent": fault.spent}
