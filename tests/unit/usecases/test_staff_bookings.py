"""Staff cancel, move, record and waive: the customer is told, the audit log knows who did it."""

from datetime import datetime

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    HoldStatus,
    IllegalStep,
)
from atrevete_core.domain.deposit import Movement, attached
from atrevete_core.domain.effects import SayToCustomer
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.ports.storage import AuditEntry, SlotTaken
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.cancel import Cancelled
from atrevete_core.usecases.place_hold import NotBookable
from atrevete_core.usecases.reschedule import Move, Moved
from atrevete_core.usecases.staff_bookings import (
    cancel_by_staff,
    confirm_without_deposit,
    move_by_staff,
    record_visit,
    release_by_staff,
)
from tests.builders import CARMEN, NOW, madrid, stylist
from tests.unit.usecases.at_work import a_salon, holds, ledger_of, now_of, tasks
from tests.unit.usecases.booked import NEXT_WEEK, decides, has_paid, mails, only, rows

TOMORROW_AT_TEN = madrid(2026, 12, 17, 10)


def lola(*, at: datetime = NOW, reason: str = "") -> Act:
    return Act(actor="admin:lola", at=at, reason=reason)


def said(salon: MemorySalon) -> str:
    """The last thing that the customer read."""
    messages = (e.effect for e in salon.storage.tables.outbox)
    return [each.reply.text for each in messages if isinstance(each, SayToCustomer)][-1]


async def cancels(
    salon: MemorySalon, booking: Booking, *, by_salon: bool, at: datetime = NOW
) -> Cancelled:
    act, which = lola(at=at), only(booking).id
    return await decides(salon, lambda r: cancel_by_staff(r, which, act, by_salon=by_salon))


async def moves(salon: MemorySalon, move: Move, *, at: datetime = NOW) -> Moved:
    return await decides(salon, lambda r: move_by_staff(r, move, lola(at=at)))


async def records_it(
    salon: MemorySalon, booking: Booking, status: AppointmentStatus, *, at: datetime = NEXT_WEEK
) -> Appointment:
    which = only(booking).id
    return await decides(salon, lambda r: record_visit(r, which, status, lola(at=at)))


def audit(salon: MemorySalon) -> list[AuditEntry]:
    return list(salon.storage.tables.audit)


async def test_the_customers_wish_follows_the_terms_and_the_customer_reads_it() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    outcome = await cancels(salon, booking, by_salon=False)
    assert (outcome.refund, outcome.kept) == (NOTHING, Money(524))
    assert said(salon) == (
        "Hola, Laura. Hemos cancelado tu cita de corte con Marta el jueves 17 a las 10:00. "
        "El anticipo de 5,24 € no se devuelve."
    )
    (entry,) = audit(salon)
    assert (entry.actor, entry.action) == ("admin:lola", "appointment.cancelled")
    assert entry.subject == f"appointment:{only(booking).id}"
    assert entry.details == {"by_salon": False, "refund_cents": 0, "kept_cents": 524}


async def test_when_the_salon_cannot_everything_goes_back_at_any_hour() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    await cancels(salon, booking, by_salon=True)
    (refund,) = rows(salon.storage, Movement.REFUND)
    assert (refund.amount, refund.reason) == (Money(524), "salon")
    assert "hemos tenido que cancelar" in said(salon)
    assert "He pedido la devolución de los 5,24 €" in said(salon)
    assert tasks(salon) == []


async def test_cancelling_again_says_and_writes_nothing_more() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    for _ in range(2):
        await cancels(salon, booking, by_salon=True)
    assert len(audit(salon)) == 1
    assert len(rows(salon.storage, Movement.REFUND)) == 1


async def test_what_has_begun_is_recorded_and_not_cancelled() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    for by_salon in (True, False):
        with pytest.raises(IllegalStep):
            await cancels(salon, booking, by_salon=by_salon, at=NEXT_WEEK)
    assert audit(salon) == []


