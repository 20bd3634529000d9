"""Words that name services."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from atrevete_core.domain.catalogue import is_variant

from .text.words import Text, listed

EXACT, ALIAS, PART = 1.0, 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one service, or several between which Maite must ask."""

    start: int
    end: int
    names: tuple[str, ...]
    #: 1 is the catalogue's own name; below 0.5 nothing is taken for granted.
    confidence: float
    is_pack: bool = False

    @property
    def clear(self) -> bool:
        return len(self.names) == 1


#: Between a craft and what it is done to: «cera de cejas», «las axilas, con cera».
_BINDS = frozenset({"de", "del", "en", "a"})
_BINDING = _BINDS | {"con"} | {"el", "la", "los", "las", ",", "|", ":", "mi", "mis", "y"}


_TO_WHOM = listed("me te nos le les")


def is_no_service(mention: Mention, text: Text) -> bool:
    """«ya la he recogido del colegio»: that is done; «el niño sale de inglés»: a class."""
    if "se" in text.words(max(0, mention.start - 1), mention.start + 1) and _AT_THE_SALON & set(
        text.words(mention.end, mention.end + 3)
    ):
        return True  # «mi vecina, que se peina con vosotras»
    me = mention.start if text.word(mention.start) in _TO_WHOM else mention.start - 1
    if text.word(me) in _TO_WHOM and text.word(me - 1) == "quien":
        return True  # «me da igual quién me corte»
    told = _is_others(mention, text) and not _COMPARES.search(text.line)
    if told or _is_a_class(mention, text):
        return True
    if text.word(mention.end - 1) in _IS_CUT and _OFF & set(
        text.words(max(0, mention.start - _NEAR), mention.end + _NEAR)
    ):
        return True  # «se corta la llamada»
    if mention.end != mention.start + 1:
        return False
    return text.word(mention.start - 1) in _HAVE


#: «mi vecina se hizo el óleo y mi nuera la cultura de color, ¿qué diferencia hay entre los dos?»
_COMPARES = re.compile(
    r"\bdiferencia\b|\bentre (?:los|las) dos\b|\bpor cual\b|\bcual de l[ao]s dos\b"
)


def _is_others(mention: Mention, text: Text) -> bool:
    """What others have, have had done, or want the writer to have."""
    before = text.between(max(0, mention.start - _NEAR - 2), mention.start)
    told = _AND_SAYS.match(text.between(mention.end, mention.end + 2 * _NEAR))
    if _HAD_BY_OTHERS.search(before) and told:
        return True
    wanted = _WANTED_BY_OTHERS.search(text.between(max(0, mention.start - _NEAR), mention.start))
    advised = _ADVISED.search(text.between(max(0, mention.start - 2 * _NEAR), mention.end))
    if advised and _BUT_I.match(text.between(mention.end, mention.end + 2 * _NEAR)):
        return True
    return wanted is not None or _done_by_others(mention, text)


def _is_a_class(mention: Mention, text: Text) -> bool:
    """«los martes tengo inglés», «después de dejarla en inglés»; not «las ingles»."""
    last = mention.end - 1
    if text.word(last) != "ingles" or not {*text.words(mention.start, last)} <= _TO_CLASS:
        return False
    accented = text.written(last, mention.end).lower() == "inglés"
    led = text.words(max(0, last - 2), last)
    return accented or (bool(led) and (led[-1] in _HAS_CLASS or bool({*led} & _CLASSES)))


_TO_CLASS = listed("en de del")
_HAS_CLASS = listed("tengo tiene tienen tenemos al estudia estudio")
_CLASSES = listed(
    "clase clases academia profe profesora profesor examen curso extraescolar salga salgo"
)

