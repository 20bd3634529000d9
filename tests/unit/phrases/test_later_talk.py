"""Changes, cancellations, delays, groups and reminders obey her voice too; and de usted."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.interval import after
from atrevete_core.domain.money import Money
from atrevete_core.phrases import delay, group, moving, payment, reminder
from atrevete_core.phrases.facts import BookingFacts, Visit
from atrevete_core.phrases.usted import usted
from tests.builders import madrid
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import assert_her_voice, bookings, first_names, today, visits

amounts = st.sampled_from([Money(0), Money(524), Money(101600)])


@EXAMPLES
@given(visits(), first_names, amounts)
def test_moving_and_cancelling(visit: Visit, name: str, amount: Money) -> None:
    for said in (
        moving.nothing_to_change(),
        moving.which([visit, visit]),
        moving.new_day_question(visit),
        moving.moved(visit, first_name=name, deposit=amount),
        moving.cancel_question(visit, first_name=name, refund=amount, free_hours=24),
        moving.cancelled(visit, refund=amount, kept=Money(0)),
        moving.cancelled(visit, refund=Money(0), kept=amount),
        moving.short_notice(first_name=name, kept=amount, free_hours=24),
        moving.cancel_without_refund_question(kept=amount),
        moving.left_as_it_is(visit),
        moving.hold_released(),
        moving.draft_dropped(),
        moving.amended(visit, first_name=name, deposit=amount),
    ):
        assert_her_voice(said)


@EXAMPLES
@given(visits(), first_names, st.booleans(), st.booleans())
def test_delays(visit: Visit, name: str, told: bool, somebody: bool) -> None:  # noqa: FBT001
    following = after(visit.start, minutes=60) if somebody else None
    arrives = after(visit.start, minutes=20)
    said = delay.delay(visit, arrives=arrives, next_start=following, told=told, first_name=name)
    assert_her_voice(said)
    assert_her_voice(delay.how_late())
    assert_her_voice(delay.no_appointment_today())


@EXAMPLES
@given(st.lists(visits(), min_size=2, max_size=4), st.booleans(), st.integers(1, 3))
def test_groups(people: list[Visit], at_once: bool, count: int) -> None:  # noqa: FBT001
    seats = [
        group.Seat(who=each.who, services=each.services, stylist=each.stylist, start=each.start)
        for each in people
    ]
    moments = [
        [
            group.Seat(
                who=seat.who,
                services=seat.services,
                stylist=seat.stylist,
                start=after(seat.start, minutes=30 * index),
            )
            for seat in seats
        ]
        for index in range(count)
    ]
    reply = group.moments(
        moments, at_once=at_once, total=Money(4370), deposit=Money(874), today=today
    )
    assert_her_voice(reply, sentences=6)


@EXAMPLES
@given(bookings())
def test_reminders(facts: BookingFacts) -> None:
    reply = reminder.reminder(facts)
    assert_her_voice(reply, sentences=6)
    assert reply.text.endswith("¿Nos vemos?")
    assert_her_voice(reminder.attendance_confirmed(facts.start, first_name=facts.first_name))


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        (madrid(2027, 3, 28, 12), "antes del sábado a las 11:00"),
        (madrid(2027, 10, 31, 12), "antes del sábado a las 13:00"),
        (madrid(2026, 12, 18, 12), "antes del jueves a las 12:00"),
    ],
)
@given(data=st.data())
@EXAMPLES
def test_the_last_moment_to_cancel_is_told_in_elapsed_hours(
    data: st.DataObject, start: datetime, limit: str
) -> None:
    visit = data.draw(visits())
    facts = BookingFacts(
        first_name="Laura",
        visits=(
            Visit(
                start=start,
                stylist=visit.stylist,
                stylist_gender=visit.stylist_gender,
                services=visit.services,
                minutes=visit.minutes,
                total=visit.total,
            ),
        ),
        total=visit.total,
        deposit=Money(524),
        deadline=start,
        hold_minutes=30,
        free_hours=24,
        today=today,
    )
    assert limit in reminder.reminder(facts).text


@EXAMPLES
@given(bookings())
def test_de_usted_nothing_is_lost_but_the_tu(facts: BookingFacts) -> None:
    said = usted(payment.link(facts).text)
    assert "Le guardo" in said or "Les guardo" in said
    assert facts.url in said
    assert usted("«te quiero»") == "«te quiero»"
    assert usted("¿Te llamas Ana?").startswith("¿Se llama usted")
