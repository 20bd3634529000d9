"""Names as the answer to "¿cómo te llamas?", "¿y tus apellidos?", "¿cómo se llama tu hija?"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from atrevete_core.domain.commands import Accept, Command, GiveName, LeaveOut, NotUnderstood, Refuse
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from ..names.asides import asks_again, in_order, is_the_one_they_see, like_the_writer, spelled
from ..names.said import SaidName
from ..names.told import Names
from ..names.words import ALONE_NO_NAME
from ..reading import Reading
from ..text.words import BREAK, fold, listed

#: What is longer is about something else too.
_LONG_ANSWER = 8
#: «la de Pilar», «el del pelo largo»; but «De la Torre», «Las Heras».
_BEFORE_THE_WHOLE = listed(", . ? ! ( bueno vamos completo") | {BREAK}
_WHICH_ONE = {(which, of) for which in ("la", "el", "lo", "las", "los") for of in ("de", "del")}
#: «da igual», «ni idea»: not as «da Silva» is.
_IDLE = {("da", "igual"), ("ni", "idea")}


class NameAnswers:
    """Whose each name is that was said when one was asked for."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def said(self, reading: Reading) -> list[tuple[int, Command]]:
        """What is answered, each with the place where it was said."""
        others, own = self._names.of_others(reading), self._names.announced(reading)
        if asks_again(reading):
            reading.found = {}
            return [(0, NotUnderstood())]
        if (alike := like_the_writer(reading)) and (whom := _alone_of(reading)) is not None:
            return [(0, alike.command(of=whom or None))]
        bare = in_order(reading) or spelled(reading)
        if bare is None or others or own:
            bare = self._names.bare(reading, first_known=_is_other_business(reading))
        if bare is not None and self._is_no_surname(reading, bare):
            bare = None
        if own is not None and self._is_no_surname(reading, own):
            own = None
        if bare is not None and any(bare.overlaps(each) for each in (*others, own) if each):
            bare = None
        bare, own = (None if each and _is_a_place(each) else each for each in (bare, own))
        bare, own = self._whole(reading, bare), self._whole(reading, own)
        others = [self._whole(reading, each) or each for each in others[:1]] + others[1:]
        if reading.question is Question.THIRD_NAME:
            named = self._of_third(reading, bare, own, others)
            answer: list[tuple[int, Command]] = _for_oneself(reading, own, named)
        else:
            name = own or bare
            name = self._names.corrected(reading, name) if name and name.first else name
            named = [(each, each.command()) for each in others]
            answer = self._own(reading, name)
            if name is not None:
                reading.drop_name(name.start, name.end)
        for each, _ in named:
            reading.drop_name(each.start, each.end)
        return [*answer, *((each.start, command) for each, command in named)]

    def _whole(self, reading: Reading, said: SaidName | None) -> SaidName | None:
        """«Manolo, bueno Manuel, Manuel Ortiz Cano»: the one that is said with its surnames."""
        others = any(each.whom for each in reading.people)  # «soy Matías, es para mi mujer, Lucía»
        if said is None or said.last or not said.first or others:
            return said
        runs, text = self._names.runs, reading.text
        for place in range(said.end, len(text)):
            begins = text.word(place - 1) in _BEFORE_THE_WHOLE
            if not (begins and runs.is_first_name(reading, place)):
                continue
            end = runs.end(reading, place, loose=False)
            last = " ".join(text.written(at, at + 1) for at in range(place + 1, end))
            if last and not runs.is_first_name(reading, place + 1):
                first = text.written(place, place + 1)
                return replace(said, end=end, first=first, last=last)
        return said

    def _is_no_surname(self, reading: Reading, said: SaidName) -> bool:
        """«la de Pilar», «Pilar» of the team, «Hugo y Leo»: no answer to "¿y tus apellidos?"."""
        if reading.question is not Question.SURNAME:
            return False
        words = reading.text.words(0, said.end)
        which = any(pair in _WHICH_ONE | _IDLE for pair in pairwise(words))
        only = not said.first and said.last is not None and len(said.last.split()) == 1
        stylist = only and any(said.start <= each.start < said.end for each in reading.stylists)
        return which or stylist or self._are_first_names(reading, said)

    def _are_first_names(self, reading: Reading, said: SaidName) -> bool:
        """«Hugo y Leo», «Hugo, Leo y Vera»; not «Ortega y Gasset», «Martín y Soler»."""
        runs = self._names.runs
        listed = [
            at
            for at in range(said.start, len(reading.text))
            if reading.text.tokens[at].kind == "word" and reading.text.word(at) not in {"y", "e"}
        ]
        joined = {"y", "e"} & {*reading.text.words(said.start)}
        return (
            bool(joined)
            and len(listed) > 1
            and all(runs.is_first_name(reading, at) for at in listed)
            and not runs.is_surname(reading, listed[0], listed[0] + 1)
        )

    def unasked(self, reading: Reading) -> list[tuple[int, Command]]:
        """«Pablo Gil», while hours are on offer: nothing but the whole name of the writer, or of
        the only one who has none yet.
        """
        if reading.items or reading.mentions or reading.stylists or reading.asks:
            return []
        name = self._names.bare(reading, first_known=True)
        rest = reading.text.words(name.end) if name else []
        if name is None or not (name.first and name.last) or name.start or {*rest} - {".", "!"}:
            return self._first_name_of(reading, name)
        if self._names.runs.is_surname(reading, name.start, name.end):
            if reading.situation.waits_for_payment and not reading.question:
                return [(0, GiveName(last_name=reading.text.written(name.start, name.end)))]
            return []  # «Gil Sanz» is nobody's first name
        if plain(name.first) == plain(reading.situation.first_name):
            return [(0, name.command())]
        nameless = [each.whom for each in reading.situation.group if each.whom and not each.name]
        return [(0, name.command(of=nameless[0]))] if len(nameless) == 1 else []

    @staticmethod
    def _first_name_of(reading: Reading, name: SaidName | None) -> list[tuple[int, Command]]:
        """«Teresa», when one comes along: hers, whose name is not known yet."""
        now = reading.situation
        others = [each.whom for each in now.group if each.whom and not each.name]
        others = others if now.group else [*now.companions]
        if name is None or name.last or name.end - name.start < len(reading.left_over()):
            return []
        return [(0, name.command(of=others[0]))] if len(others) == 1 else []

    def _own(self, reading: Reading, name: SaidName | None) -> list[tuple[int, Command]]:
        name = name and self._with_second(reading, name)
        if reading.question is Question.NAME_CHECK:
            return self._checked(reading, name)
        if name is not None and self._is_first_name_alone(reading, name):
            return [(name.start, GiveName(first_name=name.last))]
        return [(name.start, name.command())] if name else []

    def _with_second(self, reading: Reading, said: SaidName) -> SaidName:
        """«Yuliana Marcela»: two first names; the surnames are asked for later."""
        runs, last = self._names.runs, said.end - 1
        alone = said.first is not None and plain(said.last or "") == plain(
            reading.text.written(last, said.end)
        )
        given = reading.question in {Question.NAME, Question.NAME_CHECK} and alone
        if not (given and runs.is_first_name(reading, last)) or runs.is_surname(
            reading, last, said.end
        ):
            return said
        return replace(said, first=f"{said.first} {said.last}", last=None)

    def _is_first_name_alone(self, reading: Reading, said: SaidName) -> bool:
        """«Nuria», to "¿y tus apellidos, Laura?": it is nobody's surname."""
        runs = self._names.runs
        alone = reading.text.written(said.start, said.end)
        return (
            not said.first
            and plain(alone) == plain(said.last or "")
            and runs.is_first_name(reading, said.start)
            and not runs.is_surname(reading, said.start, said.start + 1)
        )

    def _of_third(
        self,
        reading: Reading,
        bare: SaidName | None,
        own: SaidName | None,
        others: Sequence[SaidName],
    ) -> list[tuple[SaidName, GiveName]]:
        """«soto leal, alex soto leal. y ella irene»: theirs, and the writer's beside it."""
        known = plain(reading.situation.first_name)
        writers = [own] if own else []
        same = bare is not None and plain(bare.first or "") == known
        if bare and same and (others or (own is None and not _may_be_called_alike(reading))):
            writers, bare = [*writers, bare], None
        if bare is not None and bare.last and others and _begins_with_other(reading, others[0]):
            writers, bare = [*writers, bare], None  # «Sandra López, y él es Iván»
        if bare is not None and bare.last and len(others) == 1 and not others[0].last:
            others = [bare]  # «Francisco Prieto Alba, Paco, mi marido»
        if bare and own and own.first is None and not bare.last and _is_surname(reading, own):
            writers, bare, own = [], replace(bare, last=own.last), None
        theirs = [*others] or ([bare, *self._names.and_more(reading, bare)] if bare else [])
        if own and len(others) == 1 and not others[0].last and _is_put(reading, own):
            # «se llama Unai pero el apellido no lo sé, pon Etxebarria»
            return [(each := replace(others[0], last=own.first), _unowned(each))]
        if bare is not None and others and not writers and self._names.is_surname(reading, bare):
            whole = " ".join(filter(None, (bare.first, bare.last)))
            writers = [replace(bare, first=None, last=whole)]
        theirs = [each for each in theirs if own is None or not each.overlaps(own)]
        stressed = own is not None and reading.text.word(own.start) == "yo"
        if not theirs and own and not stressed and plain(own.first or "") != known:
            writers, theirs = [], [own]
        several = len({each.of for each in theirs}) > 1
        said = [(each, each.command() if several else _unowned(each)) for each in _alike(theirs)]
        return [*said, *((each, each.command("yo")) for each in writers[:1])]

    def _checked(self, reading: Reading, name: SaidName | None) -> list[tuple[int, Command]]:
        """«sí, Laura Gómez» · «no, soy Carmen» · «Laura» · «no»."""
        known = plain(reading.situation.first_name)
        same = name is not None and name.first is not None and plain(name.first) == known
        if name is not None and known and plain(name.first or "").startswith(f"{known} "):
            return [(name.start, name.command())]
        if name is not None and not same and name.first:
            if known and self._names.runs.is_surname(reading, name.start, name.end):
                whole = " ".join(filter(None, (name.first, name.last)))
                return [(-1, Accept()), (name.start, GiveName(last_name=whole))]  # «Soto Ruiz»
            if reading.starts_with("yes") and not reading.has("no") and not known:
                return [(0, Accept())]
            return [(name.start, name.command())]
        seen = name is None and is_the_one_they_see(reading)
        reading.found = {} if seen and not reading.mentions else reading.found
        if same or seen or (reading.has("yes") and not reading.starts_with("no")):
            said: list[tuple[int, Command]] = [(-1, Accept())]
            if name is not None and name.last:
                said.append((name.start, GiveName(last_name=name.last)))
            return said
        return [(-1, Refuse())] if reading.starts_with("no") else []


