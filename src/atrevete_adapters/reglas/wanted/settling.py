"""What leaves the draft, so that it ends as what the person last wanted (R37).

One rule for every change of mind: what is refused leaves («lluvia no»); what is said anew, or more
exactly, takes the place of what it was («agua tierra no: agua lluvia, y el barro que sea el
gold»); a free consultation takes the place of what it is to decide about. All else stays.
"""

import re
from collections.abc import Sequence

from atrevete_core.domain.catalogue import Catalogue

from ..mention import Mention, stem
from ..reading import Reading
from ..services.spoken import spoken_of_before
from ..services.variants import same_thing
from ..temporal.items import Sign
from ..text.words import BREAK, listed
from .only_asked import is_only_asked
from .refusing import says_it_anew

_MORE = listed("tambien ademas suma añade añademe mas + aparte")
_AND = listed("y e mas + tambien ademas")
#: «agua tierra, no lluvia», «la radio fuera»: between a "no" and a part of a name.
_THE = listed("el la los las de del quiero era es")
_ENDS = listed(", . ! ? | ; y") | {BREAK, ""}


def leaves(
    reading: Reading,
    wanted: Sequence[Mention],
    dropped: Sequence[Mention],
    draft: Sequence[str],
) -> tuple[str, ...]:
    """Services of the draft, or of what was asked about, that are not wanted any more."""
    named = {name for each in wanted if each.clear for name in _services(each, reading)}
    refused = [
        name
        for each in dropped
        for name in _meant(each, reading, draft)
        if (name in draft or reading.has("usual")) and name not in named
    ]
    refused += [
        name
        for each in reading.taken_back  # «tinte no, la permanente», when the lashes' is chosen
        if not each.clear
        for name in _with_words(reading.text.words(each.start, each.end), draft)
        if name not in named
    ]
    refused += [name for name in _refused_by_a_part(reading, draft) if name not in named]
    joins = any(each.whom for each in reading.people) and not reading.instead
    if not wanted or joins:
        return tuple(dict.fromkeys(refused))
    first = min((each.start for each in wanted), default=0)
    swapped = any(each.end <= first for each in dropped)  # «en vez del peinado solo un secado»
    if not swapped and says_all(reading, wanted, draft):
        more = tuple(name for name in draft if name not in named)
    else:
        change = _said_better if dropped or refused else _replaced
        more = change(reading, wanted, draft)
    return tuple(dict.fromkeys((*refused, *more)))


def last_wanted(reading: Reading, wanted: Sequence[Mention]) -> list[Mention]:
    """«el Barro Gold… ay no sé, mejor la consulta gratis primero»: not the first any more."""
    start = max((each.start for each in wanted if _is_rather(reading, each, wanted)), default=0)
    return [each for each in wanted if each.start >= start]


def _is_rather(reading: Reading, mention: Mention, wanted: Sequence[Mention]) -> bool:
    before = mention.start - 1
    while reading.text.word(before) in _ONE:
        before -= 1
    ends = [each.end for each in wanted if each.end <= mention.start]
    doubts = set(reading.text.words(max(ends), before)) if ends else set()
    return reading.text.word(before) in {"mejor", "prefiero"} and bool(_DOUBTS & doubts)


_ONE = listed("el la los las un una unas solo primero antes")
_DOUBTS = listed("no ay uf uy espera bueno pensandolo mira")


def _services(mention: Mention, reading: Reading) -> tuple[str, ...]:
    if mention.is_pack:
        return services_of_pack(reading.situation.catalogue, mention.names[0])
    return mention.names


def _meant(mention: Mention, reading: Reading, draft: Sequence[str]) -> tuple[str, ...]:
    """The service of the draft that a refused word means: «el tinte suelto no»."""
    if mention.is_pack:
        return services_of_pack(reading.situation.catalogue, mention.names[0])
    inside = tuple(name for name in mention.names if name in draft)
    if inside or mention.clear:
        return inside or mention.names[:1]
    return _with_words(reading.text.words(mention.start, mention.end), draft) or mention.names[:1]


def _with_words(words: Sequence[str], draft: Sequence[str]) -> tuple[str, ...]:
    """The only one in the draft whose name has these words."""
    said = {stem(word) for word in words}
    fitting = tuple(name for name in draft if said <= _stems(name))
    return fitting if len(fitting) == 1 else ()


