"""The failures that the control bar offers, in words; `/control/faults` knows many more."""

from dataclasses import dataclass, replace
from typing import Final

from ..faults import Fault, Mode, Vendor


@dataclass(frozen=True, kw_only=True)
class Trouble:
    key: str
    label: str
    fault: Fault


TROUBLES: Final = (
    Trouble(
        key="slow",
        label="WhatsApp va lento: 3 s por mensaje",
        fault=Fault(
            vendor=Vendor.CHATWOOT,
            operation="POST */messages",
            mode=Mode.SLOW,
            seconds=3.0,
            times=3,
        ),
    ),
    Trouble(
        key="broken",
        label="WhatsApp responde 500 a un mensaje",
        fault=Fault(vendor=Vendor.CHATWOOT, operation="POST */messages", mode=Mode.BROKEN),
    ),
    Trouble(
        key="said-twice",
        label="El mensaje sale, pero la respuesta se pierde",
        fault=Fault(
            vendor=Vendor.CHATWOOT, operation="POST */messages", mode=Mode.DROP_AFTER_COMMIT
        ),
    ),
    Trouble(
        key="duplicate",
        label="El aviso de un mensaje llega dos veces",
        fault=Fault(vendor=Vendor.CHATWOOT, operation="message_created", mode=Mode.DUPLICATE),
    ),
    Trouble(
        key="lost",
        label="El aviso de un mensaje se pierde",
        fault=Fault(vendor=Vendor.CHATWOOT, operation="message_created", mode=Mode.LOST),
    ),
    Trouble(
        key="reorder",
        label="Los avisos llegan desordenados",
        fault=Fault(vendor=Vendor.CHATWOOT, operation="message_created", mode=Mode.REORDER),
    ),
    Trouble(
        key="no-link",
        label="Stripe está caído: no da el enlace (503)",
        fault=Fault(
            vendor=Vendor.STRIPE,
            operation="POST /v1/checkout/sessions",
            mode=Mode.UNAVAILABLE,
            times=2,
        ),
    ),
    Trouble(
        key="paid-twice",
        label="El aviso de un pago llega dos veces",
        fault=Fault(
            vendor=Vendor.STRIPE, operation="checkout.session.completed", mode=Mode.DUPLICATE
        ),
    ),
    Trouble(
        key="paid-lost",
        label="El aviso de un pago se pierde",
        fault=Fault(vendor=Vendor.STRIPE, operation="checkout.session.completed", mode=Mode.LOST),
    ),
    Trouble(
        key="calendar",
        label="Google Calendar está caído (503)",
        fault=Fault(
            vendor=Vendor.GOOGLE, operation="POST */events", mode=Mode.UNAVAILABLE, times=2
        ),
    ),
    Trouble(
        key="mail",
        label="El correo falla",
        fault=Fault(vendor=Vendor.SMTP, operation="DATA", mode=Mode.UNAVAILABLE, times=2),
    ),
)


def fault_of(key: str) -> Fault | None:
    """A fresh failure of that name."""
    found = next((each for each in TROUBLES if each.key == key), None)
    return replace(found.fault, id=0, struck=0) if found else None


def told(fault: Fault) -> str:
    """A failure that is still to come, in words."""
    same = (
        each.label
        for each in TROUBLES
        if (each.fault.vendor, each.fault.operation, each.fault.mode)
        == (fault.vendor, fault.operation, fault.mode)
    )
    label = next(same, f"{fault.vendor}: {fault.operation} ({fault.mode})")
    left = "" if fault.times is None else f" · {fault.times - fault.struck}×"
    return f"{label}{left}"