def _alone_of(reading: Reading) -> str | None:
    """Of whom a name is said that is like the writer's; None when it can be nobody's."""
    if reading.question is Question.THIRD_NAME:
        return ""
    whom = reading.situation.companions
    return whom[0] if len(whom) == 1 else None


def _may_be_called_alike(reading: Reading) -> bool:
    """«Antonio Ruiz Pérez», whose son is called like him."""
    whom = reading.situation.companions
    return len(whom) == 1 and fold(whom[0]).split()[-1] in _BLOOD


_BLOOD = listed(
    "padre madre papa mama hijo hija niño niña nene nena chico chica abuelo abuela nieto nieta tio "
    "tia primo prima peque pequeño pequeña mayor bebe sobrino sobrina crio cria chaval"
)


def _for_oneself(
    reading: Reading, own: SaidName | None, named: Sequence[tuple[SaidName, GiveName]]
) -> list[tuple[int, Command]]:
    """«Fermín Aldana», nothing but his own name, to "¿cómo se llama tu mujer?": it is for him."""
    alone = own is None and len(named) == 1 and named[0][1].of == "yo"
    return [(0, LeaveOut(alone=True))] if alone and len(reading.situation.companions) == 1 else []


def _begins_with_other(reading: Reading, said: SaidName) -> bool:
    """«… y él es Iván», «… y ella Carmen»."""
    return said.of in {"el", "ella"} and reading.text.word(said.start - 1) in {"y", "e"}


def _is_surname(reading: Reading, said: SaidName) -> bool:
    """«Consuelo, y los apellidos García Mas»."""
    return "apellid" in reading.text.between(said.start, said.end)


def _is_a_place(said: SaidName) -> bool:
    """«soy de Burgos»: «de» is nobody's first name."""
    return fold(said.first or "") in ALONE_NO_NAME


def _is_put(reading: Reading, said: SaidName) -> bool:
    return not said.last and reading.text.word(said.start).startswith("pon")


def _is_other_business(reading: Reading) -> bool:
    """Words that are a wish or a question, not a name."""
    words = len([word for word in reading.text.words() if word.isalpha()])
    return (
        reading.asks
        or words > _LONG_ANSWER
        or reading.has("book", "cancel", "change", "price", "late")
    )


def _unowned(name: SaidName) -> GiveName:
    return GiveName(first_name=name.first, last_name=name.last)


def _alike(names: Sequence[SaidName]) -> list[SaidName]:
    """«leo y martina prado olmedo»: what is said once at the end is the surname of all."""
    family = names[-1].last if names else None
    return [replace(each, last=each.last or family) for each in names]