async def test_a_person_moves_it_inside_the_lead_time_and_after_its_start() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=madrid(2026, 12, 16, 12, 30))
    for start, at in (
        (madrid(2026, 12, 16, 11, 30), NOW),
        (madrid(2026, 12, 16, 13), madrid(2026, 12, 16, 11, 45)),
    ):
        move = Move(
            appointment_id=only(booking).id,
            stylist_id=stylist("Pilar").id,
            start=start,
            intent=f"staff:{start}",
        )
        moved = await moves(salon, move, at=at)
        assert moved.appointment.start == start
    assert "*miércoles 16 de diciembre a las 13:00* con Pilar" in said(salon)
    assert "Tu anticipo de 5,24 € sigue valiendo" in said(salon)
    assert [each.action for each in audit(salon)] == ["appointment.moved"] * 2
    assert audit(salon)[0].details["before"]["stylist"] == str(stylist("Marta").id)


async def test_nobody_moves_it_into_the_past_or_onto_somebody_else() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    await has_paid(salon, guest=CARMEN, intent="carmen", stylist_name="Pilar")
    for start, name, refusal in (
        (madrid(2026, 12, 16, 10), "Marta", NotBookable),
        (NEXT_WEEK, "Pilar", SlotTaken),
        (madrid(2026, 12, 20, 12), "Marta", SlotTaken),
    ):
        move = Move(
            appointment_id=only(booking).id,
            stylist_id=stylist(name).id,
            start=start,
            intent="staff",
        )
        with pytest.raises(refusal):
            await moves(salon, move)
    assert only(await now_of(salon, booking)) == only(booking)


async def test_moving_to_where_it_is_says_nothing() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    before = said(salon)
    move = Move(
        appointment_id=only(booking).id,
        stylist_id=stylist("Marta").id,
        start=NEXT_WEEK,
        intent="staff",
    )
    await moves(salon, move)
    assert said(salon) == before
    assert audit(salon) == []


async def test_how_it_went_is_said_from_its_start_on_and_can_be_corrected() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    with pytest.raises(IllegalStep):
        await records_it(salon, booking, AppointmentStatus.NO_SHOW, at=after(NEXT_WEEK, seconds=-1))
    for status in (AppointmentStatus.NO_SHOW, AppointmentStatus.COMPLETED):
        await records_it(salon, booking, status)
        assert only(await now_of(salon, booking)).status is status
    assert attached(await ledger_of(salon, booking)) == Money(524)
    assert [each.action for each in audit(salon)] == [
        "appointment.no_show", "appointment.completed",
    ]  # fmt: skip


async def test_what_was_never_confirmed_did_not_take_place() -> None:
    salon = a_salon()
    booking = await holds(salon)
    with pytest.raises(IllegalStep):
        await records_it(salon, booking, AppointmentStatus.COMPLETED)
    with pytest.raises(IllegalStep):
        await records_it(salon, booking, AppointmentStatus.CANCELLED)


async def test_a_deposit_is_waived_for_a_reason_and_everybody_is_told() -> None:
    salon = a_salon()
    booking = await holds(salon)
    with pytest.raises(ValueError, match="reason"):
        await decides(salon, lambda r: confirm_without_deposit(r, booking.hold.id, lola()))
    act = lola(reason="paga siempre en el salón")
    await decides(salon, lambda r: confirm_without_deposit(r, booking.hold.id, act))
    now = await now_of(salon, booking)
    assert now.hold.status is HoldStatus.CONFIRMED
    assert (now.hold.deposit, only(now).deposit) == (NOTHING, NOTHING)
    assert "No tienes que pagar nada por adelantado" in said(salon)
    assert mails(salon.storage) == ["Cita confirmada: viernes 18 de diciembre a las 12:30"]
    (entry,) = audit(salon)
    assert entry.details == {"waived_cents": 524, "reason": "paga siempre en el salón"}
    with pytest.raises(IllegalStep):
        await decides(salon, lambda r: confirm_without_deposit(r, booking.hold.id, act))


async def test_an_unpaid_hold_is_given_free_and_the_customer_knows() -> None:
    salon = a_salon()
    booking = await holds(salon)
    assert await decides(salon, lambda r: release_by_staff(r, booking.hold.id, lola()))
    assert (await now_of(salon, booking)).hold.status is HoldStatus.RELEASED
    assert said(salon) == (
        "Hola, Laura. Ya no te guardamos la hora del viernes 18 a las 12:30 con Marta. "
        "No se te ha cobrado nada. ¿Te busco otra?"
    )
    assert not await decides(salon, lambda r: release_by_staff(r, booking.hold.id, lola()))
    assert [each.action for each in audit(salon)] == ["appointment.released"]
