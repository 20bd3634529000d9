"""Every sentence obeys her voice, whatever it is about."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.catalogue import Service
from atrevete_core.domain.conversation import EscalationReason, Reply
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import TimeSpan
from atrevete_core.phrases import answers, booking, greeting, opening, payment, people, staff
from atrevete_core.phrases.answers import AppointmentLine
from atrevete_core.phrases.booking import Offer
from atrevete_core.phrases.facts import BookingFacts, Visit
from atrevete_core.phrases.people import TeamHours
from tests.builders import CATALOGUE, FRIDAY, POLICY, REFERENCE, a_work, madrid, pack
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import (
    assert_her_voice,
    bookings,
    first_names,
    moments,
    services,
    some_services,
    today,
    visits,
)

seeds = st.text("ab", max_size=3)

_BEFORE_PAYMENT: list[Callable[[BookingFacts], Reply | str]] = [
    payment.link,
    payment.new_link,
    payment.same_link,
    payment.waiting_for_payment,
    payment.second_failure,
    lambda facts: payment.warning(facts, minutes=5),
    payment.lapsed,
    payment.only_by_link,
]


@pytest.mark.parametrize("phrase", _BEFORE_PAYMENT)
@EXAMPLES
@given(facts=bookings())
def test_before_the_payment_nothing_is_confirmed(
    phrase: Callable[[BookingFacts], Reply | str], facts: BookingFacts
) -> None:
    said = phrase(facts)
    assert_her_voice(said)
    text = said if isinstance(said, str) else said.text
    assert "confirmada" not in text
    assert "reservad" not in text


@EXAMPLES
@given(bookings(), st.sampled_from([(), ("Usamos tus datos solo para atenderte.", "")]))
def test_the_link_says_all_that_must_be_known(
    facts: BookingFacts, notices: tuple[str, ...]
) -> None:
    text = payment.link(facts, notices=notices).text
    assert facts.url in text
    assert f"hasta las {facts.deadline.hour}:{facts.deadline.minute:02d}" in text
    assert f"({facts.hold_minutes} min)" in text
    assert all(visit.stylist in text for visit in facts.visits)
    assert ("no se devuelve" in text) == (facts.start.date() == facts.today)
    assert text.count("\n") == len([notice for notice in notices if notice])


@EXAMPLES
@given(bookings())
def test_the_confirmation_says_the_same_facts_again(facts: BookingFacts) -> None:
    reply = payment.confirmed(facts, notices=("Ven con el pelo seco.",))
    assert_her_voice(reply, sentences=7)
    assert "confirmada" in reply.text
    assert reply.template is not None
    assert all(visit.stylist in reply.text for visit in facts.visits)
    if facts.deposit:
        assert "Anticipo recibido" in reply.text
    else:
        assert "€" not in reply.text


@EXAMPLES
@given(bookings(), st.sampled_from([payment.refunded_too_late, payment.refunded_twice]))
def test_a_refund_is_asked_for_and_not_yet_given(
    facts: BookingFacts, phrase: Callable[[BookingFacts, Money], Reply]
) -> None:
    reply = phrase(facts, Money(101600))
    assert_her_voice(reply)
    assert "1.016,00 €" in reply.text
    assert "He pedido" in reply.text
    assert reply.template is not None
    assert reply.template.name == "anticipo_devuelto"


@EXAMPLES
@given(bookings())
def test_the_payment_page_names_what_it_is_for(facts: BookingFacts) -> None:
    assert payment.checkout_description(facts).startswith("Anticipo: ")


def test_the_link_can_be_impossible_and_needs_no_hold() -> None:
    assert_her_voice(payment.link_trouble())
    assert_her_voice(payment.only_by_link(None))


@EXAMPLES
@given(
    st.lists(
        st.builds(
            Offer, start=moments, stylist=st.sampled_from([e.name for e in CATALOGUE.stylists])
        ),
        min_size=1,
        max_size=3,
    ),
    seeds,
    st.booleans(),
)
def test_offers_are_one_question_with_short_buttons(
    offers: list[Offer],
    seed: str,
    one_day: bool,  # noqa: FBT001
) -> None:
    if one_day:
        day = offers[0].start.date()
        offers = [
            Offer(start=datetime.combine(day, o.start.timetz()), stylist=o.stylist) for o in offers
        ]
    reply = booking.slots(offers, today=today, note="El viernes está completo.", seed=seed)
    assert_her_voice(reply)
    assert reply.text.endswith("?")
    one_stylist = len(offers) > 1 and len({o.stylist for o in offers}) == 1
    for offer in offers:
        hour = f"{offer.start.hour}:{offer.start.minute:02d}"
        assert (hour if one_stylist else f"{hour} con {offer.stylist}") in reply.text
    if one_stylist:
        assert reply.text.count(f"con {offers[0].stylist}") == 1


@EXAMPLES
@given(some_services)
def test_services_are_spoken_of_in_a_sentence(chosen: list[Service]) -> None:
    names = [each.name for each in chosen]
    said: Sequence[Reply | str] = [
        answers.price_of(chosen),
        answers.which_prices(chosen),
        booking.day_question(names),
        booking.which_service(chosen[:3]),
        booking.mixed_categories(names[:1], names[1:] or ["CEJAS"]),
        booking.one_after_the_other(names),
        booking.stylist_not_able("Rosa", names[0], ["Pilar", "Marta"]),
        booking.sold_by_person(chosen[0]),
        booking.shall_i_look(names),
        answers.described(chosen[0]),
        booking.usual(names, "Pilar"),
    ]
    for each in said:
        assert_her_voice(each)
        text = each if isinstance(each, str) else each.text
        assert not any(word.isupper() and len(word) > 2 for word in text.split()), text


@EXAMPLES
@given(services)
def test_a_work_is_told_with_its_total(service: Service) -> None:
    work = a_work(service.name)
    deposit = deposit_for(work.price, POLICY)
    assert_her_voice(answers.together(work))
    assert_her_voice(answers.total_of(work, deposit))


def test_packs_and_free_services_have_their_own_words() -> None:
    both, asked = a_work("MECHAS", "CORTAR"), a_work("MECHAS")
    assert_her_voice(booking.pack_question(pack(), asked, CATALOGUE))
    assert booking.pack_question(pack(), asked, CATALOGUE).buttons == ("El pack", "Solo las mechas")
    longer = a_work("CULTURA DE COLOR", "BARRO GOLD EXTRA")
    assert booking.pack_question(pack(), longer, CATALOGUE).buttons[1] == "Solo lo que pedí"
    assert answers.together(both) == "El pack Mechas + Corte son 80,00 € y 60 min."
    assert answers.pack_price(CATALOGUE, "nada") == ""
    free = a_work("CONSULTA GRATUITA")
    assert answers.total_of(free, Money(0)) == "Consulta gratuita: no tiene coste."
    assert "sin coste (15 min)" in answers.price_of(free.services)
    assert_her_voice(answers.consultation(free.services[0]))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("MECHAS", "las mechas"),
        ("CORTAR", "el corte"),
        ("CEJAS", "las cejas"),
        ("BARBA", "la barba"),
        ("AGUA LLUVIA", "el agua lluvia"),
        ("BARRO GOLD", "el Barro Gold"),
    ],
)
def test_services_have_their_article(name: str, said: str) -> None:
    assert booking.with_article(name) == said


@EXAMPLES
@given(moments, st.sampled_from(["", "Pilar"]), st.sampled_from(["", "la Inmaculada"]))
def test_full_and_closed_days_are_explained(start: datetime, stylist: str, reason: str) -> None:
    day = start.date()
    spans = (TimeSpan(time(10), time(14)), TimeSpan(time(16), time(20)))
    next_days = [(day + timedelta(1), spans), (day + timedelta(2), spans[:1])]
    for said in (
        booking.hour_not_free(start, stylist=stylist),
        booking.hour_not_free(None, stylist=stylist),
        booking.stylist_full("Pilar", day, today=today),
        booking.day_full(day, today=today),
        booking.day_full(day, today=today, same_day=True),
        booking.part_full("por la tarde", day, today=today),
        opening.closed_day(day, reason, today=today),
        opening.opens(day, spans, today=today),
        opening.open_days([], today=today),
        opening.open_days(next_days, today=today),
        opening.open_days([(day, spans), (day + timedelta(1), spans)], today=today),
        opening.open_days(next_days[:1], today=today),
        booking.slot_just_taken(start),
    ):
        assert_her_voice(said)


@pytest.mark.parametrize(
    "said",
    [
        booking.no_such_day(),
        booking.too_far(POLICY),
        booking.nothing_free(),
        booking.too_many_services(5),
        booking.too_many_holds(3),
        booking.no_such_stylist(["Pilar", "Íñigo"]),
        booking.shall_i_look([]),
        booking.no_usual(),
        answers.no_appointments(),
        people.limit(),
        people.not_understood(1),
        people.not_understood(2),
        people.out_of_scope(),
        people.please_write(),
        people.picture(),
        people.sticker(),
        people.no_more_reminders(),
        people.receipt(),
        people.wish_noted(),
        people.nothing_private(),
        greeting.name_check("Laura"),
        greeting.surname_question("Laura"),
        greeting.third_name_question("tu madre"),
        *(faq.text for faq in REFERENCE.faqs),
    ],
)
def test_her_short_sentences(said: str) -> None:
    assert_her_voice(said, sentences=3)


@EXAMPLES
@given(first_names, seeds, st.booleans())
def test_she_says_that_she_is_an_ai_and_how_to_reach_a_person(
    name: str,
    seed: str,
    known: bool,  # noqa: FBT001
) -> None:
    hello = greeting.introduction("Atrévete Peluquería", first_name=name or "Ana", known=known)
    assert_her_voice(hello)
    assert "IA" in hello
    assert "persona" in hello
    for said in (
        greeting.name_question(seed),
        greeting.how_can_i_help(name, seed=seed),
        greeting.thanks_back(seed),
        booking.service_question(seed),
    ):
        assert_her_voice(said)


_ABOUT = (
    "asked", "medical", "emergency", "self_harm", "complaint", "threat", "not_understood",
    "minor", "harassment", "other",
)  # fmt: skip


@pytest.mark.parametrize("about", _ABOUT)
@pytest.mark.parametrize(
    "hours",
    [
        TeamHours(closes=madrid(2026, 12, 16, 20), today=today),
        TeamHours(opens=madrid(2026, 12, 17, 10), today=today),
        TeamHours(opens=madrid(2026, 12, 16, 16), today=today),
        TeamHours(opens=madrid(2026, 12, 21, 10), today=today),
        TeamHours(today=today),
    ],
)
@pytest.mark.parametrize("name", ["", "Ana"])
def test_a_hand_over_is_calm_and_sells_nothing(about: str, hours: TeamHours, name: str) -> None:
    said = people.handing_over(about, hours, first_name=name)
    assert_her_voice(said)
    assert not set("🌸💕😊🎉💇") & set(said)
    assert "€" not in said


@EXAMPLES
@given(
    st.lists(
        st.builds(
            AppointmentLine,
            start=moments,
            stylist=st.just("Pilar"),
            services=some_services.map(lambda chosen: tuple(each.name for each in chosen)),
            confirmed=st.booleans(),
            deposit=st.sampled_from([Money(0), Money(1600)]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_appointments_are_told_with_their_state(lines: list[AppointmentLine]) -> None:
    said = answers.appointments(lines)
    assert_her_voice(said)
    assert said.count("pendiente del anticipo") == sum(not line.confirmed for line in lines)


@EXAMPLES
@given(visits(), st.sampled_from(EscalationReason), st.booleans())
def test_the_team_reads_who_what_and_when_and_no_phone(
    visit: Visit,
    reason: EscalationReason,
    provisional: bool,  # noqa: FBT001
) -> None:
    texts: list[Any] = [
        staff.stylist_subject("confirmada", visit),
        staff.stylist_text("confirmada", visit, customer="Laura García"),
        staff.calendar_title(visit, first_name="Laura", provisional=provisional),
        staff.calendar_description(visit, deposit=Money(1600), provisional=provisional),
        staff.same_day(visit, customer="Laura"),
        staff.absence_conflict(visit, customer="Laura", reason="médico"),
        staff.team_notice(reason, "resumen").text,
        staff.person_has_the_word("hola"),
        staff.undelivered("say", "502"),
        staff.undelivered("whatever", "502"),
        staff.no_payment_page("Laura"),
        staff.unanswerable(),
        staff.unreadable_event("desk"),
        staff.unreadable_event("elsewhere"),
    ]
    assert all(text.strip() for text in texts)
    assert "García" not in texts[2]
    assert texts[2].startswith("(pendiente") == provisional


def test_a_summary_quotes_the_last_words_shortened() -> None:
    short = staff.hand_over_summary("Laura", services=("CORTAR",), words="quiero hablar")
    assert short == "Laura. Estaba reservando corte. Ha escrito: «quiero hablar»"
    assert staff.hand_over_summary("Laura", services=(), words=" ") == "Laura."
    long = staff.hand_over_summary("Laura", services=(), words="a" * 400)
    assert len(long) < 200
    assert date(2026, 12, 18) == FRIDAY
