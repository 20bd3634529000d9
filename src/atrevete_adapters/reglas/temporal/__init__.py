"""The grammar of dates and hours: words become a `When`."""

from .combine import combine
from .items import Item, Moment
from .scan import known_words, phrasebook, scan
from .shape import agrees, as_shape

__all__ = ["Item", "Moment", "agrees", "as_shape", "combine", "known_words", "phrasebook", "scan"]
