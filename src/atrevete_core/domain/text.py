"""How names are compared, without case, accents or doubled spaces; and which text can be kept."""

import re
import unicodedata

#: No database column holds them, and no JSON that goes over a wire does (fault 60).
_UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")


def plain(text: str) -> str:
    """`plain(" Víctor ") == "victor"`. The ñ stays: "niña" is not "nina"."""
    kept = text.casefold().replace("ñ", "\0")
    decomposed = unicodedata.normalize("NFD", kept)
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(letters.replace("\0", "ñ").split())


def storable(text: str) -> str:
    """The text with a replacement sign for every NUL and every lone surrogate."""
    return _UNSTORABLE.sub("\ufffd", text)
