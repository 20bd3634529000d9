"""A wish is the same wish in whatever order, and with whatever words around it, it is written."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from .conversation import plainly, understood

OPENERS = ("", "hola ", "buenas! ", "holaa q tal ", "Buenas tardes. ", "hola guapa, ")
WISHES = ("quiero", "necesito", "tenéis hueco para", "puedo pedir cita para", "apúntame", "kiero")
SERVICES = (
    "unas mechas",
    "las cejas",
    "un secado",
    "la manicura permanente",
    "una bioterapia facial",
    "corte de flequillo",
    "mechas y corte",
)
DAYS = (
    "el viernes",
    "mañana",
    "el 15",
    "el viernes 11",
    "el próximo martes",
    "la semana que viene",
)
HOURS = ("", "por la tarde", "a las 5", "a partir de las 4", "a última hora", "entre las 4 y las 6")
WITH = ("", "con Marta", "con Pilar si puede ser", "me da igual con quién")
FOR = ("", "", "para mi madre", "para mi hija")
TAILS = ("", " gracias", " porfa", " 😊", "!!")


def meant(*texts: str) -> dict[str, Any]:
    """What the messages wish, put together: services, whom it is for, when, with whom."""
    wish: dict[str, Any] = {}
    for text in texts:
        for each in map(plainly, understood(text)):
            del each["do"]
            each.pop("anything", None)
            wish |= each
    return wish


@settings(max_examples=150)
@given(
    opener=st.sampled_from(OPENERS),
    wish=st.sampled_from(WISHES),
    service=st.sampled_from(SERVICES),
    when=st.builds("{} {}".format, st.sampled_from(DAYS), st.sampled_from(HOURS)),
    whom=st.sampled_from(FOR),
    stylist=st.sampled_from(WITH),
    tail=st.sampled_from(TAILS),
    order=st.permutations(range(3)),
    day_first=st.booleans(),
)
def test_the_order_of_the_words_changes_nothing(
    opener: str, wish: str, service: str, when: str, whom: str, stylist: str, tail: str,
    order: list[int], *, day_first: bool,
) -> None:  # fmt: skip
    when = when.strip()
    if wish.endswith("para"):
        whom = ""
    rest = [(when, stylist, whom)[index] for index in order]
    if day_first:
        rest = [when, service, *(each for each in rest if each != when)]
    else:
        rest = [service, *rest]
    text = f"{opener}{wish} {' '.join(each for each in rest if each)}{tail}"

    apart = meant(f"quiero {service}", f"quiero cita {when}", *([stylist] if stylist else []))
    expected = apart | ({"for_whom": whom.removeprefix("para ")} if whom else {})
    assert meant(text) == expected, text
