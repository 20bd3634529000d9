"""A service that is taken out and stays after all: «quítame el secado… bueno no, déjalo»."""

import re

from ..mention import Mention
from ..text.words import Text

_TAKEN_OUT = re.compile(
    r"\b(?:quit\w+|sin|no (?:me )?(?:quiero|pong\w+|hag\w+)|borr\w+|elimin\w+|sac\w+|fuera|ni)"
    r"(?: (?:el|la|los|las|lo|del|de|ese|esa|mi|un|una))*$"
)
_DOUBTS = (
    r"(?:bueno|no|ay|uy|uf|bah|espera|espere|casi|que|mira|calla|pues|mejor|al final|oye|va|vale|eh"
    r"|pensandolo bien|pensandolo mejor|,|[.|]) "
)
_STAYS = (
    r"(?:dej(?:a|e|ad|en)(?:me|nos)?l[oa]s?\b(?! en | para )|pon(?:ed|gan|ga)?(?:me|nos)?l[oa]s?\b"
    r"|si\b(?! (?:puede|no|quieres|eso))|que se quede\w*|se quedan?\b|manten(?:ed|ga)?l[oa]s?\b"
    r"|(?:l[oa] )?(?:dejo|dejamos) como estaba)"
)
_BACK = re.compile(rf"(?:(?:quit\w+|fuera|mejor|al final|no) )*(?:[,.|] )+(?:{_DOUBTS})+{_STAYS}")
_FAR = 5
_TAKES = r"(?:quit|saq|sac|borr|elimin|descart|suprim|olvid|retir|cancel|anul)"
#: «no me quites el peinado», «no quiero quitar el corte», «no os olvidéis del secado».
_NOT_TAKEN = re.compile(
    rf"\b(?:no (?:(?:me|te|le|nos|os|se|lo) )*{_TAKES}\w*(?<!a)(?:es|eis|en|e)"
    r"|(?:no (?:(?:me|te|se|nos) )?(?:quiero|queria|voy a|hay que|hace falta|pienso)|sin) "
    rf"(?:que (?:me |nos |se )*)?{_TAKES}\w*(?:r|rme|rlo|rla|rse|es|eis|en|e))"
    r"(?: (?:de|del|lo|el|la|los|las|mi|un|una|que|me))*$"
)
#: «llevo 3 meses sin cortarme», told and not refused.
_NOT_SINCE = re.compile(r"\b(?:llevo|llevaba|llevamos|lleva|hace) (?:\w+ ){1,4}?(?:sin|que no)\b")
#: «sin el peinado no voy a ningún lado».
_NOT_WITHOUT = re.compile(
    r"no (?:(?:me|nos) )?(?:voy|vengo|vamos|salgo|quiero|pienso|puedo|hago|muevo|tiene|seria)\b"
)


def stays_after_all(text: Text, mention: Mention, until: int) -> bool:
    """Whether what is said up to the next service takes the refusal back."""
    before = text.between(max(0, mention.start - _FAR), mention.start)
    after = text.between(mention.end, until)
    taken = _TAKEN_OUT.search(before) or after.startswith(("quit", "fuera"))
    return bool(taken and _BACK.match(f"{after} "))


def is_to_stay(text: Text, mention: Mention) -> bool:
    """«no me quites el peinado», «sin el peinado no voy a ningún lado»."""
    before = text.between(max(0, mention.start - _FAR - 2), mention.start)
    without = re.search(r"\bsin(?: (?:el|la|los|las|mi|un|una))?$", before)
    after = text.between(mention.end, mention.end + _FAR)
    needed = without and _NOT_WITHOUT.match(after)
    return bool(needed or _NOT_TAKEN.search(before) or _NOT_SINCE.search(before))
