"""Whether a pack is taken: the answer to it, and second thoughts (R9)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskAboutServices,
    Book,
    ChoosePack,
    Command,
    DropServices,
    Refuse,
)
from atrevete_core.ports.language_model import Question

from ..mention import Mention
from ..reading import Reading
from ..services.spoken import of_draft
from ..wanted.refusing import is_refused

_OPENERS = frozenset({"vale", "ok", "bien", "venga", "bueno", "claro"})
#: What says which services are wanted.
_OF_SERVICES = (Book, AddServices, DropServices)


def pack(reading: Reading) -> list[tuple[int, Command]]:
    """The pack, or only what was asked for."""
    if other := _other_half(reading):
        return [(-1, Refuse()), (0, Book(services=other))]
    command = _last_word(reading) or _pack_answer(reading)
    return [(0, command)] if command else []


def _other_half(reading: Reading) -> tuple[str, ...]:
    """«el pack pero sin las mechas», when the mechas were asked for: only the rest of it."""
    draft, extra = {*reading.situation.services}, _pack_extra(reading)
    gone = {name for each in reading.mentions if is_refused(reading, each) for name in each.names}
    return tuple(extra) if draft and gone >= draft and extra and not gone & extra else ()


def without_halves(
    reading: Reading, wanted: Sequence[Mention], dropped: Sequence[Mention]
) -> list[Mention]:
    """«el pack de mechas y corte, pero sin las mechas»: what is left of it, and no pack."""
    gone = {name for each in dropped for name in each.names}
    held = {each.name: each.services for each in reading.situation.catalogue.packs}
    left: list[Mention] = []
    for each in wanted:
        services = held.get(each.names[0], ()) if each.is_pack else ()
        names = [reading.situation.catalogue.service(one).name for one in services]
        if gone & {*names}:
            rest = [name for name in names if name not in gone]
            left += [replace(each, names=(name,), is_pack=False) for name in rest]
        else:
            left.append(each)
    return left


def _pack_answer(reading: Reading) -> Command | None:
    named = next((each for each in reading.mentions if each.is_pack), None)
    only = reading.has("only") and not reading.has("pack")
    declined = reading.starts_with("no") or only or "sin" in reading.text.words()
    declined = (declined and not _rather_the_pack(reading)) or refuses_pack(reading)
    if named is not None and not declined:
        return ChoosePack(pack=named.names[0])
    if declined or reading.has("none"):
        return Refuse()
    if reading.asks and reading.has("what_is", "duration") and not reading.has("yes"):
        return None
    if reading.has("pack"):
        return ChoosePack()
    if reading.has("yes"):
        return None if _only_goes_on(reading) else Accept()
    return Refuse() if reading.has("any") else _pack_by_services(reading)


def _last_word(reading: Reading) -> Command | None:
    """«solo mechas… no, espera, el pack mejor»: of two answers the later one."""
    if _agrees_after_all(reading):
        return ChoosePack()
    for mark in reversed(reading.spans("takes_back")):
        words = set(reading.text.words(mark.end))
        if any(each.start >= mark.end for each in reading.spans("pack")):
            return None if _REFUSES & words else ChoosePack()
        if _ONLY & words and any(each.end <= mark.start for each in reading.spans("pack")):
            return Refuse()
    return None


def _agrees_after_all(reading: Reading) -> bool:
    """«no no, solo mechas… ¿con el corte son 80? venga, el pack entonces»."""
    last = max(reading.spans("pack"), key=lambda each: each.end, default=None)
    if last is None:
        return False
    before = set(reading.text.words(max(0, last.start - 4), last.start))
    after = set(reading.text.words(last.end))
    return bool(before & _AGREES) and not (before | after) & (_REFUSES | _ONLY)


_AGREES = frozenset({"venga", "vale", "va", "si", "dame", "ponme", "mejor", "entonces"})
_REFUSES = frozenset({"no", "sin", "ni", "nada"})
_ONLY = frozenset({"solo", "solamente", "unicamente", "sin"})


def _rather_the_pack(reading: Reading) -> bool:
    """«no, mejor el pack»."""
    return any(
        {"mejor", "prefiero"} & set(reading.text.words(max(0, each.start - 3), each.start))
        for each in reading.spans("pack")
    )


def refuses_pack(reading: Reading) -> bool:
    """«el pack no», «de pack nada», «el corte no lo necesito»."""
    text = reading.text
    after = {*(each.end for each in reading.spans("pack")), *(e.end for e in reading.mentions)}
    for end in after:
        words = text.words(end, end + _SOON)
        while words and words[0] in {"ahora", "al", "final", "me", "de", "momento", "mejor", "la"}:
            words = words[1:]
        if words[:1] in (["no"], ["nada"], ["paso"]):
            return True
    for each in reading.spans("pack"):
        before = text.between(max(0, each.start - 3), each.start)
        if {"no", "nada", "sin", "ni", "tampoco"} & set(before.rpartition(",")[2].split()):
            return True
    return False


_SOON = 5


def with_pack(said: list[tuple[int, Command]], reading: Reading) -> list[tuple[int, Command]]:
    """«al final el pack, no las mechas solas»: it says all about the services."""
    chosen = pack_after_all(reading)
    if not chosen:
        return said
    return [*(each for each in said if not isinstance(each[1], _OF_SERVICES)), *chosen]


_ALONE = frozenset({"sola", "solas", "solo", "sueltas", "suelta"})


def pack_after_all(reading: Reading) -> list[tuple[int, Command]]:
    """«bueno sí, el pack», once it was refused; «el pack no, mechas solas», once it was taken."""
    catalogue, draft = reading.situation.catalogue, set(reading.situation.services)
    if "pack" not in reading.text.words() or not draft or reading.question is Question.PACK:
        return []
    holding = [
        (each.name, {catalogue.service(one).name for one in each.services})
        for each in catalogue.packs
    ]
    if refuses_pack(reading):
        wanted = [each for each in reading.mentions if not is_refused(reading, each)]
        named = {name for each in wanted for name in of_draft(each, reading).names}
        both = [held for _, held in holding if held <= draft and named < held and named]
        gone = [name for name in reading.situation.services if both and name in both[0] - named]
        return [(0, DropServices(services=tuple(gone)))] if gone else []
    less = [
        each  # «quítame el corte del pack»; but «el pack, no las mechas solas»
        for each in reading.mentions
        if is_refused(reading, each)
        and not _ALONE & {*reading.text.words(each.start, each.end + 1)}
    ]
    takes = not (reading.asks or less)
    return [*pack_with(reading, draft)] if takes else []


def pack_with(reading: Reading, services: Collection[str]) -> list[tuple[int, ChoosePack]]:
    """«apúntame el pack»: the only one that holds what is spoken of."""
    catalogue, wanted = reading.situation.catalogue, {*services}
    if not wanted or "pack" not in reading.text.words():
        return []
    fitting = [
        each.name
        for each in catalogue.packs
        if wanted <= {catalogue.service(one).name for one in each.services}
    ]
    return [(0, ChoosePack(pack=fitting[0]))] if len(fitting) == 1 else []


def packs_asked(reading: Reading) -> list[tuple[int, Command]]:
    """«¿tenéis algún pack?», when nothing is spoken of: all that there are; «¿y en pack?», of
    what is chosen: the one that holds it.
    """
    spoken = reading.mentions or reading.situation.choices
    said = next((at for at, word in enumerate(reading.text.words()) if word[:4] == "pack"), None)
    if spoken or said is None or not reading.asks:
        return []
    names = tuple(each.name for each in reading.situation.catalogue.packs)
    if draft := reading.situation.services:
        names = tuple(each.pack for _, each in pack_with(reading, draft) if each.pack)
    return [(said, AskAboutServices(services=names))] if names else []


def asked_or_taken(
    reading: Reading, pack: Sequence[tuple[int, ChoosePack]]
) -> list[tuple[int, Command]]:
    """«¿y el pack?», «el pack entonces», of services whose price was told."""
    if refuses_pack(reading):
        return []
    names = [each.pack for _, each in pack if each.pack]
    return [(0, AskAboutServices(services=tuple(names)))] if names and reading.asks else [*pack]


def _only_goes_on(reading: Reading) -> bool:
    """«vale, pues el viernes a las 5» takes up the word; it is no yes to the dearer of two."""
    said = {reading.text.word(each.start) for each in reading.spans("yes")}
    return bool(reading.items) and said <= _OPENERS


def _pack_by_services(reading: Reading) -> Command | None:
    """«con el corte también» takes it; «mechas» alone does not."""
    draft = set(reading.situation.services)
    mentioned = {name for each in reading.mentions if not each.is_pack for name in each.names}
    others = mentioned - draft
    if others and others <= _pack_extra(reading):
        return ChoosePack()
    return Refuse() if mentioned and mentioned <= draft else None


def _pack_extra(reading: Reading) -> set[str]:
    """Services that the packs on offer add to the draft."""
    catalogue = reading.situation.catalogue
    draft = set(reading.situation.services)
    return {
        catalogue.service(each).name
        for pack_ in catalogue.packs
        for each in pack_.services
        if draft & {catalogue.service(one).name for one in pack_.services}
    } - draft
