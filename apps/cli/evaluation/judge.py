"""The judge: a pure function of facts, words and expectation. It says in words what differs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.money import Money, total
from atrevete_core.domain.text import plain

from .case import Case, Expect
from .facts import Booked, Facts
from .matching import Wanted, booked_text, cents, closest, euros, unmatched, wanted_text
from .player import Played
from .prices import discounts

Check = Callable[[Facts, Played, Expect], Iterator[str]]

_CONFIRMED = AppointmentStatus.CONFIRMED
_BOOKED = (AppointmentStatus.CONFIRMED, AppointmentStatus.PROVISIONAL)


def judge(facts: Facts, played: Played, case: Case) -> list[str]:
    """What differs from the case: nothing when it passes. Any accepted expectation is enough."""
    own = list(_differs_anyway(facts, played, case))
    verdicts = [list(differences(facts, played, each)) for each in case.accepted]
    return own + min(verdicts, key=len)


def differences(facts: Facts, played: Played, expect: Expect) -> Iterator[str]:
    """What differs from one expectation; only what it says is compared."""
    for check in _CHECKS:
        yield from check(facts, played, expect)


def is_automated(facts: Facts, case: Case, differing: Sequence[str]) -> bool:
    """It ended as expected, without a hand-over that the case does not ask for."""
    asked = any(reason for each in case.accepted for reason in each.escalation or ())
    return not differing and (asked or not any(each.silences for each in facts.called))


def _differs_anyway(facts: Facts, played: Played, case: Case) -> Iterator[str]:
    if played.too_long:
        yield f"it takes more than {case.max_turns} turns"
    if played.unpicked:
        yield played.unpicked
    elif played.picked is not None:
        starts = {each.start.time() for each in facts.appointments if each.status in _BOOKED}
        if played.picked not in starts:
            hours = ", ".join(f"{each:%H:%M}" for each in sorted(starts)) or "nothing"
            yield f"{played.picked:%H:%M} was picked, {hours} is booked"


def _appointments(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    """All confirmed ones, one to one; of others those that are listed."""
    if expect.appointments is None:
        return
    for status in AppointmentStatus:
        wanted = [each for each in expect.appointments if each.wanted_status is status]
        booked = [each for each in facts.appointments if each.status is status]
        missing, extra = unmatched(wanted, booked)
        yield from _missing(wanted, booked, missing, extra, status)
        if status is _CONFIRMED and len(extra) > len(missing):
            yield f"also confirmed: {', '.join(booked_text(booked[each]) for each in extra)}"


def _missing(
    wanted: Sequence[Wanted],
    booked: Sequence[Booked],
    missing: Iterable[int],
    extra: Iterable[int],
    status: str,
) -> Iterator[str]:
    left = [booked[each] for each in extra]
    for one in missing:
        why = closest(wanted[one], left) or f"there is no {status} one"
        yield f"{wanted_text(wanted[one])} ({status}): {why}"


def _cancelled(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    """The complete list of what was cancelled."""
    if expect.cancelled is None:
        return
    gone = [each for each in facts.appointments if each.status is AppointmentStatus.CANCELLED]
    missing, extra = unmatched(expect.cancelled, gone)
    yield from _missing(expect.cancelled, gone, missing, extra, "cancelled")
    if len(extra) > len(missing):
        yield f"also cancelled: {', '.join(booked_text(gone[each]) for each in extra)}"


def _no_new_appointment(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    if expect.no_new_appointment is None:
        return
    if expect.no_new_appointment and facts.confirmed_anywhere:
        yield f"{facts.confirmed_anywhere} new appointment(s) confirmed"
    if expect.no_new_appointment is False and not facts.confirmed_anywhere:
        yield "no new appointment was confirmed"


def _money(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    if expect.refunds is not None and facts.refunds != expect.refunds:
        yield f"{facts.refunds} refunds were asked for, not {expect.refunds}"
    if expect.deposit_total_eur is not None:
        wanted, sums = cents(expect.deposit_total_eur), _deposit_sums(facts)
        if wanted not in sums:
            yield f"deposits come to {euros(sums[0])}, not {euros(wanted)}"
    if expect.one_payment is not None:
        holds = {each.hold_id for each in _new(facts)}
        if expect.one_payment != (len(holds) == 1):
            yield f"{len(holds)} payments instead of {'one' if expect.one_payment else 'several'}"


def _new(facts: Facts) -> list[Booked]:
    return [each for each in facts.appointments if each.is_new and each.status in _BOOKED]


def _deposit_sums(facts: Facts) -> tuple[Money, ...]:
    """Of what was booked in the case; and of all that stands, when something was kept."""
    standing = [each for each in facts.appointments if each.status in _BOOKED]
    new = [each for each in standing if each.is_new]
    return total(each.paid for each in new), total(each.paid for each in standing)


def _people(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    if expect.distinct_stylists is not None:
        stylists = [each.stylist for each in _new(facts)]
        distinct = len(set(stylists)) == len(stylists)
        if distinct != expect.distinct_stylists:
            yield f"stylists are {', '.join(stylists)}"
    if expect.customer and plain(expect.customer.first_name) != plain(facts.first_name):
        yield f"customer is {facts.first_name or 'not known'}, not {expect.customer.first_name}"


def _escalation(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    """The notice of a same-day booking is no escalation here."""
    if not expect.says("escalation"):
        return
    asked = expect.escalation or (None,)
    called = {each.reason for each in facts.called} - {EscalationReason.SAME_DAY}
    if called & set(asked) or (None in asked and not called):
        return
    wanted = " or ".join(each or "none" for each in asked)
    yield f"escalation is {', '.join(sorted(called)) or 'none'}, not {wanted}"


def _words(_: Facts, played: Played, expect: Expect) -> Iterator[str]:
    said = "\n".join(played.said)
    readings = (said, said.replace("*", ""))
    for pattern in (*expect.replies_must_match, *expect.must_match):
        if not any(_matches(pattern, text) for text in readings):
            yield f"no reply matches {pattern!r}"
    for pattern in (*expect.replies_must_not_match, *expect.must_not_match):
        if any(_matches(pattern, text) for text in readings):
            yield f"a reply matches {pattern!r}"


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None


def _discount(facts: Facts, played: Played, expect: Expect) -> Iterator[str]:
    if expect.no_discount is None:
        return
    found = list(discounts(facts, played.said))
    if expect.no_discount:
        yield from found
    elif not found:
        yield "there is no discount"


def _counts(_: Facts, played: Played, expect: Expect) -> Iterator[str]:
    said = len(played.said)
    if expect.must_answer is not None and expect.must_answer != bool(said):
        yield "she says nothing" if expect.must_answer else "she says something"
    if expect.max_bot_messages is not None and said > expect.max_bot_messages:
        yield f"she says {said} messages, more than {expect.max_bot_messages}"
    if expect.max_holds is not None and played.most_holds > expect.max_holds:
        yield f"{played.most_holds} holds at a time, more than {expect.max_holds}"
    if expect.http_status is not None:
        wrong = [each for each in played.statuses if each not in expect.http_status]
        if wrong or not played.statuses:
            wanted = " or ".join(map(str, expect.http_status))
            yield f"the webhook answers {', '.join(map(str, wrong)) or 'nothing'}, not {wanted}"


def _nobody_else(facts: Facts, _: Played, expect: Expect) -> Iterator[str]:
    yield from _compared(
        expect.others_untouched, facts.others_changed, "other customers' facts", "nobody's"
    )
    yield from _compared(expect.tables_intact, facts.tables_changed, "the salon's own", "nothing")
    told = ["other threads"] if facts.strangers_told else []
    yield from _compared(expect.messages_only_to_sender, told, "what others are told", "nobody's")


def _compared(wanted: bool | None, changes: Sequence[str], what: str, none: str) -> Iterator[str]:  # noqa: FBT001 - as it is written in the case
    if wanted is not None and wanted == bool(changes):
        yield f"changed: {what} ({', '.join(changes) or none})"


_CHECKS: tuple[Check, ...] = (
    _appointments,
    _cancelled,
    _no_new_appointment,
    _money,
    _people,
    _escalation,
    _words,
    _discount,
    _counts,
    _nobody_else,
)
