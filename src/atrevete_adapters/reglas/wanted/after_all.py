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


def stays_after_all(text: Text, mention: Mention, until: int) -> bool:
    """Whether what is said up to the next service takes the refusal back."""
    before = text.between(max(0, mention.start - _FAR), mention.start)
    after = text.between(mention.end, until)
    taken = _TAKEN_OUT.search(before) or after.startswith(("quit", "fuera"))
    return bool(taken and _BACK.match(f"{after} "))
