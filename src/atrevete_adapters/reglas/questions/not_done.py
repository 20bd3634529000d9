"""What the salon does not do: alone, or beside what it does (R67)."""

from collections.abc import Mapping
from dataclasses import dataclass

from atrevete_core.domain.commands import Command, OutOfScope
from atrevete_core.domain.text import plain

from ..reading import Reading
from ..text.notation import Found
from ..text.words import listed

KINDS = ("not_offered", "out_of_scope")
#: «¿hacéis extensiones?», «quiero un corte y unas extensiones».
_WANTS = listed(
    "haceis hace hacen teneis tienes tienen hay poneis ponen quiero queria quisiera necesito "
    "gustaria ofreceis trabajais cuanto precio cuesta vale ponerme hacerme dais querria busco"
)
#: «tengo extensiones y quería un peinado»: they are there already.
_HAS = listed(
    "tengo llevo llevaba tenia hice hicieron hizo puse pusieron puesta puestas puesto quitar "
    "quitarme quite quitaron sin no despues antes hecho di dieron con"
)


@dataclass(frozen=True)
class NotDone:
    """`near`: what is not done (plain words) → the near thing."""

    near: Mapping[str, str]

    def alone(self, reading: Reading) -> Command | None:
        """Nothing else was understood."""
        said = [span for kind in KINDS for span in reading.spans(kind)]
        return self._command(reading, max(said, key=len)) if said else None

    def beside(self, reading: Reading) -> list[Command]:
        """«¿hacéis láser?, ¿y cuánto es el corte?»: both are answered."""
        asked = [each for each in reading.spans(KINDS[0]) if _is_wanted(reading, each)]
        return [self._command(reading, max(asked, key=len))] if asked else []

    def _command(self, reading: Reading, span: Found[str]) -> Command:
        return OutOfScope(
            words=reading.text.written(span.start, span.end),
            near=self._near_thing(reading, span),
            elsewhere=reading.has(KINDS[0]),
        )

    def _near_thing(self, reading: Reading, span: Found[str]) -> str | None:
        """What comes near to it, when this catalogue has it."""
        said = reading.text.between(span.start, span.end)
        near = next((each for word, each in self.near.items() if word in said), None)
        first = near.split()[0] if near else ""
        has_it = any(first in plain(each.name) for each in reading.situation.catalogue.services)
        return near if has_it else None


def _is_wanted(reading: Reading, span: Found[str]) -> bool:
    first, end = reading.clause(span.start)
    before = {*reading.text.words(first, span.end)}
    near = {*reading.text.words(max(first, span.start - 3), span.start)}
    return bool(_WANTS & before or reading.text.word(end) == "?") and not _HAS & near
