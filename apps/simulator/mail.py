"""A mail server that keeps everything and delivers nothing."""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from .clock import SimulatedTime
from .faults import Fault, FaultBook, Mode, Vendor
from .ledger import Exchange, Ledger

OPERATION = "DATA"
ACCEPTED = "250 OK"
LOST_CONNECTION = "421 Closing connection"
REFUSALS = {
    Mode.TOO_MANY: "450 Too many messages, try again later",
    Mode.TOO_MANY_WITHOUT_RETRY_AFTER: "450 Too many messages, try again later",
    Mode.BROKEN: "554 Transaction failed",
    Mode.UNAVAILABLE: "451 Local error in processing",
    Mode.GARBAGE: "250",
    Mode.REFUSED: LOST_CONNECTION,
    Mode.DROP_BEFORE: LOST_CONNECTION,
}


@dataclass(frozen=True, kw_only=True)
class Letter:
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    at: str


@dataclass
class MailSink:
    """The letters in the order they came, and the SMTP server in front of them."""

    time: SimulatedTime
    ledger: Ledger
    faults: FaultBook
    letters: list[Letter] = field(default_factory=list)
    _server: asyncio.Server | None = None

    async def open(self, host: str, port: int) -> int:
        """Listen; port 0 takes a free one. Returns the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, hostname="simulator", enable_SMTPUTF8=True), host, port
        )
        number: int = self._server.sockets[0].getsockname()[1]
        return number

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the letter, unless it was asked to fail."""
        fault = self.faults.strike_request(Vendor.SMTP, OPERATION)
        reply = await self._reply(fault)
        kept = reply == ACCEPTED or (fault is not None and fault.mode is Mode.DROP_AFTER_COMMIT)
        if kept:
            self.letters.append(await self._letter(envelope))
        await self._record(envelope, reply, fault, kept=kept)
        return reply

    async def _reply(self, fault: Fault | None) -> str:
        if fault is None:
            return ACCEPTED
        await asyncio.sleep(fault.seconds)
        if fault.mode is Mode.DROP_AFTER_COMMIT:
            return LOST_CONNECTION
        return REFUSALS.get(fault.mode, ACCEPTED)

    async def _letter(self, envelope: Envelope) -> Letter:
        parsed = message_from_bytes(_content(envelope), policy=policy.default)
        body = parsed.get_body(("plain", "html"))
        return Letter(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            subject=str(parsed.get("Subject", "")),
            text="" if body is None else body.get_content(),
            at=(await self.time.now()).isoformat(),
        )

    async def _record(
        self, envelope: Envelope, reply: str, fault: Fault | None, *, kept: bool
    ) -> None:
        status = int(reply.split(maxsplit=1)[0])
        self.ledger.exchanges.append(
            Exchange(
                number=self.ledger.next_number(),
                vendor=Vendor.SMTP,
                operation=OPERATION,
                query="",
                body=_content(envelope).decode(errors="replace"),
                at=await self.time.now(),
                status=250 if kept else status,
                answered=status,
                effect=kept,
                fault=None if fault is None else fault.mode.value,
            )
        )


def _content(envelope: Envelope) -> bytes:
    content: Any = envelope.content
    return content if isinstance(content, bytes) else str(content or "").encode()
