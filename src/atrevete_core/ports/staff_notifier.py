"""E-mail to the stylists."""

from typing import Protocol


class NotifierUnreachable(Exception):
    """The mail server gave no answer, or a temporary no."""


class NotifierRefused(Exception):
    """A permanent no: a wrong address, a refused sender."""


class StaffNotifier(Protocol):
    """Writing to the staff."""

    async def email(self, address: str, *, subject: str, text: str, key: str) -> None:
        """Send it; `key` becomes the message's id, so that a repeated one is recognisable.

        Raises NotifierUnreachable or NotifierRefused.
        """
        ...
