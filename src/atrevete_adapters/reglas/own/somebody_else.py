"""An appointment that exists is to be with somebody else: «con Marta», «prefiero una chica»."""

from atrevete_core.domain.catalogue import Gender
from atrevete_core.ports.language_model import Upcoming

from ..reading import Reading

_WISHES = {Gender.FEMALE: "woman_stylist", Gender.MALE: "man_stylist"}


def wishes_another(reading: Reading, *, of_its_day: bool) -> bool:
    """«con Harol en vez de Pilar», «con otro»; «una chica», of the day on which it is."""
    gender = of_its_day and reading.has(*_WISHES.values())
    return bool(reading.not_with or reading.exchanged) or gender


def is_with_another(reading: Reading, own: Upcoming) -> bool:
    """«¿me puede atender Harol en vez de Pilar?», «con Marta», of one that is with Pilar."""
    gone = any(e.stylist.name == own.stylist for e in (*reading.not_with, *reading.exchanged))
    other = any(e.sure and e.stylist.name != own.stylist for e in reading.stylists)
    return gone or other or wished_gender(reading, own) is not None


def wished_gender(reading: Reading, own: Upcoming) -> Gender | None:
    """«el jueves prefiero una chica», of one that is with a man."""
    wished = [
        gender
        for gender, intent in _WISHES.items()
        if any("no" not in reading.text.words(max(0, each.start - 1), each.start)
               for each in reading.spans(intent))
    ]  # fmt: skip
    stylists = reading.situation.catalogue.stylists
    now = next((each.gender for each in stylists if each.name == own.stylist), None)
    return wished[0] if now and len(wished) == 1 and wished[0] is not now else None