def _refused_by_a_part(reading: Reading, draft: Sequence[str]) -> tuple[str, ...]:
    """«…agua tierra, no lluvia»: a word that only one of the draft has, and nothing named has."""
    words = [*reading.text.words(), ""]
    taken = {at for each in reading.mentions for at in range(each.start, each.end)}
    gone: list[str] = []
    for at, word in enumerate(words):
        if word != "no":
            continue
        after = at + 1
        while words[after] in _THE:
            after += 1
        alone = after not in taken and words[after] and words[after + 1 : after + 2] in _LAST
        if alone and after < len(words) - 1:
            gone += _with_words([words[after]], draft)
    return tuple(gone)


_LAST = [[each] for each in _ENDS]


def _replaced(reading: Reading, wanted: Sequence[Mention], draft: Sequence[str]) -> tuple[str, ...]:
    """Services of the draft that what is said now takes the place of."""
    names = {name for each in wanted if each.clear for name in each.names}
    if not draft or names & set(draft) == names:
        only = names and (_says_only(reading, wanted) or _ENOUGH.search(reading.text.line))
        return tuple(name for name in draft if name not in names) if only else ()
    first = wanted[0]
    before = reading.text.words(max(0, first.start - 5), first.start)
    instead = reading.has("instead") or (len(draft) == 1 and says_it_anew(reading, first))
    consults = _is_free(reading, names) and not _AND & set(before)
    better = _said_better(reading, wanted, draft)
    only = {"solo", "solamente", "unicamente"} & set(reading.text.words())
    other_form = bool(better) and not only  # «mejor el peinado largo», of two things
    said_more = bool(_ALSO & {*reading.text.words()}) if consults else reading.has("also")
    if (instead or consults) and not (other_form or said_more or "y" in before[-1:]):
        return tuple(name for name in draft if name not in names)
    return better


def _says_only(reading: Reading, wanted: Sequence[Mention]) -> bool:
    """«solo el corte», «el corte solo, gracias»; not «el corte solo las puntas», «me quedo con la
    primera, y el peinado…», «¿solo el corte son 40 minutos?».
    """
    text = reading.text
    if any(text.word(each.end) in _TELLS_OF_IT and text.word(each.end + 1) != "lo"
           for each in wanted):  # fmt: skip
        return False
    for said in (each for each in reading.spans("only") if text.word(each.end - 1) != "sin"):
        later = [
            each.start
            for each in wanted
            if each.start >= said.end and not _is_said_again(each, said.start, wanted)
        ]
        before = bool(later) and {*text.words(said.end, min(later))} <= _LIGHT
        after = any(each.end == said.start for each in wanted) and text.word(said.end) in _THEN
        close = text.word(said.start) in _MUST_BE_CLOSE
        if before or after or not close:
            return True
    return False


def _is_said_again(mention: Mention, before: int, wanted: Sequence[Mention]) -> bool:
    """«el corte, solo las puntas»: how it is to be done."""
    return any(o.names == mention.names and 0 <= before - o.end <= 1 for o in wanted)


_TELLS_OF_IT = listed("son es dura duran cuesta cuestan vale valen sale salen tarda tardan lleva")
#: Of these it counts where they stand: «solo puedo a las 5» is no «solo el corte».
_MUST_BE_CLOSE = listed("solo solamente unicamente tan nomas me nos")
_LIGHT = listed(
    "el la los las lo un una unos unas de del quiero querria queria me nos haz hazme ponme seria "
    "sea que con para mi hare hago haria hacer hacerme por hoy esta vez ahora , voy a vamos es "
    "necesito entonces dejame deja dejo quedo quedar quedarme al final viernes jueves"
)
_THEN = _ENDS | listed("gracias porfa por el a para con vale que")


#: With a free consultation a mere «y» goes on about it: «…y me aclaráis allí».
_ALSO = listed("tambien ademas aparte añade añademe")


def _is_free(reading: Reading, names: set[str]) -> bool:
    """«mejor la consulta gratuita»: it is to decide about what was chosen."""
    services = [reading.situation.catalogue.named(name) for name in names]
    return bool(services) and all(each is not None and not each.price for each in services)


def _said_better(
    reading: Reading, wanted: Sequence[Mention], draft: Sequence[str]
) -> tuple[str, ...]:
    """«el barro que sea el gold», «(las ingles) que sean brasileñas»: nobody has both. «Otro» is
    one more.
    """
    exact = [
        name
        for each in wanted
        if each.clear
        and not {"otro", "otra"} & set(reading.text.words(max(0, each.start - 5), each.start))
        for name in each.names
    ]
    so = [
        name.split()[0]
        for each in wanted
        if each.clear and _BE_SO.search(reading.text.between(max(0, each.start - 4), each.start))
        for name in each.names
    ]
    return tuple(
        old
        for old in draft
        if old not in exact and (any(same_thing(new, old) for new in exact) or old.split()[0] in so)
    )


