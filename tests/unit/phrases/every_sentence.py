"""Every sentence that Maite can say, by the phrase that makes it, about generated facts."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from types import ModuleType

from hypothesis import strategies as st

from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import TimeSpan
from atrevete_core.phrases import (
    answers,
    booking,
    delay,
    greeting,
    group,
    moving,
    opening,
    payment,
    people,
    reminder,
)
from atrevete_core.phrases.facts import BookingFacts
from tests.builders import CATALOGUE, POLICY, REFERENCE, a_work, pack
from tests.unit.phrases.voice import bookings

MODULES: tuple[ModuleType, ...] = (
    answers, booking, delay, greeting, group, moving, opening, payment, people, reminder,
)  # fmt: skip
SPANS = (TimeSpan(time(10), time(14)), TimeSpan(time(16), time(20)))
SEEDS = tuple(map(str, range(12)))
ABOUT = (
    "asked", "medical", "emergency", "self_harm", "complaint", "threat", "not_understood",
    "minor", "harassment", "other",
)  # fmt: skip
#: What the salon itself adds to a message.
NOTICES = tuple(filter(None, (REFERENCE.policy.privacy_notice, REFERENCE.policy.allergy_notice)))
Said = Iterator[Reply | str]


def phrases_of(modules: tuple[ModuleType, ...] = MODULES) -> set[str]:
    """The names of all phrases: "moving.moved"."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, each in vars(module).items()
        if inspect.isfunction(each)
        and each.__module__ == module.__name__
        and not name.startswith("_")
    }


