"""Who writes and who comes: contacts, customers, phone numbers, names that can be trusted."""

import re
from dataclasses import dataclass

import phonenumbers

from .ids import ContactId, CustomerId, SalonId, StylistId
from .text import plain


class NotAPhoneNumber(ValueError):
    """The text is no phone number that anyone could call."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """E.164: "+34600111222" (R1)."""

    e164: str

    @classmethod
    def parse(cls, text: str, *, region: str = "ES") -> "PhoneNumber":
        """Any spelling of a number. Raises NotAPhoneNumber."""
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException as error:
            raise NotAPhoneNumber(text) from error
        if not phonenumbers.is_possible_number(number):
            raise NotAPhoneNumber(text)
        return cls(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    def masked(self) -> str:
        """For logs and screens of support: "+34•••••222"."""
        return f"{self.e164[:3]}•••••{self.e164[-3:]}"

    def __str__(self) -> str:
        return self.e164


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A channel identity: whoever holds this WhatsApp account. The phone number may be absent."""

    id: ContactId
    salon_id: SalonId
    #: WhatsApp id or business-scoped user id: what the channel knows the person by.
    channel_id: str
    #: The messaging desk's number for the contact.
    desk_id: str = ""
    phone: PhoneNumber | None = None
    profile_name: str = ""
    #: The owner of the phone, once known by name.
    customer_id: CustomerId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """A person with appointments. A third person's profile is linked to whoever books (R28)."""

    id: CustomerId
    salon_id: SalonId
    first_name: str
    last_name: str = ""
    phone: PhoneNumber | None = None
    #: Who books and pays for them, when they have no contact of their own.
    linked_to: CustomerId | None = None
    relation: str = ""
    preferred_stylist_id: StylistId | None = None
    wants_reminders: bool = True

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


_UNRELIABLE_WORDS = {
    "mama", "papa", "mami", "papi", "mamá", "papá", "salon", "peluqueria", "tienda", "taller",
    "bar", "sl", "sa", "oficina", "casa", "reina", "princesa", "amor", "yo", "info", "ventas",
    "trabajo", "movil", "whatsapp", "user", "usuario", "cliente", "admin", "test", "love", "king",
    "queen", "baby", "lady", "oficial", "official", "shop", "store", "bot", "abuela", "abuelo",
    "abu", "abuelita", "abuelito", "yaya", "yayo", "nona", "nono", "tata", "tia", "tio", "titi",
    "tita", "tito", "hermana", "hermano", "hija", "hijo", "nieta", "nieto", "esposa", "esposo",
    "marido", "mujer", "suegra", "suegro", "prima", "primo", "madre", "padre", "mamita", "papito",
    "cuñada", "cuñado", "sobrina", "sobrino", "novia", "novio", "vecina", "vecino", "amiga",
    "amigo", "jefe", "jefa", "boss", "señora", "señor", "sra", "sr", "don", "doña", "familia",
    "fam", "cari", "cariño", "cielo", "nene", "nena", "bebe", "gordi", "gordo", "gorda", "flaca",
    "flaco", "guapa", "guapo", "linda", "loca", "loco", "corazon", "chica", "chico", "reinita",
    "princesita", "muñeca", "mrs", "mr", "miss", "the", "mi", "la", "el", "los", "las",
    "floristeria", "fruteria", "panaderia", "pescaderia", "carniceria", "farmacia", "clinica",
    "academia", "autoescuela", "reformas", "fontaneria", "asesoria", "gestoria", "pizzeria",
    "kiosco", "hostal", "hotel", "taxi", "estudio", "modas", "restaurante",
}  # fmt: skip
_UNRELIABLE = frozenset(map(plain, _UNRELIABLE_WORDS))
_LETTERS = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", re.UNICODE)


_SHORTEST_NAME = 3


def reliable_first_name(profile_name: str) -> str | None:
    """The first name in a WhatsApp profile, or None when it cannot be trusted (R3).

    "Laura G." gives "Laura"; "✨✨", "Mamá de Leo", "600111222", "L" and "Salón Ana" give None.
    """
    words = _LETTERS.findall(profile_name)
    if not words or any(each.isdigit() for each in profile_name):
        return None
    if any(plain(word) in _UNRELIABLE for word in words):
        return None
    first: str = words[0]
    if len(first) < _SHORTEST_NAME and plain(first) not in {"jo", "al", "eu", "su", "li", "pi"}:
        return None
    return capitalised(first)


_DOUBLE_FIRST = {"jose", "juan", "maria", "ana", "miguel", "luis", "francisco", "carlos", "rosa",
                 "mari", "jesus", "pedro", "victor", "marco"}  # fmt: skip
_DOUBLE_SECOND = {
    "jose", "luis", "angel", "carmen", "maria", "pilar", "manuel", "antonio", "carlos", "belen",
    "isabel", "jesus", "paz", "miguel", "javier", "dolores", "mar", "cruz", "angeles", "luisa",
    "elena", "teresa", "victoria", "ignacio", "ramon", "pablo", "andres", "fernando", "alberto",
    "enrique",
}  # fmt: skip


def split_name(full_name: str) -> tuple[str, str]:
    """First and last name: "Miguel Ángel Duarte Rey" → ("Miguel Ángel", "Duarte Rey")."""
    words = full_name.split()
    double = (
        len(words) > 1 and plain(words[0]) in _DOUBLE_FIRST and plain(words[1]) in _DOUBLE_SECOND
    )
    cut = 2 if double else 1
    return " ".join(words[:cut]), " ".join(words[cut:])


_PARTICLES = {"de", "del", "la", "las", "los", "y", "da", "do", "dos", "van", "von", "i"}


def capitalised(name: str) -> str:
    """A name as written on an appointment: "muñoz DEL rey" → "Muñoz del Rey"."""
    words = name.split()
    return " ".join(
        word.lower() if index and word.lower() in _PARTICLES else _capital(word)
        for index, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
