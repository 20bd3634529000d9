"""The salon's people, as Chatwoot knows them."""

from .store import Person

TEAM = (
    Person(7, "Pilar", "pilar@salon.example"),
    Person(8, "Recepción", "recepcion@salon.example"),
)


def person_of_team(number: int) -> Person | None:
    return next((person for person in TEAM if person.id == number), None)
