"""The payment page behind a link: plain, in Spanish, for people and for tests."""

from datetime import datetime
from html import escape
from string import Template
from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency as Given
from litestar.di import Provide
from litestar.params import FromPath
from litestar.response import Redirect, Response

from ..clock import SimulatedTime
from .desk import StripeDesk
from .objects import Session
from .refusal import StripeRefusal

Desk = Given[StripeDesk]
Now = Given[datetime]

STYLE = """
body{font-family:system-ui,sans-serif;background:#f6f4f7;color:#2b2330;margin:0}
main{max-width:26rem;margin:4rem auto;background:#fff;border-radius:1rem;padding:2rem;
box-shadow:0 8px 30px rgba(60,30,70,.12)}
h1{font-size:1.1rem;margin:0 0 1rem}ul{list-style:none;padding:0;margin:0 0 1rem}
li{display:flex;justify-content:space-between;padding:.4rem 0;border-bottom:1px solid #eee}
.total{font-size:2rem;font-weight:700;margin:0 0 1.5rem}
button{font:inherit;width:100%;padding:.8rem;margin:.3rem 0;border-radius:.6rem;cursor:pointer;
border:1px solid #b98bc4;background:#fff;color:#2b2330}
button.pay{background:#8e3f9f;color:#fff;border-color:#8e3f9f}
.notice{background:#fdecec;border-radius:.6rem;padding:.8rem}
small{color:#7a7080}
"""
PAGE = Template(
    "<!doctype html><html lang=es><meta charset=utf-8>"
    "<meta name=viewport content='width=device-width,initial-scale=1'>"
    "<title>Pago del anticipo</title><style>$style</style>"
    "<main><h1>Atrévete Peluquería</h1>$content"
    "<p><small>Página de pago simulada: no se cobra nada.</small></p></main></html>"
)
FORMS = Template(
    "<form method=post action='/checkout/$number/pay'>"
    "<button class=pay>Pagar $total</button></form>"
    "<form method=post action='/checkout/$number/decline'>"
    "<button>Usar una tarjeta sin fondos</button></form>"
    "<form method=post action='/checkout/$number/close'><button>Volver sin pagar</button></form>"
)
DECLINED = "<p class=notice>Tu tarjeta no tiene fondos suficientes. Prueba con otra.</p>"
PAID = "<p><strong>Pago recibido.</strong> Ya puedes volver a WhatsApp.</p>"
OVER = "<p><strong>Este enlace ya no está disponible.</strong></p>"
ABANDONED = "<p>No se ha pagado nada. El enlace sigue abierto mientras dure la reserva.</p>"
NEVER = "<p><strong>Este enlace no existe.</strong></p>"


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} €"


def _page(content: str, status: int = 200) -> Response[str]:
    text = PAGE.substitute(style=STYLE, content=content)
    return Response(text, status_code=status, media_type="text/html; charset=utf-8")


def _order(session: Session) -> str:
    rows = "".join(
        f"<li><span>{escape(item.name)}</span><span>{euros(item.total)}</span></li>"
        for item in session.items
    )
    return f"<ul>{rows}</ul><p class=total>{euros(session.amount)}</p>"


def _state(session: Session) -> Response[str]:
    if session.status == "complete":
        return _page(_order(session) + PAID)
    if session.status == "expired":
        return _page(OVER, 410)
    notice = DECLINED if session.declines else ""
    forms = FORMS.substitute(number=session.id, total=euros(session.amount))
    return _page(_order(session) + notice + forms)


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
    return _page(_order(desk.session(number)) + ABANDONED)


def _back(number: str) -> Redirect:
    return Redirect(f"/checkout/{number}", status_code=303)


def _answer_refusal(_: Request[Any, Any, Any], refusal: StripeRefusal) -> Response[str]:
    return _page(NEVER, 404) if refusal.status == 404 else _page(OVER, 410)  # noqa: PLR2004


def checkout_router(desk: StripeDesk, time: SimulatedTime) -> Router:
    """The pages below `/checkout`."""

    async def now() -> datetime:
        return await time.now()

    return Router(
        "/checkout",
        route_handlers=[show, pay, decline, close],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "now": Provide(now),
        },
        exception_handlers={StripeRefusal: _answer_refusal},
    )
