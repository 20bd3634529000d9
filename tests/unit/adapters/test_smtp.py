import aiosmtplib
import pytest

from atrevete_adapters.smtp import MailServer, compose, refusal_of
from atrevete_core.ports.staff_notifier import NotifierRefused, NotifierUnreachable

MAITE, MARTA = "maite@salon.example", "marta@salon.example"


def test_the_same_key_gives_the_same_message_id() -> None:
    first, again, other = (
        compose(MAITE, MARTA, subject="s", text="t", key=key)["Message-ID"] for key in "aab"
    )
    assert first == again != other
    assert first.endswith("@salon.example>")


def test_a_subject_is_one_line() -> None:
    message = compose(MAITE, MARTA, subject="Cita\r\nBcc: x@y.example", text="t", key="k")
    assert message["Subject"] == "Cita Bcc: x@y.example"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    ("url", "port", "secure", "upgrade"),
    [
        ("smtp://mail.example", 587, False, None),
        ("smtp://u:p@mail.example:2525", 2525, False, True),
        ("smtp://u:p@127.0.0.1:2525", 2525, False, None),
        ("smtp://u:p@localhost", 587, False, None),
        ("smtps://u:p@mail.example", 465, True, False),
    ],
)
def test_a_password_travels_only_over_tls(
    url: str, port: int, *, secure: bool, upgrade: bool | None
) -> None:
    server = MailServer.from_url(url)
    assert (server.port, server.secure, server.must_upgrade) == (port, secure, upgrade)


def test_a_password_may_hold_any_sign_and_is_not_shown() -> None:
    server = MailServer.from_url("smtp://m%40x:p%2F%3A@mail.example")
    assert (server.user, server.password) == ("m@x", "p/:")
    assert "p/:" not in repr(server)


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example"])
def test_another_address_is_no_mail_server(url: str) -> None:
    with pytest.raises(ValueError, match="mail server"):
        MailServer.from_url(url)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (aiosmtplib.SMTPAuthenticationError(535, "no"), NotifierRefused),
        (aiosmtplib.SMTPSenderRefused(550, "no", MAITE), NotifierRefused),
        (aiosmtplib.SMTPDataError(451, "later"), NotifierUnreachable),
        (aiosmtplib.SMTPDataError(554, "no"), NotifierRefused),
        (
            aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(550, "", MARTA)]),
            NotifierRefused,
        ),
        (
            aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(450, "", MARTA)]),
            NotifierUnreachable,
        ),
        (aiosmtplib.SMTPServerDisconnected("gone"), NotifierUnreachable),
        (aiosmtplib.SMTPReadTimeoutError("slow"), NotifierUnreachable),
        (aiosmtplib.SMTPNotSupported("no TLS"), NotifierRefused),
        (ConnectionResetError(), NotifierUnreachable),
    ],
)
def test_a_permanent_no_is_told_from_a_temporary_one(
    error: Exception, kind: type[Exception]
) -> None:
    translated = refusal_of(error)
    assert isinstance(translated, kind)
    assert "salon.example" not in str(translated)
