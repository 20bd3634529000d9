"""How the customer addresses the salon: de usted or de tú (R64)."""

from .reading import Reading
from .text.notation import Found, Phrasebook
from .text.words import listed
from .vocabulary import Vocabulary

#: These are said to nobody but somebody addressed de usted.
_PLAIN = listed("usted ustedes")
#: «la de Pilar, si no le importa».
_NEAR = 4


class Address:
    """Reads the forms of address in a customer's words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._forms = Phrasebook(
            ((phrase, form) for form, phrases in vocabulary.address.items() for phrase in phrases),
            vocabulary.calendar.classes,
        )

    def formal(self, reading: Reading) -> bool | None:
        """De usted (True), de tú (False), or None when nothing shows it or both are said."""
        if _PLAIN & set(reading.text.words()):
            return True
        said = {
            found.payload
            for found in self._forms.everywhere(reading.text)
            if not (_is_of_somebody(found, reading) or _is_of_the_writer(found, reading))
        }
        return None if len(said) != 1 else "usted" in said


def _is_of_the_writer(found: Found[str], reading: Reading) -> bool:
    """«déjame que mire la agenda»: who looks is the writer."""
    return found.end == found.start + 1 and reading.text.word(found.start - 1) == "que"


def _is_of_somebody(found: Found[str], reading: Reading) -> bool:
    """«¿me puede atender Pilar?» asks after Pilar, «me podría pasar el jueves» says that one comes:
    neither speaks to anybody de usted.
    """
    said = reading.text.words(max(0, found.start - 1), found.end + 1)
    if said[:1] == ["quien"] or said[-3:] == ["me", "atiende", "alguien"]:
        return True  # «¿quién me atiende?», «¿me atiende alguien?»
    if reading.text.words(found.end - 1, found.end + 1) == ["podria", "pasar"]:
        return reading.text.word(found.end + 1) not in {"a", "al", "la", "lo"}
    return any(  # «Harol, ¿tiene hueco?»
        found.end <= each.start <= found.end + 1 or found.start - _NEAR <= each.start < found.start
        for each in reading.stylists
    )