#: «que luego me peina mi prima», «me peino yo», «mi madre me tiñe»; but «nos peinamos yo y mi
#: madre».
_SOMEBODY = r"(?:mi|una|la|su) (?!pelo|cabello|melena)\w+"
_BY_OTHERS = re.compile(
    rf"(?:yo(?: mism[ao]| sol[ao])?|sol[ao]|(?:ya )?en (?:mi )?casa|{_SOMEBODY})"
    r"(?= (?:que|asi|en casa|de siempre|[,.|!;?)])|$| en casa)"
)
_OTHERS_BEFORE = re.compile(rf"(?:^| ){_SOMEBODY}(?: (?:ya|luego|despues|siempre))? me$")
#: «mi nieta se empeña en las mechas»
_WANTED_BY_OTHERS = re.compile(
    r"\b(?:se empeñ\w+|empeñad[oa]s?|insisten?|erre que erre) (?:en|con)"
    r"(?: (?:el|la|las|los|un\w*))?$"
)
#: «mi hija dice que me haga mechas, pero yo prefiero un tinte»
_ADVISED = re.compile(
    r"\b(?:dicen?|quieren?|insisten?|recomiendan?|recomendo|aconsejan?|aconsejo) (?:en )?que me "
)
_BUT_I = re.compile(
    r"(?:[^\s.?!|]+ ){0,4}(?:, )?(?:(?:pero|aunque) yo (?:solo |lo que )?qu[ie]|(?:pero )?yo prefi)"
)
#: «mi suegra se hace las mechas con Rosa y dice que es la mejor, yo solo un corte»
_HAD_BY_OTHERS = re.compile(
    r"\b(?:mi|su|una) (?:\w+ )?\w+ (?:siempre )?se (?:hace|hizo|da|pone|puso)"
)
_AND_SAYS = re.compile(
    r"(?:\w+ ){1,5}(?:, )?(?:y|que) (?:dice|le (?:va|queda)|esta encantad|es la mejor)"
)
_OF_FACT = ("a", "o", "an", "amos")


def _done_by_others(mention: Mention, text: Text) -> bool:
    me = mention.start if text.word(mention.start) in {"me", "nos"} else mention.start - 1
    if text.word(me) not in {"me", "nos"} or not text.word(me + 1).endswith(_OF_FACT):
        return False
    if _OTHERS_BEFORE.search(text.between(max(0, me - 4), me + 1)):
        return True
    if _SINCE_HERE.search(text.between(max(0, me - _NEAR), me)):
        return False  # «… y de paso me corto yo»
    wish = text.word(me - 1) in _WISHES
    return not wish and bool(_BY_OTHERS.match(text.between(mention.end, mention.end + 4)))


_SINCE_HERE = re.compile(
    r"\b(?:de paso|ya puest[ao]s|ya que (?:estoy|estamos|voy|vamos|vengo))(?: ,)?$"
)
_WISHES = listed("quiero quiere querria podeis puede podria")


def is_a_day(text: Text, index: int) -> bool:
    """«una bioterapia facial el 15»: no service of fifteen minutes."""
    return (
        text.word(index).isdecimal()
        and text.word(index - 1) in _BEFORE_A_DAY
        and text.word(index + 1) not in _MINUTES
    )


_IS_CUT = listed("corta cortan cortara cortaria")
_OFF = listed("llamada llamadas audio audios linea señal wifi internet video conexion cobertura")
_NEAR = 4
_AT_THE_SALON = listed("ustedes vosotras vosotros vuestro vuestra")
_BEFORE_A_DAY = listed(
    "el al del dia las hasta desde lunes martes miercoles jueves viernes sabado domingo"
)
_MINUTES = listed("min minutos minutitos m ' mins")
_HAVE = listed("he has ha hemos habeis han haber habia")


