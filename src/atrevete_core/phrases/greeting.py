"""How Maite introduces herself and learns names (R2, R3, R4, R13)."""

from collections.abc import Sequence

from .spanish import listed
from .variants import variant


def introduction(salon: str, *, first_name: str = "", known: bool = False) -> str:
    """The first sentence of every conversation: who she is, that she is an AI, and the way out."""
    if known:
        return (
            f"¡Hola otra vez, {first_name}! 🌸 Soy Maite, la IA del salón; "
            "si prefieres a una persona, dímelo."
        )
    return (
        f"¡Hola! Soy Maite, la asistente virtual de {salon} 🌸 "
        "Soy una IA; si prefieres hablar con una persona, pídemelo cuando quieras."
    )


def name_check(name: str) -> str:
    return f"¿Te llamas {name}?"


def name_question(seed: str = "") -> str:
    return variant(seed, "¿Cómo te llamas? Así te apunto bien 😊", "¿Me dices tu nombre? 😊")


def surname_question(first_name: str) -> str:
    return f"¿Y tus apellidos, {first_name}?"


def third_name_question(relation: str, first_name: str = "") -> str:
    """R28, R40. Who brings a child does what parents do; for anybody else it is kind. Of whoever
    gave a first name only the rest is asked: «¿Y los apellidos de Lucía?».
    """
    if first_name:
        return f"¿Y los apellidos de {first_name}?"
    kind = "" if _CHILDREN & set(relation.split()) else "¡Qué detalle! 💕 "
    return f"{kind}¿Cómo se llama {yours(relation)}, con apellidos?"


_CHILDREN = frozenset(
    "hijo hija niño niña bebé bebe nieto nieta peque nene nena crío cría crio cria".split()
)


def yours(relation: str) -> str:
    """«mi hija» said back: «tu hija»."""
    return f"tu {relation.removeprefix('mi ')}" if relation.startswith("mi ") else relation


def service_question_of(who: str) -> str:
    """Of one of a group: «¿Y qué se va a hacer tu madre?»."""
    return f"¿Y qué se va a hacer {yours(who)}?"


def how_can_i_help(first_name: str = "", *, seed: str = "") -> str:
    if first_name:
        return variant(
            seed,
            f"¿En qué te ayudo, {first_name}?",
            f"Dime, {first_name}, ¿qué te quieres hacer?",
        )
    return variant(seed, "¿En qué te ayudo?", "Cuéntame, ¿qué necesitas?")


def thanks_back(seed: str = "") -> str:
    return variant(seed, "¡A ti! 😊", "¡Gracias a ti! 🌸", "¡Un placer! 😊")


def take_your_time(seed: str = "") -> str:
    """«Luego te digo»."""
    return variant(
        seed,
        "Sin prisa 😊 Cuando lo tengas claro, me dices.",
        "Claro, tómate tu tiempo 😊 Aquí me tienes.",
    )


def goodbye(seed: str = "") -> str:
    """Nothing more is wanted."""
    return variant(
        seed,
        "¡Perfecto! Aquí me tienes para lo que necesites 🌸",
        "¡Muy bien! Cuando quieras, aquí estoy 😊",
    )


def companion_name_question(who: Sequence[str]) -> str:
    """«¿Y cómo se llaman tu niño y tu niña?», «¿Y cómo se llaman tus dos hijas?»."""
    alike = {each.split()[-1] for each in who}
    if len(who) == 1:
        return f"¿Y cómo se llama {yours(who[0])}?"
    if len(alike) == 1 and len(who) in _COUNTED:
        return f"¿Y cómo se llaman tus {_COUNTED[len(who)]} {alike.pop()}s?"
    if all(each.startswith("acompañante") for each in who):
        return "¿Y cómo se llama el resto?"
    return f"¿Y cómo se llaman {listed(map(yours, who))}?"


_COUNTED = {2: "dos", 3: "tres", 4: "cuatro"}
