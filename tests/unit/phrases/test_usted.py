"""Whoever writes de usted is answered de usted in every sentence; nothing else changes (R64)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.conversation import Reply
from atrevete_core.phrases.facts import BookingFacts
from atrevete_core.phrases.services import spoken
from atrevete_core.phrases.usted import usted
from atrevete_core.usecases.speaking import say
from tests.builders import CATALOGUE, LAURA, NOW, a_storage
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.every_sentence import NOTICES, every_sentence, phrases_of
from tests.unit.phrases.voice import bookings

#: Pronouns and possessives that only a friend uses.
_PRONOUNS = re.compile(
    r"\b(tú|te|ti|tu|tus|tuy[oa]s?|contigo|os|vuestr[oa]s?|vosotr[oa]s)\b", re.IGNORECASE
)
#: «ayudarte», «guardándote», "resolváis".
_ENDINGS = re.compile(
    r"\w+(?:[aeiáéí]r|ndo)te(?:l[oa]s?)?\b|\w+(?:áis|éis|aste|iste)\b"
    r"|\b(?!Atrévete)\w*[áéíóú]\w+te\b",
    re.IGNORECASE,
)
#: Orders to a friend; "llama" and the like are orders only where she says them as such.
_ORDERS = re.compile(
    r"\b(di|dime(?:l[oa]s?)?|dímel[oa]s?|ven|pon|haz|mira|avísa(?:me|nos)|cuénta(?:me|nos)"
    r"|escríbe(?:me|nos)|pídemel[oa]|pásate|perdona|elige|llámanos|toma|ten"
    r"|paga aquí|prueba con|llama (?:al|ahora))\b",
    re.IGNORECASE,
)
#: Verbs of a friend end in -s; so do these other words of hers.
_VERB_LIKE = re.compile(r"\b\w*(?:as|es|ás|és)\b", re.IGNORECASE)
_NOT_VERBS = {
    "adelantes", "además", "anteriores", "antes", "apellidos", "atenderles", "atrás", "citas",
    "cuales", "cuáles", "cosas", "demás", "después", "detalles", "días", "entonces", "es",
    "estas", "esas",
    "festivos", "gracias", "guardadas", "horas", "jamás", "jueves", "las", "les", "lunes", "martes",
    "mas", "menores", "mes", "miércoles", "más", "necesidades", "ningunas", "otras", "pendientes",
    "personas", "próximas", "quizás", "separadas", "tardes", "todas", "tres", "unas",
    "vacaciones", "veces", "viernes", "disponibles", "confirmadas", "canceladas",
    "hortensias", "preparadas", "reyes", "cambiarlas", "cancelarlas", "borrarlas", "verlas",
    "des", "dudas", "fechas", "uñas", "masajes", "mechas", "cortes",
}  # fmt: skip
#: What the salon sells and how it describes it: nobody's words to the customer.
_SOLD = {
    word.lower()
    for service in CATALOGUE.services
    for words in (spoken(service.name), service.description)
    for word in re.findall(r"\w+", usted(words))
}
_NOT_HERS = re.compile(r"https?://\S+|«[^»]*»")


def tu_forms(text: str) -> list[str]:
    """Words de tú that are left, links and quotes aside."""
    hers = _NOT_HERS.sub("", text)
    found = [
        each.group() for rule in (_PRONOUNS, _ENDINGS, _ORDERS) for each in rule.finditer(hers)
    ]
    verbs = (each.group() for each in _VERB_LIKE.finditer(hers))
    return found + [each for each in verbs if each.lower() not in _NOT_VERBS | _SOLD]


def test_the_search_knows_a_tu_when_it_sees_one() -> None:
    for friendly in (
        "Te guardo la hora", "¿Qué prefieres?", "para ti", "¿Os lo guardo?", "Paga aquí: x",
        "Dímelo", "puedo ayudarte", "guardándote", "lo resolváis", "Llama al 112", "has pagado",
        "llegarías", "pásate", "contártelo", "tómate",
    ):  # fmt: skip
        assert tu_forms(friendly), friendly
    assert tu_forms("«te quiero» https://pay.example/tu?tienes=te El lunes, tres horas más.") == []


@EXAMPLES
@given(bookings())
def test_no_phrase_is_forgotten(facts: BookingFacts) -> None:
    said = every_sentence(facts)
    assert set(said) == phrases_of(), "every phrase stands in every_sentence.py"
    assert all(said.values())


@EXAMPLES
@given(bookings())
def test_de_usted_there_is_no_tu_left_in_any_sentence(facts: BookingFacts) -> None:
    left = {
        name: (tu_forms(usted(text)), usted(text))
        for name, said in every_sentence(facts).items()
        for text in said
        if tu_forms(usted(text))
    }
    assert left == {}


@EXAMPLES
@given(bookings())
def test_de_usted_is_still_spanish(facts: BookingFacts) -> None:
    wrong = re.compile(
        r"\b(?:le|les) (?:lo|la|los|las)\b|\bse (?:pague|llame|pruebe)\b", re.IGNORECASE
    )
    said = [usted(text) for all_said in every_sentence(facts).values() for text in all_said]
    assert [text for text in said if wrong.search(text)] == []


@EXAMPLES
@given(bookings())
def test_saying_it_twice_changes_nothing_more(facts: BookingFacts) -> None:
    for said in every_sentence(facts).values():
        for text in said:
            assert usted(usted(text)) == usted(text)


_FACT = re.compile(r"https?://\S+|\d[\d.,:]*(?: (?:€|min|h))?|\*|[¿?¡!]|🌸|😊|🎉")


@EXAMPLES
@given(bookings())
def test_links_hours_prices_and_names_stay_as_they_are(facts: BookingFacts) -> None:
    visits = facts.visits
    names = {facts.first_name, *(v.stylist for v in visits), *(v.who for v in visits)} - {""}
    for said in every_sentence(facts).values():
        for text in said:
            formal = usted(text)
            assert _FACT.findall(formal) == _FACT.findall(text)
            assert [formal.count(name) for name in names] == [text.count(name) for name in names]


_AN_HOUR = st.times().map(lambda moment: f"{moment.hour}:{moment.minute:02d}")
_A_LINK = st.from_regex(r"https://pay\.example/[a-zA-Z0-9/?=&#_-]{1,30}", fullmatch=True)
_A_PRICE = st.integers(0, 99999).map(lambda cents: f"{cents // 100},{cents % 100:02d} €")
_A_NAME = st.sampled_from(
    ["Teresa", "Tulia", "Osvaldo", "Tomás", "Andrés", "Íñigo", "Mercedes", "Lourdes", "Blas"]
)


@EXAMPLES
@given(st.lists(st.one_of(_AN_HOUR, _A_LINK, _A_PRICE, _A_NAME), min_size=1, max_size=8))
def test_facts_alone_are_no_words_of_hers(facts: list[str]) -> None:
    assert usted(" ".join(facts)) == " ".join(facts)


def test_every_service_keeps_its_name() -> None:
    assert [s.name for s in CATALOGUE.services if usted(spoken(s.name)) != spoken(s.name)] == []


@pytest.mark.parametrize(
    ("tu", "formal"),
    [
        ("¿Te llamas Laura?", "¿Se llama usted Laura?"),
        ("¿Cómo se llama tu madre?", "¿Cómo se llama su madre?"),
        ("El anticipo se paga con tarjeta.", "El anticipo se paga con tarjeta."),
        ("Paga aquí: https://pay.example/tu", "Pague aquí: https://pay.example/tu"),
        ("Te lo confirmo y te los guardo.", "Se lo confirmo y se los guardo."),
        ("¡A ti! 😊", "¡A usted! 😊"),
        ("¿Os lo guardo?", "¿Se lo guardo?"),
        ("¡Os esperamos!", "¡Les esperamos!"),
        ("¡Te esperamos!", "¡Le esperamos!"),
        ("La prueba de alergia", "La prueba de alergia"),
        ("Ha escrito «te espero»", "Ha escrito «te espero»"),
    ],
)
def test_how_it_sounds(tu: str, formal: str) -> None:
    assert usted(tu) == formal


@pytest.mark.parametrize("notice", NOTICES)
def test_what_the_salon_adds_is_said_de_usted_too(notice: str) -> None:
    assert tu_forms(usted(notice)) == []


@pytest.mark.parametrize(("dialogue", "said"), [({"formal": True}, "Le espero"), ({}, "Te espero")])
async def test_only_who_writes_de_usted_is_answered_so(
    dialogue: dict[str, bool], said: str
) -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        conversation = await LAURA.arrives(records)
        turn = await records.conversations.begin_turn(conversation.id)
        await records.conversations.close_turn(conversation.id, turn=turn, dialogue=dialogue)
        now = await records.conversations.get(conversation.id)
        await say(records, now, Reply(text="Te espero"), key="key", at=NOW)
        (line,) = await records.conversations.transcript(conversation.id, last=1)
    assert line.text == said