def without_repeats(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """«las medias piernas, con cera»: the vaguer word only describes what was named exactly."""
    mentions = [each for each in mentions if not _explains(each, mentions, text)]
    mentions = [each for each in mentions if not _is_told_better(each, mentions, text)]
    mentions = [each for each in mentions if not _is_how_one_leaves(each, mentions, text)]
    told = [each for each in mentions if _is_how_it_looks(each, text)]
    if len(told) < len(mentions):
        mentions = [each for each in mentions if each not in told]
    clear = [each for each in mentions if each.clear]
    return [
        each
        for each in mentions
        if each.clear
        or not (
            _is_a_purpose(each, mentions, text)
            or any(
                one.names[0] in each.names and not _is_anothers(each, one, text) for one in clear
            )
            or (clear and _is_a_reason(each, text))
            or any(
                _of(each, one, text) or _echoes(each, one, text) or _is_named_after(each, one, text)
                for one in clear
            )
        )
    ]


def _is_a_purpose(vague: Mention, others: Sequence[Mention], text: Text) -> bool:
    """«un baño de color para tapar las canas», «mechas para disimularlas»: what it is for."""
    before = [each for each in others if each.clear and each.end <= vague.start]
    covers = text.word(vague.start).startswith(_COVERS) and text.word(vague.end - 1) in _OF_HAIR
    between = text.words(before[-1].end, vague.start) if before else []
    return covers and between[-1:] == ["para"] and len(between) <= _NEAR and "y" not in between


_COVERS = ("tapar", "cubrir", "disimular", "ocultar", "camuflar")


def _is_named_after(vague: Mention, exact: Mention, text: Text) -> bool:
    """«que le arreglen las manos, la manicura caballero pues»: first the craft, then its name."""
    between = text.words(vague.end, exact.start)
    craft = stem(exact.names[0].casefold().split()[0])
    alike = any(craft == stem(name.casefold().split()[0]) for name in vague.names)
    return alike and between[:1] in ([","], [":"], ["-"]) and {*between[1:]} <= _NAMES_IT


_NAMES_IT = listed("la el una un o sea vamos quiero digo es decir osea , bien")


def _is_anothers(vague: Mention, clear: Mention, text: Text) -> bool:
    """«mi hija quiere un recogido, y mi madre y yo peinado»: what is said is said of others."""
    between = text.words(vague.end, clear.start)
    return "yo" in between or ("y", "mi") in pairwise(between)


def _is_how_one_leaves(mention: Mention, mentions: Sequence[Mention], text: Text) -> bool:
    """«el peinado extra; es que necesito salir peinada»: the same one."""
    leaves = _LEAVES & {*text.words(mention.start, mention.end)}
    return bool(leaves) and any(other.clear and _refines(other, mention) for other in mentions)


_LEAVES = listed("ir irme salir acudir")


def _is_told_better(vague: Mention, others: Sequence[Mention], text: Text) -> bool:
    """«uñas permanentes… manos eh»: what it may be beside the one that says more is the same."""
    if any(
        not (vague.clear or each.clear)
        and {*each.names} < {*vague.names}
        and each.start >= vague.end
        and not _FOR_SOMEBODY & set(text.words(vague.end, each.start))
        for each in others
    ):
        return True  # «manos y pies, en las manos permanente»
    more = text.word(vague.start - 1) in _ONE_MORE or text.word(vague.start - 2) in _ONE_MORE
    return not (vague.clear or more) and any(
        not each.clear
        and each.end <= vague.start
        and (
            {*each.names} < {*vague.names}
            or ({*each.names} == {*vague.names} and _is_said_again(each, vague, text))
        )
        for each in others
    )


def _is_said_again(first: Mention, then: Mention, text: Text) -> bool:
    """«hacerme color, es solo la raíz»: of what was said, how much of it."""
    between = text.words(first.end, then.start)
    return bool(_SAYS_WHY & {*between}) and len(between) <= _NEAR + 1


_SAYS_WHY = listed("es sea digo ven ve veo notan asoman salen salido tengo porque")
_FOR_SOMEBODY = listed("para mi a al otra otro mas")
_ONE_MORE = listed("y e + otra otro mas tambien")


#: «el flequillo (cortarlo)», «la barba, recortarla»: done to what was just named.
_DONE_TO = re.compile(
    r"(?:flequillo|flequito|fleco|cerquillo|perilla|barba|bigote|cejas)"
    r" (?:[,(] ?|que |solo |para |si ?|eh |quiero |a |es )*"
    r"(?:(?:cort|recort|arregl|retoc|igual|perfil)\w*[ae]r(?:me|te|se)?l[ao]s?"
    r"|(?:me |te |le |nos )?(?:lo|la|las) (?:cort|recort|arregl|retoc)\w+)"
    r"(?: un poco| un poquito| solo)?$"
)


def _explains(mention: Mention, others: Sequence[Mention], text: Text) -> bool:
    """«la permanente de manos (limar y pintar)»: in brackets, what was just named."""
    before = max((e for e in others if e.end <= mention.start), key=lambda e: e.end, default=None)
    if before and before.clear and is_verb(mention, text):
        written = text.between(before.end - 1, mention.end)
        return bool(_DONE_TO.match(written))
    if mention.start == 0 or text.written(mention.start - 1, mention.start) != "(":
        return False
    return any(
        each.clear and each.end == mention.start - 1
        and all(_says_no_more(name, each.names[0]) for name in mention.names)
        for each in others
    )  # fmt: skip


def _says_no_more(name: str, than: str) -> bool:
    return name == than or (is_variant(name, than) and len(name) < len(than))


_LOOKS_LIKE = listed("llevo lleva llevan tengo tiene tienen traigo trae")


def _is_how_it_looks(mention: Mention, text: Text) -> bool:
    """«tengo el pelo con las puntas quemadas y quería un agua tierra»: why, not what."""
    return bool(_LOOKS.search(text.between(max(0, mention.start - 2), mention.end + 2))) and (
        not {*text.words(mention.start, mention.end)} - _OF_HAIR
    )


_OF_HAIR = listed("las los la el mi mis unas puntas raices raiz canas mechas flequillo")
_LOOKS = re.compile(
    r"\b(?:con|tengo|tiene|llevo|lleva|traigo) (?:las|la|mis|unas)"
    r" (?:puntas|raices|raiz|canas|mechas)"
    r" (?:muy|super|tan|todas|ya|que|de|fatal\w*|horribl\w+|hech\w+|quemad\w+|abiert\w+|sec\w+"
    r"|rot\w+|fea\w*|larg\w+|amarill\w+|naranj\w+|destroz\w+|desteñid\w+|apagad\w+|partid\w+)"
    # «lleva el flequillo por los ojos, un corte de niña»
    r"|\b(?:con|tengo|tiene|llevo|lleva) (?:el|mi) flequillo (?:por|hasta|en) (?:los|las|la)\b"
)


def _is_a_reason(vague: Mention, text: Text) -> bool:
    """«…una manicura de caballero, que lleva unas manos»: how they look, beside what is wished."""
    if text.word(vague.start - 1) in _LOOKS_LIKE and text.word(vague.end - 1) in _OF_HAIR:
        return True  # «tengo canas y quiero mechas»
    before = text.word(vague.start - 1) in {"unas", "unos"}
    return before and text.word(vague.start - 2) in _LOOKS_LIKE


def _echoes(vague: Mention, exact: Mention, text: Text) -> bool:
    """«una manicura de caballero (sí, sí, manicura)»: a word of it, said again."""
    said = set(text.words(vague.start, vague.end))
    again = said <= set(text.words(exact.start, exact.end))
    between = text.words(exact.end, vague.start)
    # «teñirme las pestañas, solo el tinte»: of its name
    again = again or ("solo" in between and {*between} <= _ONLY and said <= _name_of(exact))
    more = {"otra", "otro", "y", "otras"} & set(text.words(max(0, vague.start - 2), vague.start))
    return again and vague.start >= exact.end and not more


def _name_of(mention: Mention) -> set[str]:
    return set(mention.names[0].casefold().split())


_ONLY = listed(", solo el la los las eh o sea pero")


def _of(vague: Mention, exact: Mention, text: Text) -> bool:
    """«depilación con cera de labio», «el labio con cera»."""
    first, last = sorted((vague, exact), key=lambda each: each.start)
    between = set(text.words(first.end, last.start))
    how = text.words(last.start - 2, last.start)
    with_wax = first is exact and (how[-1:] in (["con"], ["de"]) or how == ["a", "la"])
    without_article = first is vague and between & _BINDS
    return between <= _BINDING and bool(with_wax or without_article) and "y" not in between


def stem(word: str) -> str:
    """The word without its plural: "mechas" → "mecha", "axilas" → "axila"."""
    if len(word) > 3 and word.endswith("s"):
        return word[:-1]
    return word


def without_verbs(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """«que me peinen, peinado largo»: the verb only says what the name then says exactly."""
    return [
        each
        for each in mentions
        if not (
            is_verb(each, text) and any(other.clear and _refines(other, each) for other in mentions)
        )
    ]


def is_verb(mention: Mention, text: Text) -> bool:
    own = {stem(word) for word in mention.names[0].casefold().split()}
    said = text.words(mention.start, mention.end)
    named = mention.clear and mention.confidence >= ALIAS
    return named and not any(stem(word) in own for word in said)


def _refines(exact: Mention, plain: Mention) -> bool:
    """PEINADO LARGO is a PEINADO; so is BARRO GOLD a BARRO."""
    longer, shorter = exact.names[0].casefold().split(), plain.names[0].casefold().split()
    return len(longer) > len(shorter) and longer[: len(shorter)] == shorter


#: More than these are never asked about in one question.
_MOST = 4
#: «mechas o corte», «las mechas, o bien un corte»: one of them, not both.
_OR = frozenset({"o", "u"})
_BESIDE_OR = _OR | {"el", "la", "los", "las", "un", "una", "unas", "unos", ",", "bien", "solo"}


def joined_by_or(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """Alternatives become one mention of which Maite asks; nobody gets both by a guess."""
    kept = [*mentions[:1]]
    for before, each in pairwise(mentions):
        between = set(text.words(before.end, each.start))
        either = bool(between & _OR) and between <= _BESIDE_OR
        names = tuple(dict.fromkeys((*kept[-1].names, *each.names)))
        if not either or len(names) > _MOST or each.is_pack or kept[-1].is_pack:
            kept.append(each)
            continue
        kept[-1] = replace(kept[-1], end=each.end, names=names)
    return kept
