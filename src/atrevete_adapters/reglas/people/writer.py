"""Where the writer says that something is theirs: «para mí», «yo», «el peinado mío» (R27)."""

from collections.abc import Sequence

from ..reading import Person
from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind
from .done_to import says_who
from .told_about import wants_nothing

#: «para mí y…», «a mi tambien».
_AFTER_ME = {"", *listed("y , | . e otro una un ? con mas a tambien igual lo para")}
_AFTER_ME |= listed("el los las unos unas me solo solamente este esta hoy en si no ! porfa")
_FOR_HER = frozenset({"le", "les"})
#: «la misma hora que yo».
#: «el recordatorio me lo mandáis a mí».
_TELLS_ME = ("mand", "envi", "llam", "avis", "escrib", "recuerd", "record", "cobr")
_DID = listed("hice puse di pedi cogi reserve")
#: «… y ya que estoy, yo me corto».
_SINCE_HERE = frozenset({"ya que estoy", "ya que voy"})
_COMPARED = (["hora", "que"], ["vez", "que"], ["tiempo", "que"], ["mismo", "que"], ["igual", "que"])
#: Said with other people about: what follows, or the word itself, is for the writer.
FOR_ME = words_of_kind("for_the_writer")
#: «pago yo», «yo salgo a las cinco»: nothing is for the writer.
_DOES = words_of_kind("doings_of_the_writer")
_IS = listed("es seria sera son , : quiero que un una el la unas unos")
_IT = listed("lo la los las")
_WISHES = listed("quiero necesito")
#: «y Yo Peinado»: no name.
_WISHED = words_of_kind("hair") | words_of_kind("wax") | words_of_kind("other_work")
_BEFORE_A_VERB = listed("solo no nada ya me te la las lo los le les se os de esto eso estas cosas")
_COMING = listed("viene vienen venga vengan vendra vendria va van apunta")
#: «es mío», «son mías».
ARE = listed("es son era eran seria serian")
MINE_AFTER = listed("mio mia mios mias")


def writer(text: Text) -> list[Person]:
    """Where the writer says that something is theirs: «para mí», «yo», «lo mío es»."""
    found = []
    for index, word in enumerate(text.words()):
        if word in {"mi", "yo"} and wants_nothing(text, index + 1):
            continue
        if is_to_me(text, index):
            found.append(Person(index - 1, index + 1))
        elif _is_i(text, index) or word in FOR_ME or _is_mine(text, index):
            found.append(Person(index, index + 1))
    return found


def _is_mine(text: Text, index: int) -> bool:
    """«lo mío es un óleo pigmento, y a ella un corte»."""
    mine = text.word(index) == "mio" and text.word(index - 1) == "lo"
    return mine and text.word(index + 1) in _IS


def before_own(words: Sequence[str], wanted: frozenset[int]) -> list[Person]:
    """«pa mi corte y pa mi novia peinado»: a service right after «para mi» is for the writer."""
    return [
        Person(at - 1, at + 1)
        for at, word in enumerate(words)
        if word == "mi" and words[max(0, at - 1)] == "para" and at + 1 in wanted
    ]


def after_own(words: Sequence[str], wanted: frozenset[int]) -> list[Person]:
    """«el corte es de mi hija y el peinado mío»."""
    return [
        Person(at - _is_another_one(words, at, wanted), at + 1)
        for at, word in enumerate(words)
        if word in MINE_AFTER
        and (at - 1 in wanted or words[max(0, at - 1)] in ARE or _is_another_one(words, at, wanted))
    ]


def _is_another_one(words: Sequence[str], at: int, wanted: frozenset[int]) -> bool:
    """«el corte de mi hijo y el mío»."""
    article = words[max(0, at - 1)] in {"el", "la", "los", "las", "lo"}
    return article and at > 1 and words[at - 2] in {"y", "e"} and any(each < at for each in wanted)


def is_to_me(text: Text, index: int) -> bool:
    """«para mí», «a mi tambien»; not «a mi madre», «a la vez que a mí»."""
    if text.word(index) != "mi" or text.word(index - 1) not in {"para", "a", "per"}:
        return False
    said = text.word(index + 1) in _AFTER_ME or text.written(index, index + 1).lower() == "mí"
    told = text.word(index - 1) == "a" and text.word(index - 2).startswith(_TELLS_ME)
    return said and not told and text.word(index - 2) != "que"


def _is_i(text: Text, index: int) -> bool:
    """«y yo peinado»; not «pago yo», «yo Ana», «a la misma hora que yo»."""
    if text.word(index) not in {"yo", "conmigo"}:
        return False
    if text.word(index) == "conmigo" and text.word(index - 1) in _COMING:
        return False  # «mi amiga se viene conmigo, ella solo peinado»
    named = index + 1 < len(text) and text.written(index + 1, index + 2).istitle()
    named = named and text.word(index + 1) not in _WISHED
    before = text.word(index - 1)
    led = "" if text.between(index - 3, index) in _SINCE_HERE else before
    does = bool({led, _verb_after(text.words(), index)} & _DOES)
    does = does or (
        text.word(index - 2) in _IT and before[-1:] in {"o", "e"} and before not in _WISHES
    )  # «si no se lo corto yo», but «el corte lo quiero yo»
    does = does or text.word(index + 1) in _FOR_HER  # «yo le hago de secretaria»
    does = does or before in _DID or before.endswith(("ado", "ido"))
    compared = text.words(max(0, index - 3), index)[-2:] in _COMPARED
    return not (named or does or compared or says_who(text, index))


def _verb_after(words: Sequence[str], index: int) -> str:
    """«yo solo las llevo»: what the writer does."""
    index += 1
    while words[index : index + 1] and words[index] in _BEFORE_A_VERB:
        index += 1
    return words[index] if index < len(words) else BREAK
