"""What a message is opened with: «hola», «buenas tardes», «mira», «oye», «perdona». What follows
begins the message all the same.
"""

import re

from .words import Text

_OPENER = (
    # «hola mi niña, ¿cuánto…?» is who is written to
    r"(?:hol[ai]|buenas|oye|mira) mi (?:niñ[ao]|vida|amor|reina|rey|cielo|hij[ao]|arma|corazon)"
    r"(?= [,.!?|])|hol+[ai]+\w*|ola|holi\w*|hey|ey|ei|hi|hello|kaixo|buenas(?: (?:tardes|noches))?"
    r"|(?:muy )?buen[ao]s (?:dias|tardes|noches)|buen dia|bon dia|bona tarda|saludos|mir[ae]d?|oye"
    r"|oid|oiga|escuch[ae]|perdon[ae]?|perdonad|disculp[ae]n?|pues|bueno|a ver|che|vale|venga"
    r"|ok|nada"
    r"|una (?:cosa|cosita|pregunta|preguntita|duda|consulta)|maite|guap\w+|chic[ao]s|cielo|cariño"
    r"|que tal(?: (?:est\w+|todo|va))?|como (?:est\w+|va|andas)|de nuevo|otra vez|por favor|porfa"
)
_OPENING = re.compile(rf"(?:(?:{_OPENER}|[,.!?:|]|que(?= mis? )) )*")


def opening(text: Text) -> int:
    """How many tokens open the message before anything is said."""
    said = _OPENING.match(f"{text.line} ")
    return len(said.group().split()) if said else 0
