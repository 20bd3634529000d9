"""One item among those of a text, and what stands beside it: a sign, a «no», a small word."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrevete_core.domain.commands import PartOfDay

from ..text.words import Text, listed
from . import apart
from .items import Clock, Days, Hours, Item, Sign, Value

#: Words that may stand between a sign and what it binds.
_SMALL = listed("el la las los a para que ni de del bien ya por en")
_NONE = -9
#: «había dicho el viernes no el jueves».
_SAID = listed("dije dicho decia pedi pedido puse puesto queria quise era")
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where one reads; what is asked of it changes nothing."""

    items: Sequence[Item]
    index: int
    text: Text

    def neighbour(self, step: int) -> Item | None:
        """The next item in that direction when only small words lie between."""
        place = self.index + step
        if not 0 <= place < len(self.items):
            return None
        first, last = sorted((self.index, place))
        between = self.text.words(self.items[first].end, self.items[last].start)
        return self.items[place] if set(between) <= _SMALL else None

    def beside(self, step: int) -> Value | None:
        return beside.values[0] if (beside := self.neighbour(step)) else None

    def sign(self, step: int) -> Sign | None:
        value = self.beside(step)
        return value if isinstance(value, Sign) else None

    def is_refused(self) -> bool:
        """Whether the item here is what the customer does not want."""
        before, after = self.sign(-1), self.sign(1)
        if after is Sign.NOT and not apart.refuses_the_next(self.items, self.index):
            return not self._was_said(self.items[self.index])
        if before in (Sign.EXCEPT, Sign.INSTEAD_OF):
            return True
        return before is Sign.NOT and not self._not_was_of_the_last()

    def _not_was_of_the_last(self) -> bool:
        """«el jueves no el viernes»: the «no» was spent on the Thursday."""
        here = self.items[self.index - 1]
        before = self.items[self.index - 2] if self.index >= 2 else None
        value = self.items[self.index].values[0]
        spent = (
            before is not None
            and before.end == here.start
            and not isinstance(before.values[0], Sign)
            and (here.end - here.start == 1 or isinstance(value, Days))
            and not (here.rule in apart.AT_WORK and here.end == self.items[self.index].start)
            and not self._was_said(before)
        )
        bare = self.text.between(here.start, here.end) == "no"
        if not isinstance(value, Clock):  # «pero no a la hora de comer»
            bare = bare and self.text.word(here.start - 1) not in {"pero", "aunque"}
        return spent or (bare and not self._something_else_follows())

    def _was_said(self, item: Item) -> bool:
        """«yo dije el viernes no el jueves»: the first is meant."""
        at = self.items.index(item) + 2
        then = self.items[at].start if at < len(self.items) else _NONE
        words = self.text.words(max(0, item.start - _NEAR), item.start)
        return then == item.end + 1 and bool(_SAID & {*words})

    def _something_else_follows(self) -> bool:
        return any(
            isinstance(value, Days | Clock | Hours | PartOfDay)
            for item in self.items[self.index + 1 :]
            for value in item.values
        )

    def joined_by(self, step: int) -> str:
        """The words between this item and its neighbour."""
        place = self.index + step
        if not 0 <= place < len(self.items):
            return "?"
        first, last = sorted((self.index, place))
        return self.text.between(self.items[first].end, self.items[last].start)
