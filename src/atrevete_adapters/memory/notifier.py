"""E-mail that goes nowhere."""

from dataclasses import dataclass

from .trouble import Trouble


@dataclass(frozen=True, kw_only=True, slots=True)
class Email:
    address: str
    subject: str
    text: str
    key: str


class MemoryNotifier:
    """The port `StaffNotifier`. `emails` holds every arrival; a repeated key is a repeated mail."""

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.emails: list[Email] = []

    async def email(self, address: str, *, subject: str, text: str, key: str) -> None:
        with self.trouble.around_effect():
            self.emails.append(Email(address=address, subject=subject, text=text, key=key))
