"""Voice notes whose words are known beforehand."""

from datetime import timedelta
from itertools import count

from atrevete_core.ports.transcriber import VoiceNoteUnheard

from .trouble import Trouble


class MemoryTranscriber:
    """The port `Transcriber`. It knows what was recorded here; everything else is silence.

    `takes` is how long it pretends to listen, `asked` the addresses that it was given.
    """

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.takes = timedelta(0)
        self.asked: list[str] = []
        self._words: dict[str, str] = {}
        self._numbers = count(1)

    def record(self, words: str) -> str:
        """A voice note in which this is said; returns its address."""
        address = f"https://desk.example/notes/{next(self._numbers)}"
        self._words[address] = words
        return address

    async def words_of(self, address: str, *, within: timedelta) -> str:
        self.asked.append(address)
        with self.trouble.around_effect():
            if self.takes > within:
                raise VoiceNoteUnheard("it took too long")
            words = self._words.get(address, "").strip()
        if not words:
            raise VoiceNoteUnheard("nobody speaks in it")
        return words
