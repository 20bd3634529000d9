"""Names in Spanish prose: capitals where a sentence does not begin, and people who do something."""

import re
from collections.abc import Collection, Iterator

from atrevete_core.domain.text import plain

_TOKEN = re.compile(r"[^\W\d_]+")
#: After these a capital is only the sentence's own.
_BEGINS = re.compile(r"(?:^|[.!?…\n¡¿\u2190-\U0010ffff])[^\w,:;]*$")
#: Words that are written with a capital and are nobody.
_NOBODY = frozenset({
    "maite", "ia", "whatsapp", "dni", "iva", "ok", "vale", "hola", "navidad", "reyes", "españa",
    "semana", "santa", "año", "nuevo", "inmaculada", "constitución", "google", "maps",
})  # fmt: skip
#: «Lucía te atiende»: at its beginning, whoever does one of these is a person.
_DOES = frozenset(
    "tiene puede esta trabaja atiende hace libra viene va es sabe lleva queda atendera podra"
    " hara estara tendra peina corta tiñe ofrece dice y o".split()
)
_BETWEEN = frozenset({"no", "te", "os", "le", "les", "se", "ya", "tambien", "lo", "la", "nos"})
#: Whatever begins a sentence before such a verb and is no name.
_STARTS = frozenset(
    "el ella ellos eso esto esta este ese esa aquello todo nada nadie alguien aqui alli ahi ahora"
    " hoy manana ayer que quien cual como cuando donde cuanto si no ya tambien tampoco asi aun"
    " siempre nunca solo cada otro otra mi tu su nuestro nuestra uno una cualquiera claro bien"
    " usted eres se te lo la le y o pero normalmente seguro".split()
)


def names_in(text: str, people: Collection[str] = ()) -> list[str]:
    """Words that name somebody or something, as they are written.

    `people` (plain) are found however they are written; other names by their capital.
    """
    tokens = list(_TOKEN.finditer(text))
    known = {word for name in people for word in plain(name).split()}
    return list(dict.fromkeys(_named(text, tokens, known)))


def _named(text: str, tokens: list[re.Match[str]], known: set[str]) -> Iterator[str]:
    for number, token in enumerate(tokens):
        word = token.group()
        if plain(word) in known:
            yield word
        elif not word[0].isupper() or plain(word) in _NOBODY or len(word) == 1:
            continue
        elif not _BEGINS.search(text[: token.start()]) or _acts(text, tokens, number):
            yield word


def _acts(text: str, tokens: list[re.Match[str]], number: int) -> bool:
    """Whether the word that begins a sentence is somebody: «Lucía te atiende», «Ana García»."""
    if plain(tokens[number].group()) in _STARTS:
        return False
    following = tokens[number + 1 :]
    if following and text[tokens[number].end() : following[0].start()] != " ":
        return False
    if following and following[0].group()[0].isupper():
        return plain(following[0].group()) not in _NOBODY
    words = (plain(each.group()) for each in following)
    first = next((each for each in words if each not in _BETWEEN), "")
    return first in _DOES