_BE_SO = re.compile(r"\bque (?:me |nos )?(?:la |las |lo |los )?sean?(?: el| la| los| las)?$")


def other_forms(reading: Reading, names: Sequence[str]) -> tuple[str, ...]:
    """«y con bioterapia también», of a manicure that is chosen without."""
    if {"otro", "otra", "ambos", "ambas"} & set(reading.text.words()):
        return ()
    before = spoken_of_before(reading)
    return tuple(old for old in before if any(same_thing(new, old) for new in names))


def says_all(reading: Reading, wanted: Sequence[Mention], draft: Sequence[str]) -> bool:
    """Whether these services are all that is wanted: «solo corte y barro», «en resumen: corte y
    color»; or some of them named again, beside others, with their day.
    """
    names = {name for each in wanted if each.clear for name in _services(each, reading)}
    line = f" {reading.text.line} "
    more = _MORE & {*line.replace(" nada mas ", " ").split()}
    chosen = reading.situation.services  # else nothing was decided yet
    asked = any(is_only_asked(reading, each) for each in wanted) if chosen else reading.asks
    if not names or not all(each.clear for each in wanted) or asked or more:
        return False
    if _REST_STAYS.search(line):
        return False
    first = min(wanted, key=lambda each: each.start)
    before = reading.text.between(max(0, first.start - _FAR), first.start)
    if _ONLY_THESE.search(before) or _ENOUGH.search(line) or _says_rest_out(reading):
        return True
    dated = any(not isinstance(each.values[0], Sign) for each in reading.items)
    dated = dated or bool(_SO.search(before))
    again = bool(names & {*draft}) and len(names) > 1 and dated
    return again and not (reading.people or _ADDED.search(before))


def left_of_own(
    reading: Reading, wanted: Sequence[Mention], had: Sequence[str], *, spoken_of: bool
) -> tuple[str, ...]:
    """«quita todo menos el corte», of an appointment: what it is to have no more."""
    names = {name for each in wanted for name in each.names}
    only = says_all(reading, wanted, ()) and (spoken_of or _says_rest_out(reading))
    return tuple(name for name in had if name not in names) if only and names < {*had} else ()


def _says_rest_out(reading: Reading) -> bool:
    return reading.has("sums_up") or bool(_REST_OUT.search(f" {reading.text.line} "))


_FAR = 6
_ONLY_THESE = re.compile(
    r"(?:^| )(?:solo|solamente|unicamente|nomas|me quedo con|nos quedamos con"
    r"|(?:quedate|quedaos|quedese|quedaros) con|dejame|deja|dejad|dejeme)"
    r"(?: (?:quiero|queria|me|hago|hare|haria|hazme|ponme|el|la|los|las|un|una|unas))*$"
)
#: «entonces corte y secado», when the corte is chosen already.
_SO = re.compile(
    r"(?:^| )(?:entonces|total|o sea|al final)"
    r"(?: (?:,|que|seria|serian|es|son|me haria|el|la|los|las|un|una|unas|quiero|hazme|ponme))*$"
)
#: «y corte y barro el viernes» joins what is there.
_ADDED = re.compile(r"(?:^| )(?:y|e|mas|con)(?: (?:el|la|los|las|un|una|ponme|me pones|quiero))*$")
_OUT = r"(?:quit|sac|borr|elimin|anul|olvid|descart|cancel)\w*"
_REST_STAYS = re.compile(
    r" (?:lo demas|lo otro|el resto|los demas|las demas) (?:\w+ ){0,2}?"
    r"(?:igual|como esta\w*|lo mismo|se quedan?|si|dej\w+|bien)(?= )"
)
#: «lo demás quítalo», «quítame todo y deja el corte», «quita todo menos el corte».
_REST_OUT = re.compile(
    rf" (?:lo demas|lo otro|el resto|los demas|las demas) (?:ya |todo |mejor |me )*"
    rf"(?:no|nada|fuera|sobran?|{_OUT})(?= )"
    rf"| {_OUT} (?:de )?(?:todo|lo demas|lo otro|el resto|lo anterior|lo de antes|lo dicho)(?= )"
)
#: «el corte y ya», «corte nada más»; not «y ya te digo…».
_ENOUGH = re.compile(
    r" (?:y ya|y ya esta|y listo|nada mas|y fin|y punto|y se acabo)"
    r"(?= [,.!|]| (?:porfa|por favor|plis|gracias) | *$)"
)


def services_of_pack(catalogue: Catalogue, pack_name: str) -> tuple[str, ...]:
    """What the pack holds."""
    pack = catalogue.pack_named(pack_name)
    return tuple(catalogue.service(each).name for each in pack.services) if pack else ()


def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, name.casefold().replace("+", " ").split()))
