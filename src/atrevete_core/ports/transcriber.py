"""Listening to voice notes: sound becomes words (R36)."""

from datetime import timedelta
from typing import Protocol


class VoiceNoteUnheard(Exception):
    """No words out of this voice note: it could not be fetched, written down or waited for, or
    nobody speaks in it. The text says which, without the address and without anybody's words.
    """


class Transcriber(Protocol):
    """Writes down what customers say. It keeps neither the sound nor the words."""

    async def words_of(self, address: str, *, within: timedelta) -> str:
        """What is said in the voice note at this address, never empty.

        The address comes out of a message, so it is fetched only where the salon's own messaging
        desk keeps its files, redirects included. Takes no longer than `within` (real time).
        Asking again may give slightly other words. Raises VoiceNoteUnheard, nothing else.
        """
        ...
