"""Which of the named services are not wanted: «corte no», «nada de secado» (R37)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from atrevete_core.domain.catalogue import is_variant
from atrevete_core.domain.commands import AddServices, Command

from ..mention import Mention, is_verb
from ..reading import NamedStylist, Reading
from ..text.words import BREAK, Text, listed
from ..which_and_target import spoken_of
from .after_all import is_to_stay, stays_after_all
from .taking_out import OF_THAT_DAY, is_taken_out

_NEAR = 5
_ARTICLES = listed("el la los las mi mis")
_ONE = listed("un una unas unos")
#: Between the "no" and what it refuses.
_BEFORE_IT = listed("el la los las de del quiero me hago hare solo entonces ya porfa")
_MARKS = ([","], ["."], [BREAK])
_NO = listed(
    "deja dejamos dejo olvidate no sin quita quitame quitar quito quitas quitamos quitando "
    "ni tampoco olvida descarta"
)
_LEAVES = listed("deja dejame dejamos dejo dejad dejas dejais dejadme")
#: «no quiero corte», «no es tinte, son mechas», «nada de secado».
_DENIALS = (["no", "quiero"], ["no", "es"], ["no", "era"], ["no", "son"], ["no", "eran"],
            ["nada", "de"], ["no", "me"], ["no", "nos"])  # fmt: skip
_EXCEPT = listed("menos excepto salvo quitando exceptuando")
_RATHER = listed("mejor prefiero preferiria preferimos")
_ENDS_IT = listed(", . | mejor al solo ! quiero gracias que porque")
#: «la barba no me la toquéis», «la barba ni tocarla», «la barba me la dejo».
_KEPT = re.compile(
    r"(?:no|ni|tampoco) (?:\w+ ){0,3}?(?:toqu|toca|toco|hag|pong|quit|afeit|arregl|recort)\w*"
    r"|(?:me |te |nos )?(?:la|lo|las|los) (?:dejo|dejas|dejais|dejamos|respet\w+)(?! para)"
    r"|dejamel[aoe]s?|ni hablar|se quedan? (?:como|igual|asi)"
)
#: «el corte me lo hago en mi pueblo», «las cejas me las hice la semana pasada».
_ELSEWHERE = re.compile(
    r"(?:ya |que |ya que |luego )*(?:me |nos )(?:lo|la|los|las) "
    r"(?:(?:hag|doy|(?P<craft>cort|sec(?=o)|pein))\w*"
    r" (?:en (?:mi|casa|otr)|yo |a mi aire|sol[ao]|con otr|aqui al lado|por mi cuenta)"
    r"|(?:hice|hicieron|hizo) |(?:hace|hacen) (?:mi|una) )"
)
_UNTOUCHED = re.compile(
    r"(?:no|sin que) (?:me |nos |se )?(?:toqu|toca|arregl|afeit)\w*(?: ni)?(?: a)?$"
    r"|\bsin toca\w*$"
)
_OUT = listed(
    "fuera sobra sobran quitalo quitala quitamelo quitamela quitalos quitalas olvidalo olvidala "
    "eliminalo eliminala descartalo descartala"
)


def is_refused(reading: Reading, mention: Mention) -> bool:
    """«corte no», «sin corte», «al final no quiero corte», «en vez de corte»."""
    pair = _of_a_wrong_pair(reading, mention)
    if pair is not None:
        return pair
    if _stays_after_all(reading, mention) or is_to_stay(reading.text, mention):
        return False
    return (
        _is_denied_before(reading, mention)
        or (_is_left_alone(reading.text, mention) and not _stays_chosen(reading, mention))
        or _is_swapped(reading.text, mention)
        or _is_denied_after(reading.text, mention)
        or _is_denied_with_next(reading, mention)
        or is_taken_out(reading, mention)
    )


def _stays_after_all(reading: Reading, mention: Mention) -> bool:
    later = [each.start for each in reading.mentions if each.start >= mention.end]
    return stays_after_all(reading.text, mention, min(later, default=len(reading.text)))


def kept_after_all(reading: Reading) -> tuple[Command, ...]:
    """«quítame el secado… bueno no, déjalo»: what is chosen stays, and nothing else is said."""
    names = tuple(name for each in reading.mentions for name in each.names)
    chosen = {*names} <= {*reading.situation.services} and reading.when() is None
    stays = chosen and all(_stays_after_all(reading, each) for each in reading.mentions)
    return (AddServices(services=names),) if names and stays else ()


def _of_a_wrong_pair(reading: Reading, mention: Mention) -> bool | None:
    """«te dije corte y peinado, no corte y secado»: what is in both pairs stays."""
    near = [each for each in reading.mentions if abs(each.start - mention.start) <= _NEAR]
    for first, then in pairwise(near):
        at = first.start - 1 - (reading.text.word(first.start - 1) in _ARTICLES)
        joined = reading.text.words(first.end, then.start)
        if mention not in (first, then) or reading.text.word(at) != "no":
            continue
        if joined[:1] != ["y"] or {*joined[1:]} - _ARTICLES:
            continue
        wanted = {each.names for each in reading.mentions if each.end <= first.start}
        both = [each for each in (first, then) if each.names in wanted]
        if len(both) == 1:
            return mention not in both
    return None


def _stays_chosen(reading: Reading, mention: Mention) -> bool:
    """«cortar y el peinado los dejo igual», of what is chosen; but «la barba me la dejo igual»."""
    chosen = {*mention.names} & {*reading.situation.services}
    return bool(chosen) and "igual" in reading.text.words(mention.end, mention.end + _NEAR)


def _is_denied_before(reading: Reading, mention: Mention) -> bool:
    """«sin corte», «nada de secado», «limpieza de espalda (no la cera)»."""
    own = spoken_of(reading)
    draft = {*reading.situation.services, *(own.services if own else ())}
    before = reading.text.words(max(0, mention.start - 4), mention.start)
    if _not_only(reading.text, mention):
        return False
    near = [word for word in before if word not in _BEFORE_IT]
    if near and near[-1] in _LEAVES and _is_left(reading, mention, before):
        return False
    taken = bool(near) and near[-1].startswith("quit")  # «quítale el peinado a Nerea»
    if taken or (near and near[-1] in _NO and (set(mention.names) & draft or near[-1] != "no")):
        return True
    bracket = before[-2:-1] == ["no"] and before[-1] in _ARTICLES and before[-3:-2] in _MARKS
    if bracket or before[-3:-1] in _DENIALS or before[-2:] in _DENIALS:
        return True
    if (
        near
        and near[-1] == "no"
        and (is_verb(mention, reading.text) or _is_other_form(reading, mention))
    ):
        return True
    return bool(near) and (_is_instead(near) or _is_second_best(reading, mention, near))


def _not_only(text: Text, mention: Mention) -> bool:
    """«en vez de solo cortar, también las mechas», «no quiero solo el corte»: more is wanted, not
    less; but «quita solo el secado».
    """
    return bool(_NOT_ONLY.search(text.between(max(0, mention.start - _NEAR - 2), mention.start)))


_NOT_ONLY = re.compile(
    r"\b(?:(?:en (?:vez|lugar) de |no (?:quiero |queria |me hago |me hare |es |sea ))"
    r"(?:hacerme |quiero |el |la )*(?:solo|solamente|unicamente))(?: (?:el|la|los|las|un|una|de))*$"
)


def _is_other_form(reading: Reading, mention: Mention) -> bool:
    """«el maquillaje de una hora, no el express»: of one craft the form that is not wanted."""
    before = (each for each in reading.mentions if each.clear and each.end <= mention.start)
    return mention.clear and any(is_variant(mention.names[0], each.names[0]) for each in before)


def _is_instead(before: Sequence[str]) -> bool:
    """«en vez de corte», «menos el corte», «mejor que el barro, un óleo»; but «de una vez el
    corte», «a la vez el corte».
    """
    if [*before[-2:]] == ["mejor", "que"]:
        return True
    if before[-1] in _EXCEPT and before[-2:-1] in _ALL and _takes_out(before[-3:-2]):
        return False  # «quita todo menos el corte»: that stays
    exchanged = before[-1] in {"vez", "lugar"} and before[-2:-1] == ["en"]
    return exchanged or before[-1] in _EXCEPT


_ALL = (["todo"], ["todos"], ["todas"], ["nada"])


def _takes_out(words: Sequence[str]) -> bool:
    return any(word.startswith(_TAKES) or word == "no" for word in words)


def _is_second_best(reading: Reading, mention: Mention, near: Sequence[str]) -> bool:
    """«mejor el labio que las cejas», «prefiero labio antes que cejas»."""
    first = next((each for each in reversed(reading.mentions) if each.end <= mention.start), None)
    than = [word for word in near if word not in _ONE][-1:] == ["que"]
    if not than or first is None or mention.start - first.end > _NEAR:
        return False
    between = set(reading.text.words(first.end, mention.start))
    rather = _RATHER & set(reading.text.words(max(0, first.start - _NEAR), first.start))
    return bool(rather or "antes" in between) and between <= _ARTICLES | _ONE | {"que", "antes"}


def _is_left(reading: Reading, mention: Mention, before: Sequence[str]) -> bool:
    """«quítame el peinado, deja corte y óleo», «deja solo el corte»: that stays."""
    later = next((each for each in reading.mentions if each.start >= mention.end), None)
    between = reading.text.words(mention.end, later.start) if later else []
    several = between[:1] == ["y"] and {*between[1:]} <= _ARTICLES  # «deja corte y peinado»
    return several or "solo" in before or _takes_away(reading.text, mention.start)


def _takes_away(text: Text, before: int) -> bool:
    """«quítame el peinado, deja corte y óleo»: what is left is what is wanted."""
    return any(word.startswith(_TAKES) for word in text.words(0, before))


_TAKES = ("quit", "elimin", "sac", "anul", "cancel", "borr", "descart", "olvid")


def _is_left_alone(text: Text, mention: Mention) -> bool:
    """«la barba no me la toquéis», «la barba me la dejo», «no me toques la barba»."""
    before = text.words(max(0, mention.start - 4), mention.start)
    after = " ".join(text.words(mention.end, mention.end + 7))
    done = _ELSEWHERE.match(after)
    if done and (done["craft"] or "") in mention.names[0].casefold():
        return True
    said = " ".join(word for word in before if word not in _ARTICLES)
    kept = _KEPT.match(after)
    if kept and " dej" in f" {kept.group()}" and _takes_away(text, mention.start):
        return False  # «quita el moldeado; corte y peinado los dejo»
    return bool(kept or _UNTOUCHED.search(said))


def _is_denied_after(text: Text, mention: Mention) -> bool:
    """«corte no», «el secado al final fuera»."""
    after = text.words(mention.end, mention.end + 5)
    while after[:1] and after[0] in {"al", "final", "mejor", "ya"}:
        after = after[1:]
    if not after or after[0] in _OUT:
        return bool(after)
    return after[0] in {"no", "tampoco"} and (len(after) == 1 or after[1] in _ENDS_IT)


def _is_denied_with_next(reading: Reading, mention: Mention) -> bool:
    """«barro y peinado no», of two that were chosen; but «ponme barro, y peinado no»."""
    later = [each for each in reading.mentions if each.start >= mention.end]
    chosen = {*reading.situation.services, *reading.situation.choices}
    chosen |= {name for own in reading.situation.upcoming for name in own.services}
    both = [mention, *later[:1]]
    if len(both) == 1 or not all(chosen & {*each.names} for each in both):
        return False
    between = reading.text.words(mention.end, later[0].start)
    starts = reading.text.word(
        mention.start - 1 - (reading.text.word(mention.start - 1) in _ARTICLES)
    )
    joined = between[:1] == ["y"] and {*between[1:]} <= _ARTICLES
    return joined and starts in _BEGINS and _is_denied_after(reading.text, later[0])


_BEGINS = listed(", . | si no final lo") | {""}


#: «el barro cámbialo por agua lluvia», «el barro me lo cambias por un secado».
_SWAPPED_FOR = re.compile(r"(?:, )?(?:me |nos )?(?:(?:lo|la|los|las) )?(?:cambi|sustitu)\w+ por ")


#: «cambio el corte del jueves por unas mechas».
_BY = re.compile(rf"{OF_THAT_DAY}(?:por|x) (?!favor)")


def _is_swapped(text: Text, mention: Mention) -> bool:
    """«cámbiame los pies por unas cejas»."""
    before = text.words(max(0, mention.start - _NEAR), mention.start)
    verbs = any(word.startswith(("cambi", "sustitu", "camvi")) for word in before)
    if _SWAPPED_FOR.match(text.between(mention.end, mention.end + _NEAR)):
        return True
    by = _BY.match(text.between(mention.end, mention.end + _NEAR))
    return verbs and by is not None


_SAID_WRONGLY = listed(
    "decir dicho digo equivocado equivoque liado lie confundido confundi rectifico corrijo"
)


def says_it_anew(reading: Reading, first: Mention) -> bool:
    """«perdón, quise decir peinado»."""
    return any(
        each.end <= first.start and _SAID_WRONGLY & set(reading.text.words(each.start, each.end))
        for each in reading.spans("takes_back")
    )


_BUT_NOT = listed("no menos excepto salvo sin tampoco ni nunca quitando")
_WITH = listed(
    "con a el la de por quiero me pongas pongais ponga pongan sea que toque corte cortara atienda "
    "haga peine coja tiña lo nos"
)
_NOT_HIM = listed(", . ! ; por gracias que y esta eh hoy mejor si con prefiero ni porfa") | {
    "",
    BREAK,
}


def is_unwanted(named: NamedStylist, text: Text) -> bool:
    """«pero no con Harol», «con cualquiera menos Harol», «con Harol no, que…»."""
    before = named.start - 1
    while text.word(before) in _WITH:
        before -= 1
    if is_only_him(named, text):
        return False
    if text.word(before) in _BUT_NOT and text.word(before - 1) not in {"si", "o"}:
        return True
    if text.word(named.end) == "no" and text.word(named.end + 1) in _CANNOT:
        return bool(_SOMEBODY_ELSE.search(text.line))
    with_him = named.sure and text.word(named.end) == "no"
    return with_him and text.word(named.end + 1) in _NOT_HIM


def is_only_him(named: NamedStylist, text: Text) -> bool:
    """«sin Harol no quiero»."""
    return text.word(named.start - 1) == "sin" and text.word(named.end) in {"no", "nada", "ni"}


def is_exchanged(named: NamedStylist, text: Text, others: Sequence[NamedStylist]) -> bool:
    """«en vez de a las 12:30 con Pilar, a las 16:00 con Harol», «si Pilar no puede, con Harol»:
    not her any more.
    """
    before = text.words(max(0, named.start - _EXCHANGED), named.start)
    first = named.start - len(before)
    breaks = [at for at, word in enumerate(before) if word in _STOPS]
    breaks += [each.start - first for each in others if first <= each.start < named.start]
    begins = max(breaks, default=-1) + 1  # «en vez de Rosa me lo haga Marta»
    if _INSTEAD_OF & set(pairwise(before[begins:])):
        return True
    another = any(each.stylist is not named.stylist for each in others)
    if another and is_swapped_for_another(named, text):
        return True
    after = text.words(named.end, named.end + _CANNOT_BE)
    return another and after[:1] == ["no"] and after[1:2] != [] and after[1] in _CANNOT


def is_swapped_for_another(named: NamedStylist, text: Text) -> bool:
    """«cámbiame a Pilar por Marta», «quita a Pilar y pon a Marta»."""
    before = text.between(max(0, named.start - _NEAR), named.start)
    by = _HER_FOR.search(before)
    after = text.between(named.end, named.end + 2) + " "
    return by is not None and bool((_FOR_HIM if by["by"] else _AND_HIM).match(after))


_FOR_HIM, _AND_HIM = re.compile(r"(?:por|x) (?!favor)"), re.compile(r"[y,] (?:pon|met|dame|con)")
_HER_FOR = re.compile(
    r"\b(?:(?P<by>(?:cambi|sustitu|reemplaz)\w*)|(?:quit|sac)\w*)"
    r"(?: (?:mejor|la cita|la hora))?(?: (?:a|con|de|lo de|la de|el de))*(?: la| el)?$"
)


#: «con otro compañero, que Víctor no puede».
_SOMEBODY_ELSE = re.compile(
    r"\b(?:con|que sea|me (?:atienda|corte|peine|haga)) (?:otr[oa]|alguien|cualquier\w*|quien)\b"
    r"|\botr[oa] (?:compañer|peluquer|chic|profesional|estilista|persona|señorita)\w*\b"
)
_CANNOT = listed("puede tiene esta trabaja pueda podia viene libra")
_CANNOT_BE = 2
_INSTEAD_OF = {("vez", "de"), ("lugar", "de")}
_EXCHANGED = 9
_STOPS = frozenset({",", ".", "?", "!", BREAK})


def refused_later(mention: Mention, wanted: Sequence[Mention], dropped: Sequence[Mention]) -> bool:
    """«corte para mí… a mí al final no me cortéis»: named once, and taken back."""
    alike = [each for each in wanted if each.names == mention.names]
    return len(alike) == 1 and any(
        each.names == mention.names and each.start >= mention.end for each in dropped
    )
