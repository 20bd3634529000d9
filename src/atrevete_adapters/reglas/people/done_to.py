"""Verbs that say that somebody else is the one who comes: «querría reservarle un corte» (R28)."""

import re
from collections.abc import Sequence

from ..text.words import Text
from ..vocabulary.kinds import words_of_kind

DONE_TO = words_of_kind("done_to_somebody")
_AFTER = 5
#: «… está de visita y quiero que le arreglen las manos», «… se gradúa y quiero llevarla a que la
#: peinéis», «… cumple 70 y quiero que se haga un facial», «dice … que si le podéis hacer un tinte».
_WISHED_FOR_THEM = re.compile(
    r"^(?:(?:me (?:ha )?(?:pedido|pide|encargado|encarga|dicho|dice) )?que les? (?:coja|pida"
    r"|reserve|busque|saque|pille|apunte|consiga|agende|concierte|encargue) "
    r"|(?:(?!mis? )\S+ )*?"
    r"(?:(?:quiero|queria|quisiera|querria|necesito|gustaria|para|urge|pide|dice) que les? "
    r"(?!llam|dig|dic|avis|escrib|mand|gust|parec|expliq|cuent|pregunt|confirm)"
    r"\w+(?:[ea]n|[ea]is|es|as)"
    r"|(?:quiero|queria|quisiera|querria|necesito|gustaria|para|a|urge|pide) que l[ao]s? "
    r"(?:pein|cort|arregl|maquill|depil|atend|atiend|tiñ|pint|rap|afeit|recoj|pong)\w+"
    r"|(?:quiero|queria|quisiera|querria|gustaria|necesito) que se "
    r"(?:hag|hicier|cort|pein|tiñ|depil|maquill|arregl|afeit|pint|de |dier|pong|pus)\w*"
    r"|que si les? (?:podeis|pueden|podriais|podrian|puedes|puede|haceis|cogeis|dais|poneis)"
    r"|les? (?:quiero|queria|quisiera|querria|gustaria|voy a) (?:pedir|coger|reservar|sacar)) )"
    r"(?!(?:\w+ ){0,4}?(?:a|al) (?:mi|el|la|su|un|una|l[ao]s|niñ\w+|peque)\b)"
)


def is_done_to(words: Sequence[str], index: int) -> bool:
    """«Mi padre no se maneja con esto. Querría reservarle un corte»; not «… a mi hijo»."""
    if words[index - 1] not in {"mi", "mis", "nuestra", "nuestro"}:
        return False
    if _WISHED_FOR_THEM.match(" ".join(words[index + 1 :]) + " "):
        return True
    for at in range(index + 1, len(words)):
        after = words[at + 1 : at + 1 + _AFTER]
        someone = {"a", "al"} & set(after[:-1]) and {"mi", "al", "la", "el", "su"} & set(after)
        if words[at] in DONE_TO and not someone and not {"pregunta", "consulta"} & set(after):
            return True
    return False


def says_who(text: Text, index: int) -> bool:
    """«lo paga su yerno, o sea yo, Wenceslao», «querría reservarle yo», «yo quisiera cogerle…»:
    nothing is for the writer.
    """
    if DONE_TO & {text.word(index - 1), *text.words(index + 1, index + 3)}:
        return True
    return text.word(index - 1) in {"sea", "digo", "osea", "paga"} or text.word(index + 1) == "soy"
