"""How services are called in a sentence: "mechas y corte", not "MECHAS, CORTAR"."""

from collections.abc import Iterable, Sequence

from atrevete_core.domain.catalogue import Category, Service
from atrevete_core.domain.text import plain

from .spanish import listed

#: Where lower case is not how people say it. Other salons' names are simply lowered.
_SPOKEN = {
    "cortar": "corte",
    "corte bebe": "corte de bebé",
    "corte caballero": "corte de caballero",
    "corte niña": "corte de niña",
    "corte niño": "corte de niño",
    "color caballero": "color de caballero",
    "oleo extra": "óleo extra",
    "oleo pigmento": "óleo pigmento",
    "peinado niña comunion": "peinado de niña de comunión",
    "barro gold": "Barro Gold",
    "barro gold extra": "Barro Gold extra",
    "consulta gratuita": "consulta gratuita",
    "consulta gratuita estetica": "consulta gratuita de estética",
    "manicura permanente+bioterapia": "manicura permanente y bioterapia",
    "manicura caballero": "manicura de caballero",
    "maquillaje novia": "maquillaje de novia",
    "tinte+permanente de pestañas": "tinte y permanente de pestañas",
    "limar y pintar manos permanente": "limar y pintar manos con permanente",
    "limar y pintar pies permanente": "limar y pintar pies con permanente",
    "cera enteras": "cera de piernas enteras",
    "cera medias piernas": "cera de medias piernas",
    "cera muslos": "cera de muslos",
    "ingles o axilas": "cera de ingles o axilas",
    "ingles brasileñas": "ingles brasileñas",
    "labio": "cera de labio",
    "infoactivo fuerza": "Infoactivo Fuerza",
    "infoactivo sensitivo": "Infoactivo Sensitivo",
    "tratamiento precolor": "tratamiento precolor",
}


_BESIDE_OTHERS = {
    "manicura permanente y bioterapia": "manicura permanente con bioterapia",
    "tinte y permanente de pestañas": "tinte con permanente de pestañas",
}


def spoken(name: str) -> str:
    """A catalogue name as it is said in the middle of a sentence."""
    return _SPOKEN.get(plain(name), name.lower() if name.split(maxsplit=1)[0].isupper() else name)


def spoken_list(names: Iterable[str]) -> str:
    """«mechas y corte»; a name with an "y" of its own says "con" beside others."""
    said = [spoken(name) for name in names]
    if len(said) > 1:
        said = [_BESIDE_OTHERS.get(each, each) for each in said]
    return listed(said)


#: What is told first of all that a salon does: words of its services' names, and how that is said.
_CRAFTS = {
    Category.HAIR: {
        "cort": "cortes", "color": "color", "mechas": "mechas", "peinado": "peinados",
        "barro": "tratamientos",
    },
    Category.BEAUTY: {
        "limar": "uñas", "cera": "depilación", "facial": "faciales", "masaje": "masajes",
        "maquillaje": "maquillaje",
    },
}  # fmt: skip
_CALLED = {Category.HAIR: "peluquería", Category.BEAUTY: "estética"}


def crafts(services: Sequence[Service]) -> str:
    """«peluquería (cortes, color y mechas) y estética (uñas y depilación)»."""
    told = []
    for category, known in _CRAFTS.items():
        names = [plain(each.name) for each in services if each.category is category]
        said = [craft for word, craft in known.items() if any(word in name for name in names)]
        if names:
            told.append(f"{_CALLED[category]} ({listed(said)})" if said else _CALLED[category])
    return listed(told)


_PLURAL_ENDINGS = ("as", "os", "es")


def is_plural(name: str) -> bool:
    """Whether a verb about it is plural: "las mechas son", "el corte es"."""
    first = spoken(name).split()[0]
    return first.endswith(_PLURAL_ENDINGS)
