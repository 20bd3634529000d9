"""Maite's sentences, de usted (R64).

Her sentences are a closed set, written de tú. Here is what each of their words becomes for somebody
who writes de usted; a test goes through all of them and finds no tú left. Words are matched whole,
and never inside links or «quotes».
"""

import re

#: Longer wordings first: they win over the words in them. A word that is an order in one place and
#: something else in another ("llama al 112", "¿cómo se llama tu madre?") stands here.
_WORDINGS = {
    "¿te llamas": "¿se llama usted",
    "¿cómo te llamas": "¿cómo se llama usted",
    "qué te quieres hacer": "qué se quiere hacer",
    "qué te apetece hacerte": "qué le apetece hacerse",
    "qué te haces": "qué se hace",
    "te quieres": "se quiere",
    "te quedas": "se queda",
    "te lo": "se lo",
    "te la": "se la",
    "te los": "se los",
    "te las": "se las",
    "para ti": "para usted",
    "de ti": "de usted",
    "a ti": "a usted",
    "contigo": "con usted",
    "ven con": "venga con",
    "paga aquí": "pague aquí",
    "prueba con": "pruebe con",
    "llama al": "llame al",
    "llama ahora": "llame ahora",
    "si dudas": "si duda",
    # A group whose writer is addressed de usted is addressed de ustedes.
    "os lo": "se lo",
    "os la": "se la",
    "os": "les",
    "lo resolváis": "lo resuelvan",
}
_WORDS = {
    "tú": "usted",
    "te": "le",
    "tu": "su",
    "tus": "sus",
    "tuya": "suya",
    "tuyo": "suyo",
    "avisas": "avisa",
    "cambias": "cambia",
    "cancelas": "cancela",
    "crees": "cree",
    "dices": "dice",
    "eres": "es",
    "escribes": "escribe",
    "estés": "esté",
    "has": "ha",
    "llegarías": "llegaría",
    "llegas": "llega",
    "necesitas": "necesita",
    "necesites": "necesite",
    "pagas": "paga",
    "pagues": "pague",
    "prefieras": "prefiera",
    "prefieres": "prefiere",
    "puedas": "pueda",
    "puedes": "puede",
    "quieras": "quiera",
    "quieres": "quiere",
    "sueltes": "suelte",
    "tengas": "tenga",
    "tienes": "tiene",
    "vienes": "viene",
    "avísame": "avíseme",
    "cuéntame": "cuénteme",
    "dime": "dígame",
    "dímela": "dígamela",
    "dímelo": "dígamelo",
    "elige": "elija",
    "escríbeme": "escríbame",
    "perdona": "perdone",
    "pásate": "pásese",
    "tómate": "tómese",
    "pídemelo": "pídamelo",
    "aconsejarte": "aconsejarle",
    "atenderos": "atenderles",
    "atenderte": "atenderle",
    "ayudarte": "ayudarle",
    "buscarte": "buscarle",
    "contarte": "contarle",
    "contártelo": "contárselo",
    "darte": "darle",
    "entenderte": "entenderle",
    "guardarte": "guardarle",
    "guardándote": "guardándole",
    "hacerte": "hacerse",
}
_NOT_OURS = re.compile(r"(https?://\S+|«[^»]*»)")
_FORMAL = {**_WORDS, **_WORDINGS}
#: One pass for both, the longest first, so that what a wording has become is not read again.
_INFORMAL = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_FORMAL, key=len, reverse=True)))})(?!\w)",
    re.IGNORECASE,
)


def usted(text: str) -> str:
    """The same, de usted. Links and quotes stay as they are."""
    pieces = _NOT_OURS.split(text)
    return "".join(piece if index % 2 else _formal(piece) for index, piece in enumerate(pieces))


def _formal(text: str) -> str:
    return _INFORMAL.sub(lambda match: _like(match.group(), _FORMAL[match.group().lower()]), text)


def _like(before: str, after: str) -> str:
    """With the same capital at the beginning."""
    first = next((each for each in before if each.isalpha()), "")
    if not first.isupper():
        return after
    index = next(index for index, each in enumerate(after) if each.isalpha())
    return after[:index] + after[index].upper() + after[index + 1 :]
