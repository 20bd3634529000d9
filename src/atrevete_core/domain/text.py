"""How names are compared: without case, accents or doubled spaces."""

import unicodedata


def plain(text: str) -> str:
    """`plain(" Víctor ") == "victor"`. The ñ stays: "niña" is not "nina"."""
    kept = text.casefold().replace("ñ", "\0")
    decomposed = unicodedata.normalize("NFD", kept)
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(letters.replace("\0", "ñ").split())
