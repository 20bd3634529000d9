"""Maite's sentences, de usted (R64).

Her sentences are a closed set, written de tú. Here is what each of their words becomes for somebody
who writes de usted; a test goes through all of them and finds no tú left. Words are matched whole,
and never inside links, «quotes» or names in capitals.
"""

import re

#: Longer wordings first: they win over the words in them.
_WORDINGS = {
    "pídemelo cuando quieras": "pídamelo cuando quiera",
    "cuando quieras, aquí estoy": "cuando quiera, aquí estoy",
    "¿te llamas": "¿se llama usted",
    "¿cómo te llamas": "¿cómo se llama usted",
    "así te apunto": "así le apunto",
    "para ti": "para usted",
    "contigo": "con usted",
    "¡a ti!": "¡a usted!",
    "¡gracias a ti!": "¡gracias a usted!",
    "¿nos vemos?": "¿nos vemos?",
    "ven con calma": "venga con calma",
    "¿qué te quieres hacer": "¿qué se quiere hacer",
    "dime qué te quieres hacer": "dígame qué se quiere hacer",
    "¿qué te apetece hacerte": "¿qué le apetece hacerse",
    "te quieres": "se quiere",
    "hacerte": "hacerse",
    "no te mareo": "no le mareo",
    "con cuáles te quedas": "con cuáles se queda",
    "te quedan": "le quedan",
    "¡te esperamos!": "¡le esperamos!",
    "¿de cuál hablamos": "¿de cuál hablamos",
}
_WORDS = {
    "tú": "usted",
    "te": "le",
    "tu": "su",
    "tus": "sus",
    "tuya": "suya",
    "tuyo": "suyo",
    "prefieres": "prefiere",
    "quieres": "quiere",
    "puedes": "puede",
    "tienes": "tiene",
    "necesitas": "necesita",
    "dudas": "duda",
    "crees": "cree",
    "llegas": "llega",
    "cancelas": "cancela",
    "estés": "esté",
    "llegarías": "llegaría",
    "pagues": "pague",
    "sueltes": "suelte",
    "has": "ha",
    "eres": "es",
    "escribes": "escribe",
    "dices": "dice",
    "dime": "dígame",
    "dímelo": "dígamelo",
    "avísame": "avíseme",
    "cuéntame": "cuénteme",
    "perdona": "perdone",
    "prueba": "pruebe",
    "paga": "pague",
    "llama": "llame",
    "elige": "elija",
    "escríbeme": "escríbame",
    "contártelo": "contárselo",
    "guardarte": "guardarle",
    "ayudarte": "ayudarle",
    "atenderte": "atenderle",
    "aconsejarte": "aconsejarle",
    "darte": "darle",
    "buscarte": "buscarle",
    "guardándote": "guardándole",
    "verlos": "verlos",
}
_NOT_OURS = re.compile(r"(https?://\S+|«[^»]*»)")
_FORMAL = {**_WORDS, **_WORDINGS}
#: One pass for both, so that what a wording has become is not read again.
_INFORMAL = re.compile(
    f"{'|'.join(map(re.escape, _WORDINGS))}|\\b(?:{'|'.join(map(re.escape, _WORDS))})\\b",
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
