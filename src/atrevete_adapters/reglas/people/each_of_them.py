"""What each of several who come together wants instead: «a mí quítame el secado», «Olivia mejor un
corte», «las dos también cejas» (R27, R37).

Whatever is said of one of them is read as if only they came; then it is told whose it is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from atrevete_core.domain.catalogue import is_variant
from atrevete_core.domain.commands import AddServices, Book, Command, DropServices
from atrevete_core.ports.language_model import Coming, Question

from ..mention import Mention
from ..reading import Person, Reading
from ..text.notation import Found
from ..text.words import fold, listed
from ..wanted.refusing import is_refused

Said = list[tuple[int, Command]]

#: The writer, in `AddServices.of`.
_WRITER = "yo"
_ALL = re.compile(
    r"\b(?:(?<!a )(?:las|los) (?:dos|tres)(?! (?:cosas|horas|de la|y |a la|al mismo|junt|el |por ))"
    r"|ambas|ambos|cada un[ao]"
    r"|a todas|a todos|todas|todos nosotros|nos (?:pon|añad|quit|hac|sum|apunt)\w*"
    r"|(?:pon|añad|quit|haz|sum|apunt|apuntad|poned|añadid|quitad)\w*nos)\b"
)
_KEEPS = re.compile(
    r"^(?:(?:,|que|se|lo|la|las|los|todo|pues|con|su|mi|ella|el|sigue|sigo|siga|queda|quedo|quede|me"
    r"|mantiene|mantengo|deja|dejo|va|voy|quiero|quiere) )*"
    r"(?:(?:igual|lo mismo)(?! que (?:yo|ella|el|mi|a mi|la|las|los|tu))"
    r"|lo mio|lo suyo|lo nuestro|sigo|sigue|siga"
    r"|como (?:esta|estaba|te|dije|dijimos|ya|teniamos|tenia|quedamos|habiamos)|tal cual"
    r"|mantengo|mantiene|no cambi\w+|lo (?:de antes|que te dije|que tenia|que ya|dicho|que dije))"
    r"(?: |$)"
)
_TOO = listed("tambien igual mismo misma")
_LIGHT = listed(
    "me te se le a al un una unos unas el la los las de para con solo quiero quiere hago hace "
    "pongo pon ponme que , : pues mejor mi querria queria solamente haria lo apunta apuntame coge "
    "dame"
)
_NEAR, _CLOSE = 6, 3


def drop_those_who_keep(reading: Reading) -> None:
    """«se viene mi hermana, ella peinado; yo sigo con el pack»: nothing new is for the writer."""
    if not reading.situation.services:
        return
    known = {"", *reading.situation.companions, *(each.whom for each in reading.situation.group)}
    kept = [each for each in reading.people if each.whom in known and _keeps(reading, each)]
    for each in kept:
        start, end = each.start, reading.clause(each.start)[1]
        reading.mentions = [
            one for one in reading.mentions
            if not (one.is_pack and start <= one.start < end and one.start - start <= _NEAR)
        ]  # fmt: skip
    joins = any(each.whom for each in reading.people) and not reading.situation.group
    reading.people = [
        each
        for each in reading.people
        if each not in kept
        and (each.whom or not (joins and reading.mentions) or wants_own(reading, each))
    ]


def _keeps(reading: Reading, person: Person) -> bool:
    after = reading.text.between(person.end, person.end + _NEAR) + " "
    named = [
        each
        for each in reading.mentions
        if 0 <= each.start - person.end < _NEAR and not each.is_pack
    ]
    return not named and _KEEPS.match(after) is not None


def wants_own(reading: Reading, person: Person) -> bool:
    """«yo corte», «para mí unas mechas»; not «conmigo», «a la misma hora que yo»."""
    text = reading.text
    if _TOO & set(text.words(person.end, person.end + 2)):
        return True
    before = any(
        each.end <= person.start and set(text.words(each.end, person.start)) <= {"para", "a"}
        for each in reading.mentions
    )
    return before or any(
        person.end <= each.start and set(text.words(person.end, each.start)) <= _LIGHT
        for each in reading.mentions
    )


def in_company(reading: Reading, said_alone: Callable[[Reading], Said]) -> Said | None:
    """The changes of those of whom something is said; None when it is no change of theirs.

    `said_alone`: what the words mean for one person.
    """
    group = reading.situation.group
    if not group or not reading.mentions:
        return None
    known = {each.whom: each for each in group}
    named = list(dict.fromkeys(each.whom for each in reading.people))
    joins = named == [""] and "" not in known  # the writer, beside those who were told of
    if len(named) > 1 or not (joins or {*named} <= {*known}):
        return None
    if _only_says_again(reading) and not joins:
        return []
    if named:
        meant = [known.get(named[0], Coming())]
    elif _ALL.search(reading.text.line) or _is_for_all(reading, group):
        meant = [*group]
    else:
        meant = [each for each in (_whose(reading, group),) if each]
    return [each for one in meant for each in _of_one(reading, one, said_alone)] if meant else None


def _only_says_again(reading: Reading) -> bool:
    """«los dos a la vez: corte yo y corte de niño él»: as it is."""
    everything = {name for each in reading.situation.group for name in each.services}
    said = [{*each.names} & everything for each in reading.mentions]
    differs = (_TOO | {"solo", "solamente"}) & set(reading.text.words())
    refused = any(is_refused(reading, each) for each in reading.mentions)
    if any(not each.whom for each in reading.situation.group) or reading.people:
        return len(said) > 1 and all(said) and not (differs or refused)
    roots = {name[:3] for name in everything}
    alike = all({name[:3] for name in each.names} & roots for each in reading.mentions)
    return alike and not (differs or refused)


def _is_for_all(reading: Reading, group: Sequence[Coming]) -> bool:
    """«corte», when nobody has told what they want; «el largo», when all want a peinado."""
    shared = {each.services for each in group}
    if len(shared) != 1 or reading.people or {"me", "mi", "yo"} & {*reading.text.words()}:
        return False
    if not any(each.services or each.unclear for each in group):
        return True
    [theirs] = shared
    named = [name for each in reading.mentions if each.clear for name in each.names]
    finer = [one for one in named if any(is_variant(one, name) for name in theirs)]
    return bool(finer) and all(each.clear for each in reading.mentions)


def _whose(reading: Reading, group: Sequence[Coming]) -> Coming | None:
    """Whoever has what is refused; else the writer, who speaks. Nobody when all is theirs already:
    «corte y peinado, sí» only names it again.
    """
    waiting = [each for each in group if not (each.services or each.unclear)]
    if waiting and reading.question is Question.SERVICE:
        return waiting[0]  # of whom Maite has just asked
    refused = {
        name for each in reading.mentions if is_refused(reading, each) for name in each.names
    }
    having = [each for each in group if refused & set(each.services)]
    writer = next((each for each in group if not each.whom), None)
    if refused and writer not in having and len(having) == 1:
        return having[0]
    if refused:
        return writer if writer in having and len(having) == 1 else None
    everything = {name for each in group for name in each.services}
    new = [each for each in reading.mentions if not everything & set(each.names)]
    return writer if new else None


def _of_one(reading: Reading, one: Coming, said_alone: Callable[[Reading], Said]) -> Said:
    own = replace(
        reading,
        situation=replace(
            reading.situation,
            services=one.services,
            group=(),
            choices=(),
            companions=(one.whom,) if one.whom else (),
        ),
        people=[],
        mentions=[_as_theirs(each, one) for each in reading.mentions],
        found={
            **reading.found,
            "for_two": [],
            "group": [],
            "how_many": [],
            "also": [each for each in reading.spans("also") if _joins_service(reading, each)],
        },
    )
    return [(place, _told_of(command, one)) for place, command in said_alone(own)]


def _joins_service(reading: Reading, also: Found[str]) -> bool:
    """«…solo un secado y Nerea lo mismo»: that "y" adds nothing."""
    near = range(also.end, also.end + _CLOSE)
    alone = reading.text.between(also.start, also.end) in {"y", "e"}
    return not alone or any(each.start in near for each in reading.mentions)


def _as_theirs(mention: Mention, one: Coming) -> Mention:
    """«quítale el corte», when hers is the child's."""
    if set(mention.names) & set(one.services) or mention.is_pack:
        return mention
    root = fold(mention.names[0])[:4]
    same = [name for name in one.services if fold(name)[:4] == root]
    words = {fold(each)[:4] for name in mention.names for each in name.split()}
    alike = len(same) == 1 and len(words) == 1
    return replace(mention, names=(same[0],)) if alike else mention


def _told_of(command: Command, one: Coming) -> Command:
    if isinstance(command, AddServices | DropServices):
        return command.model_copy(update={"of": one.whom or _WRITER})
    if isinstance(command, Book):
        return command.model_copy(
            update={
                "for_whom": one.whom or None,
                "for_name": one.name or None if one.whom else None,
            }
        )
    return command


def added_to_theirs(reading: Reading, said: Said) -> Said:
    """«pon a Olivia un secado más y a mí un barro además del corte»: beside what is theirs."""
    group = {each.whom: each for each in reading.situation.group}
    if not group or not _MORE & set(reading.text.words()):
        return said
    return [(place, _beside(command, group)) for place, command in said]


def _beside(command: Command, group: Mapping[str, Coming]) -> Command:
    if not isinstance(command, Book) or command.unclear or not command.services:
        return command
    one = group.get(command.for_whom or "")
    if one is None:
        return command
    new = tuple(name for name in command.services if name not in one.services)
    return AddServices(services=new or command.services, of=one.whom or _WRITER)


_MORE = listed("ademas añade añadele añademe añadenos suma sumale encima aparte mas")
