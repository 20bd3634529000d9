"""E-mail to the stylists over SMTP."""

import hashlib
import ipaddress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib

from atrevete_core.ports.staff_notifier import NotifierRefused, NotifierUnreachable

TIMEOUT_SECONDS: Final = 10.0
_PORTS: Final = {"smtp": 587, "smtps": 465}
_PERMANENT: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """Where mail is handed in. `secure` is TLS from the first byte."""

    host: str
    port: int
    user: str | None
    password: str | None
    secure: bool

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """`smtp://user:password@host:587` or `smtps://host`. Raises ValueError for others."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("not the address of a mail server")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            secure=parts.scheme == "smtps",
        )

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"

    @property
    def must_upgrade(self) -> bool | None:
        """A password travels only over TLS, except on this machine; else TLS if it is offered."""
        if self.secure:
            return False
        return True if self.password and not _is_here(self.host) else None


class SmtpNotifier:
    """The port StaffNotifier."""

    def __init__(self, url: str, *, sender: str, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._server = MailServer.from_url(url)
        self._sender = sender
        self._timeout = timeout_seconds

    async def email(self, address: str, *, subject: str, text: str, key: str) -> None:
        message = compose(self._sender, address, subject=subject, text=text, key=key)
        server = self._server
        try:
            await aiosmtplib.send(
                message,
                hostname=server.host,
                port=server.port,
                username=server.user,
                password=server.password,
                use_tls=server.secure,
                start_tls=server.must_upgrade,
                timeout=self._timeout,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise refusal_of(error) from error

    async def check(self) -> None:
        """Look whether the server lets us in; nothing is sent. Raises as the port does."""
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.secure,
            start_tls=server.must_upgrade,
            timeout=self._timeout,
        )
        try:
            async with client:
                await client.noop()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise refusal_of(error) from error


def compose(sender: str, address: str, *, subject: str, text: str, key: str) -> EmailMessage:
    """Plain text in UTF-8; the same key gives the same Message-ID. Raises NotifierRefused."""
    if not _is_address(address):
        raise NotifierRefused("that is no e-mail address")
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = address
    # A line break would begin another header.
    message["Subject"] = " ".join(subject.split())
    message["Message-ID"] = _message_id(key, sender)
    # Mail servers compare it with their own clocks, so it is real time.
    message["Date"] = formatdate(usegmt=True)
    message.set_content(text)
    return message


def _is_address(text: str) -> bool:
    _, address = parseaddr(text)
    local, _, domain = address.partition("@")
    return bool(local and domain) and address == text and "@" not in domain


def _message_id(key: str, sender: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    return f"<{digest}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def refusal_of(error: Exception) -> NotifierRefused | NotifierUnreachable:
    """The mail server's error in the core's words, without the addresses in it."""
    kind = type(error).__name__
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return NotifierRefused("the mail server refuses the user in ATREVETE_SMTP_URL")
    code = _code(error)
    if code is not None and code >= _PERMANENT:
        return NotifierRefused(f"the mail server refuses it for good ({code})")
    return NotifierUnreachable(f"{kind}: {code}" if code else kind)


def _code(error: Exception) -> int | None:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return min((each.code for each in error.recipients), default=None)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return error.code
    # It never offered TLS, or no way to log in: repeating will not change that.
    return _PERMANENT if isinstance(error, aiosmtplib.SMTPNotSupported) else None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
