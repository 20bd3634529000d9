"""How Maite writes, as a rule that any text of hers can be held against; and facts to write of."""

import re
from datetime import datetime, timedelta

from hypothesis import strategies as st

from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import Money, total
from atrevete_core.phrases.facts import BookingFacts, Visit
from tests.builders import CATALOGUE, MADRID, POLICY, madrid

BANNED = (
    "agendar", "ahorita", "estimad", "procedo a", "su reserva", "en breve", "none", "usted",
)  # fmt: skip
#: One emoji, whatever it is joined of (💇‍♀️ is four characters).
_EMOJI = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u27bf](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2640\u2642]\ufe0f?)*"
)
#: "radiof. (15 min)" ends none.
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÁÉÍÓÚÑ¿¡*])")
_MONEY = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d{2} €")


def assert_her_voice(said: Reply | str, *, sentences: int = 5) -> None:
    """Pairs of ¿? and ¡!, one question, two emoji, no banned word, money as it is written."""
    reply = Reply(text=said) if isinstance(said, str) else said
    text = reply.text
    assert text == text.strip()
    assert text, "she says something"
    assert text.count("¿") == text.count("?") <= 1, text
    assert text.count("¡") == text.count("!"), text
    assert "!!" not in text
    assert "  " not in text, text
    assert " ." not in text, text
    assert " ," not in text, text
    assert len(_EMOJI.findall(text)) <= 2, text
    assert text.count("*") % 2 == 0, text
    assert text.count("€") == len(_MONEY.findall(text)), text
    lowered = text.lower()
    assert not [word for word in BANNED if re.search(rf"\b{word}", lowered)], text
    assert len(_SENTENCE_END.findall(_without_links(text))) <= sentences, text
    assert_buttons(reply)


def _without_links(text: str) -> str:
    return re.sub(r"https?://\S+", "", text)


def assert_buttons(reply: Reply) -> None:
    """At most three, of at most 20 characters, all different."""
    assert len(reply.buttons) <= 3
    assert all(0 < len(title) <= 20 for title in reply.buttons)
    assert len(set(reply.buttons)) == len(reply.buttons)


BOOKABLE = [each for each in CATALOGUE.services if each.bookable and each.price]
services = st.sampled_from(BOOKABLE)
some_services = st.lists(services, min_size=1, max_size=4, unique=True)
#: Local times between ten and eight, on the days of more than a year.
moments = st.builds(
    lambda day, half: datetime.combine(
        (madrid(2026, 12, 16) + timedelta(days=day)).date(),
        (madrid(2026, 12, 16) + timedelta(minutes=30 * half)).time(),
        MADRID,
    ),
    st.integers(0, 400),
    st.integers(20, 39),
)
first_names = st.sampled_from(["", "Laura", "José Luis", "Íñigo"])
today = madrid(2026, 12, 16).date()


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    chosen = draw(some_services)
    stylist = draw(st.sampled_from(CATALOGUE.stylists))
    price = total(each.price for each in chosen)
    return Visit(
        start=draw(moments),
        stylist=stylist.name,
        stylist_gender=stylist.gender,
        services=tuple(each.name for each in chosen),
        minutes=sum(each.minutes for each in chosen),
        total=price,
        who=draw(st.sampled_from(["", "", "María López"])),
        separately=draw(st.sampled_from([None, price + Money(870)])),
    )


@st.composite
def bookings(draw: st.DrawFn) -> BookingFacts:
    told = tuple(draw(st.lists(visits(), min_size=1, max_size=2)))
    price = total(visit.total for visit in told)
    start = min(visit.start for visit in told)
    deposit = draw(st.sampled_from([deposit_for(price, POLICY), Money(0)]))
    return BookingFacts(
        first_name=draw(first_names),
        visits=told,
        total=price,
        deposit=deposit,
        deadline=after(start, minutes=-draw(st.integers(0, 600))),
        hold_minutes=draw(st.sampled_from([15, 30])),
        free_hours=24,
        today=draw(st.sampled_from([today, start.date()])),
        url="https://pay.example/c/cs_1#x",
    )