def _answers(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    services = [each for each in map(CATALOGUE.named, facts.visits[0].services) if each]
    work = a_work(services[0].name)
    lines = [
        answers.AppointmentLine(
            start=visit.start,
            stylist=visit.stylist,
            services=visit.services,
            confirmed=confirmed,
            deposit=deposit,
        )
        for visit in facts.visits
        for confirmed in (True, False)
        for deposit in (Money(0), Money(524))
    ]
    yield "answers.free_until", iter([answers.free_until(24, told="Puedes cancelar con tiempo.")])
    yield "answers.faqs", iter([answers.faqs([each]) for each in REFERENCE.faqs])
    yield "answers.price_of", iter([answers.price_of(services)])
    yield (
        "answers.together",
        iter([answers.together(w) for w in (work, a_work("MECHAS", "CORTAR"))]),
    )
    yield "answers.described", iter([answers.described(each) for each in services])
    totals = [answers.total_of(work, deposit) for deposit in (Money(0), Money(524))]
    yield "answers.total_of", iter(totals)
    yield "answers.which_prices", iter([answers.which_prices(services)])
    yield "answers.what_is_done", iter([answers.what_is_done(CATALOGUE.services)])
    yield "answers.which_one", iter([answers.which_one()])
    yield "answers.pack_price", iter([answers.pack_price(CATALOGUE, pack().name)])
    yield "answers.appointments", iter([answers.appointments(lines)])
    yield "answers.no_appointments", iter([answers.no_appointments()])
    yield "answers.consultation", iter([answers.consultation(services[0])])
    yield "answers.not_known", iter([answers.not_known()])
    yield "answers.prices_are_fixed", iter([answers.prices_are_fixed()])
    yield "answers.rest_of", iter([answers.rest_of(facts.total, facts.deposit)])


def _booking(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    visit = facts.visits[0]
    day, names = visit.start.date(), list(visit.services)
    services = [each for each in map(CATALOGUE.named, names) if each]
    offers = [booking.Offer(start=each.start, stylist=each.stylist) for each in facts.visits]
    asked = a_work("MECHAS")
    b = booking
    packs = [b.pack_question(pack(), asked, CATALOGUE, price_told=told) for told in (True, False)]
    yield "booking.service_question", iter([b.service_question(seed) for seed in SEEDS])
    yield "booking.which_service", iter([b.which_service(services[:3])])
    yield "booking.pack_question", iter(packs)
    yield "booking.with_article", iter([b.with_article(name) for name in names])
    yield "booking.with_articles", iter([b.with_articles(names)])
    yield "booking.day_question", iter([b.day_question(names, seed=seed) for seed in SEEDS])
    changes = [b.services_changed(a, d) for a, d in ((names, []), ([], names), (["CEJAS"], names))]
    yield "booking.services_changed", iter(changes)
    yield "booking.no_such_day", iter([b.no_such_day()])
    yield "booking.too_far", iter([b.too_far(POLICY)])
    slots = [
        b.slots(some, today=facts.today, seed=s) for some in (offers, offers[:1]) for s in SEEDS
    ]
    yield "booking.slots", iter(slots)
    yield "booking.hour_not_free", iter([b.hour_not_free(visit.start), b.hour_not_free(None)])
    yield "booking.stylist_full", iter([b.stylist_full("Pilar", day, today=facts.today)])
    full = [b.day_full(day, today=facts.today, same_day=same) for same in (True, False)]
    yield "booking.day_full", iter(full)
    hours = [b.hours_full(day, today=facts.today, same_day=same) for same in (True, False)]
    yield "booking.hours_full", iter(hours)
    yield "booking.part_full", iter([b.part_full("por la tarde", day, today=facts.today)])
    yield "booking.nothing_free", iter([b.nothing_free()])
    yield "booking.slot_just_taken", iter([b.slot_just_taken(visit.start)])
    yield "booking.mixed_categories", iter([b.mixed_categories(["CORTAR"], ["CEJAS"])])
    yield "booking.too_many_services", iter([b.too_many_services(5)])
    yield (
        "booking.already_booked",
        iter(
            [b.already_booked(["CORTAR"], facts.visits[0].start, "Marta", today=date(2026, 12, 1))]
        ),
    )
    yield "booking.too_many_holds", iter([b.too_many_holds(3)])
    yield "booking.sold_by_person", iter([b.sold_by_person(services[0])])
    yield "booking.stylist_not_able", iter([b.stylist_not_able("Rosa", names[0], ["Pilar"])])
    yield "booking.no_such_stylist", iter([b.no_such_stylist(["Pilar", "Marta"])])
    yield "booking.shall_i_look", iter([b.shall_i_look(names), b.shall_i_look([])])
    yield "booking.shall_i_look_for", iter([b.shall_i_look_for(names)])
    yield "booking.one_after_the_other", iter([b.one_after_the_other(names)])
    yield (
        "booking.one_day_after_the_other",
        iter([b.one_day_after_the_other(same_day=each) for each in (True, False)]),
    )
    yield "booking.usual", iter([b.usual(names, "Pilar")])
    yield "booking.no_usual", iter([b.no_usual()])
    yield "booking.companion_name", iter([b.companion_name("mi hija", "Laura")])


def _opening(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    o, today, weekly = opening, facts.today, REFERENCE.weekly
    day = facts.visits[0].start.date()
    after = day + timedelta(1)
    later = [(after, SPANS), (day + timedelta(2), SPANS[:1])]
    shut = [[(day, "reforma"), (after, "")], [(day, "vacaciones"), (after, "vacaciones")]]
    yield "opening.closed_day", iter([o.closed_day(day, "reforma", today=today)])
    yield "opening.closed_days", iter([o.closed_days(each, today=today) for each in shut])
    between = [o.opens_between(each, weekly, today=today) for each in ([], *shut)]
    yield "opening.opens_between", iter(between)
    yield "opening.spoken_holiday", iter([o.spoken_holiday("Natividad del Señor")])
    opened = [o.open_days(some, today=today) for some in ([], later[:1], later)]
    yield "opening.open_days", iter(opened)
    yield "opening.spans_text", iter([o.spans_text(SPANS)])
    yield (
        "opening.opens_only",
        iter([o.opens_only(SPANS, each, today=today) for each in (day, None)]),
    )
    yield "opening.opens", iter([o.opens(day, SPANS, today=today)])
    yield "opening.weekday_hours", iter([o.weekday_hours(range(7), weekly)])
    yield "opening.weekly_hours", iter([o.weekly_hours(weekly)])


def _delay(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    visit = facts.visits[0]
    yield "delay.how_late", iter([delay.how_late()])
    yield "delay.no_appointment_today", iter([delay.no_appointment_today()])
    told = [
        delay.delay(
            visit, arrives=visit.start, next_start=next_, told=told, first_name=facts.first_name
        )
        for next_ in (visit.start, None)
        for told in (True, False)
    ]
    yield "delay.delay", iter(told)


def _greeting(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    name = facts.first_name or "Ana"
    hellos = [greeting.introduction("Atrévete", first_name=name, known=k) for k in (True, False)]
    helps = [greeting.how_can_i_help(who, seed=seed) for seed in SEEDS for who in ("", name)]
    yield "greeting.introduction", iter(hellos)
    yield "greeting.name_check", iter([greeting.name_check(name)])
    yield "greeting.name_question", iter([greeting.name_question(seed) for seed in SEEDS])
    yield "greeting.surname_question", iter([greeting.surname_question(name)])
    yield (
        "greeting.third_name_question",
        iter(
            [
                *(greeting.third_name_question(who) for who in ("mi madre", "mi bebé")),
                greeting.third_name_question("mi hija", "Lucía"),
            ]
        ),
    )
    companions = (
        ("mi hija",), ("mi niño", "mi otro niño"), ("mi madre", "mi tía"),
        ("acompañante 1", "acompañante 2"),
    )  # fmt: skip
    asked = [greeting.companion_name_question(each) for each in companions]
    yield "greeting.companion_name_question", iter(asked)
    yield (
        "greeting.service_question_of",
        iter([greeting.service_question_of(who) for who in ("mi madre", "el niño")]),
    )
    times = [greeting.take_your_time(seed) for seed in SEEDS]
    yield "greeting.take_your_time", iter(times)
    yield "greeting.yours", iter([greeting.yours("mi madre")])
    yield "greeting.how_can_i_help", iter(helps)
    yield "greeting.thanks_back", iter([greeting.thanks_back(seed) for seed in SEEDS])
    yield "greeting.goodbye", iter([greeting.goodbye(seed) for seed in SEEDS])


def _group(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    visit = facts.visits[0]
    seats = [
        group.Seat(who=who, services=visit.services, stylist=visit.stylist, start=visit.start)
        for who in ("", "tu hija", "María", "tu madre")
    ]
    yield (
        "group.moments",
        iter(
            [
                group.moments(
                    [seats[:people]] * count,
                    at_once=at_once,
                    total=facts.total,
                    deposit=facts.deposit,
                    today=facts.today,
                )
                for people in (2, 3, 4)
                for count in (1, 2)
                for at_once in (True, False)
            ]
        ),
    )


def _moving(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    visit, name = facts.visits[0], facts.first_name
    amounts = (Money(0), Money(524))
    m = moving
    yield "moving.nothing_to_change", iter([m.nothing_to_change()])
    yield "moving.which", iter([m.which(facts.visits)])
    yield "moving.new_day_question", iter([m.new_day_question(visit)])
    yield "moving.new_day", iter([m.new_day()])
    another = replace(visit, stylist="Otra")
    others = another, replace(another, start=visit.start - timedelta(days=1))
    moved = [
        m.moved(visit, first_name=name, deposit=amount, before=before)
        for amount in amounts
        for before in (None, *others)
    ]
    yield "moving.moved", iter(moved)
    yield "moving.asked_back", iter([m.asked_back(Money(524))])
    yield "moving.still", iter([m.still(visit)])
    asked = [
        m.cancel_question(visit, first_name=name, refund=amount, free_hours=24)
        for amount in amounts
    ]
    yield "moving.cancel_question", iter(asked)
    done = [m.cancelled(visit, refund=r, kept=k) for r in amounts for k in amounts]
    yield "moving.cancelled", iter(done)
    short = [m.short_notice(first_name=name, kept=amount, free_hours=24) for amount in amounts]
    yield "moving.short_notice", iter(short)
    sure = [m.cancel_without_refund_question(kept=amount) for amount in amounts]
    yield "moving.cancel_without_refund_question", iter(sure)
    yield "moving.left_as_it_is", iter([m.left_as_it_is(visit)])
    several = [
        m.cancel_all_question([visit, visit], first_name=name, refund=amount, free_hours=24)
        for amount in amounts
    ]
    yield "moving.cancel_all_question", iter(several)
    gone = [m.cancelled_all([visit] * n, refund=amount) for n in (2, 3) for amount in amounts]
    yield "moving.cancelled_all", iter(gone)
    yield "moving.all_left_as_they_are", iter([m.all_left_as_they_are()])
    apart = [m.in_an_appointment_of_its_own(each) for each in (("CEJAS",), ())]
    yield "moving.in_an_appointment_of_its_own", iter(apart)
    yield "moving.stands", iter([m.stands(visit)])
    yield "moving.hold_released", iter([m.hold_released()])
    yield "moving.all_cancelled", iter([m.all_cancelled(2), m.all_cancelled(3)])
    yield "moving.draft_dropped", iter([m.draft_dropped()])
    amended = [m.amended(visit, first_name=name, deposit=amount) for amount in amounts]
    yield "moving.amended", iter(amended)


def _payment(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    p = payment
    yield "payment.link", iter([p.link(facts, notices=NOTICES)])
    yield "payment.new_link", iter([p.new_link(facts)])
    yield "payment.same_link", iter([p.same_link(facts)])
    yield "payment.waiting_for_payment", iter([p.waiting_for_payment(facts)])
    yield "payment.is_it_the_payment", iter([p.is_it_the_payment()])
    yield "payment.all_confirmed", iter([p.all_confirmed()])
    yield "payment.nothing_awaited", iter([p.nothing_awaited()])
    yield "payment.still_held", iter([p.still_held(), p.still_held(facts.deadline)])
    needed = [
        p.deposit_needed(share, 30, until=u) for share in (0, 20) for u in (None, facts.deadline)
    ]
    yield "payment.deposit_needed", iter(needed)
    yield "payment.second_failure", iter([p.second_failure(facts)])
    yield "payment.link_trouble", iter([p.link_trouble()])
    yield "payment.warning", iter([p.warning(facts, minutes=minutes) for minutes in (1, 5)])
    yield "payment.lapsed", iter([p.lapsed(facts)])
    yield "payment.confirmed", iter([p.confirmed(facts, notices=NOTICES)])
    yield "payment.refunded_too_late", iter([p.refunded_too_late(facts, facts.deposit)])
    yield "payment.refunded_twice", iter([p.refunded_twice(facts, facts.deposit)])
    yield "payment.only_by_link", iter([p.only_by_link(facts), p.only_by_link(None)])
    yield "payment.checkout_description", iter([p.checkout_description(facts)])


def _people(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    hours = [
        people.TeamHours(closes=facts.start, today=facts.today),
        people.TeamHours(opens=facts.start, today=facts.today),
        people.TeamHours(today=facts.today),
    ]
    handed = [
        people.handing_over(about, each, first_name=facts.first_name)
        for about in ABOUT
        for each in hours
    ]
    plain: list[Callable[[], str]] = [
        people.limit,
        people.out_of_scope,
        people.please_write,
        people.picture,
        people.sticker,
        people.no_more_reminders,
        people.nothing_private,
        people.receipt,
        people.wish_noted,
        people.identity,
    ]
    yield "people.when_answered", iter([people.when_answered(each) for each in hours])
    yield "people.handing_over", iter(handed)
    yield "people.not_understood", iter([people.not_understood(time) for time in (1, 2)])
    yield "people.say_again", iter([people.say_again(time) for time in (1, 2)])
    yield "people.out_of_scope", iter([people.out_of_scope(elsewhere=True)])
    yield "people.other_not_done", iter([people.other_not_done(), people.other_not_done("cera")])
    yield "people.calm", iter([people.calm(people.out_of_scope("cera"))])
    for each in plain:
        yield f"people.{each.__name__}", iter([each()])


def _reminder(facts: BookingFacts) -> Iterator[tuple[str, Said]]:
    yield "reminder.reminder", iter([reminder.reminder(facts)])
    coming = reminder.attendance_confirmed(facts.start, first_name=facts.first_name)
    yield "reminder.attendance_confirmed", iter([coming])


_ALL = (
    _answers, _booking, _delay, _greeting, _group, _moving, _opening, _payment, _people, _reminder,
)  # fmt: skip


def every_sentence(facts: BookingFacts) -> dict[str, list[str]]:
    """What each phrase says about these facts."""
    return {
        name: [each if isinstance(each, str) else each.text for each in said]
        for of_module in _ALL
        for name, said in of_module(facts)
    }


sentences: st.SearchStrategy[dict[str, list[str]]] = bookings().map(every_sentence)
