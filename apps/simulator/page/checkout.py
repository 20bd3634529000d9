"""The payment page behind a link, in the style of Stripe's: for people and for tests."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from litestar import Request, Router, get, post
from litestar.di import NamedDependency as Given
from litestar.di import Provide
from litestar.params import FromPath, FromQuery, SkipValidation, URLEncodedBody
from litestar.response import Redirect, Response

from ..stripe.desk import StripeDesk
from ..stripe.objects import Session
from ..stripe.refusal import StripeRefusal
from ..world import World
from .rendering import shown
from .wording import euros

Desk = Given[StripeDesk]
Now = Given[datetime]
Here = Given[SkipValidation[World]]

NOT_FOUND: Final = 404
GONE: Final = 410


@dataclass(frozen=True)
class Ending:
    ending: Literal["paid", "failed"]


@get("/{number:str}")
async def show(desk: Desk, number: FromPath[str], now: Now) -> Response[str]:
    desk.expire_overdue(now)
    return _state(desk.session(number))


@post("/{number:str}/pay")
async def pay(desk: Desk, number: FromPath[str], now: Now) -> Redirect:
    desk.pay(number, now)
    return _back(number)


@post("/{number:str}/decline")
async def decline(desk: Desk, number: FromPath[str], now: Now) -> Redirect:
    desk.decline(number, now)
    return _back(number)


@post("/{number:str}/close")
async def close(desk: Desk, number: FromPath[str]) -> Response[str]:
    """The customer leaves; nothing happens to the session."""
    return _page(desk.session(number), "left")


@get("/{number:str}/bank")
async def bank(
    desk: Desk, number: FromPath[str], now: Now, *, thinking: FromQuery[bool] = False
) -> Response[str] | Redirect:
    """The bank asks whether it is really the customer; then it thinks."""
    desk.expire_overdue(now)
    session = desk.session(number)
    if session.status != "open":
        return _back(number)
    return _page(session, "thinking" if thinking else "bank")


@post("/{number:str}/bank")
async def authorise(world: Here, number: FromPath[str]) -> Redirect:
    """The customer says yes at the bank: the payment comes a while later, unless time ran out."""

    async def later() -> None:
        await asyncio.sleep(world.settings.bank_seconds)
        session = world.stripe.sessions.get(number)
        if session is not None and session.status == "open":
            world.stripe.pay(number, await world.time.now())

    world.stripe.session(number)
    world.postbox.soon(later())
    return Redirect(f"/checkout/{number}/bank?thinking=true", status_code=303)


@post("/{number:str}/pay-later")
async def pay_later(desk: Desk, number: FromPath[str], now: Now) -> Redirect:
    """A method that takes days: complete, and unpaid until the bank's word."""
    desk.pay_later(number, now)
    return _back(number)


@post("/{number:str}/settle")
async def settle(
    desk: Desk, number: FromPath[str], data: URLEncodedBody[Ending], now: Now
) -> Redirect:
    desk.settle(number, now, succeeded=data.ending == "paid")
    return _back(number)


def _state(session: Session) -> Response[str]:
    if session.status == "expired":
        return _page(session, "over", GONE)
    if session.status == "complete":
        return _page(session, "paid" if session.payment_status == "paid" else "underway")
    return _page(session, "open")


def _page(session: Session | None, state: str, status: int = 200) -> Response[str]:
    order = {
        "number": session.id if session else "",
        "items": [(item.name, euros(item.total)) for item in session.items] if session else [],
        "total": euros(session.amount) if session else "",
        "declined": bool(session and session.declines),
    }
    return shown("checkout", order | {"state": state}, status=status)


def _back(number: str) -> Redirect:
    return Redirect(f"/checkout/{number}", status_code=303)


def _answer_refusal(_: Request[Any, Any, Any], refusal: StripeRefusal) -> Response[str]:
    if refusal.status == NOT_FOUND:
        return _page(None, "never", NOT_FOUND)
    return _page(None, "over", GONE)


def checkout_router(world: World) -> Router:
    """The pages below `/checkout`."""

    async def now() -> datetime:
        return await world.time.now()

    return Router(
        "/checkout",
        route_handlers=[show, pay, decline, close, bank, authorise, pay_later, settle],
        dependencies={
            "desk": Provide(lambda: world.stripe, sync_to_thread=False),
            "world": Provide(lambda: world, sync_to_thread=False),
            "now": Provide(now),
        },
        exception_handlers={StripeRefusal: _answer_refusal},
    )
