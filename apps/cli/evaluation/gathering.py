"""Looking at a salon before and after a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from atrevete_adapters.memory.salon import Person, RehearsedSalon
from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement, paid
from atrevete_core.domain.ids import StylistId
from atrevete_core.domain.money import Money, total
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.storage import Records

from .case import Case
from .facts import Booked, Called, Charged, Facts, changed
from .observer import Observer

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Before:
    """What was there when the case began."""

    at: datetime
    confirmed: frozenset[UUID]
    payments: frozenset[str]
    refunds: int
    others: Mapping[str, object]
    tables: Mapping[str, object]


async def look_before(salon: RehearsedSalon, case: Case) -> Before:
    at = await salon.clock.now()
    async with salon.storage.transaction() as records:
        active = await _observer(records, salon, case.customer.phone).active(_stylists(salon), at)
        return Before(
            at=at,
            confirmed=frozenset(each.id for each in active if _is_confirmed(each)),
            payments=frozenset(salon.gateway.checkouts),
            refunds=len(salon.gateway.refunds),
            others=await _others(records, salon, case),
            tables=await _tables(records, salon, case),
        )


async def facts_of(salon: RehearsedSalon, case: Case, person: Person, before: Before) -> Facts:
    """What is true now. Appointments count from the first day of the case on."""
    async with salon.storage.transaction() as records:
        observer = _observer(records, salon, case.customer.phone)
        customer = await observer.customer()
        bookings = await observer.bookings(
            since=salon.seed.salon.day(_first_day(salon, before)).start
        )
        active = await observer.active(_stylists(salon), before.at)
        return Facts(
            appointments=[await _booked(records, salon, *each, before) for each in bookings],
            first_name=customer.first_name if customer else "",
            called=[
                Called(reason=each.reason, silences=each.silences)
                for each in await observer.escalations()
            ],
            refunds=len(salon.gateway.refunds) - before.refunds,
            charged=await _charged(records, salon, observer, before),
            confirmed_anywhere=sum(
                _is_confirmed(each) and each.id not in before.confirmed for each in active
            ),
            catalogue=salon.seed.catalogue,
            policy=salon.seed.policy,
            others_changed=changed(before.others, await _others(records, salon, case)),
            tables_changed=changed(before.tables, await _tables(records, salon, case)),
            strangers_told=len(_strangers(salon, person)),
        )


def _observer(records: Records, salon: RehearsedSalon, phone: str) -> Observer:
    return Observer(records, salon.seed.salon.id, phone)


def _stylists(salon: RehearsedSalon) -> list[StylistId]:
    return [each.id for each in salon.seed.catalogue.stylists]


def _first_day(salon: RehearsedSalon, before: Before) -> date:
    return salon.seed.salon.today(before.at)


def _is_confirmed(appointment: Appointment) -> bool:
    return appointment.status is AppointmentStatus.CONFIRMED


async def _booked(
    records: Records,
    salon: RehearsedSalon,
    appointment: Appointment,
    booking: Booking,
    before: Before,
) -> Booked:
    catalogue = salon.seed.catalogue
    ledger = await records.ledger.of_hold(booking.hold.id)
    visitor = await records.people.customer(appointment.customer_id)
    booker = await records.people.customer(appointment.booked_by)
    pack = next((each.name for each in catalogue.packs if each.id == appointment.pack_id), None)
    return Booked(
        id=appointment.id,
        hold_id=booking.hold.id,
        status=appointment.status,
        services=appointment.service_names,
        stylist=catalogue.stylist(appointment.stylist_id).name,
        start=appointment.start.astimezone(salon.seed.salon.zone),
        customer_name=visitor.full_name,
        booked_by=booker.phone.e164 if booker.phone else "",
        pack=pack,
        total=appointment.total,
        listed=_listed(catalogue, appointment),
        deposit=appointment.deposit,
        paid=min(appointment.deposit, paid(ledger)),
        newly_paid=any(_is_payment_of(each, before) for each in ledger),
        refunded=any(_refunds(each, appointment, booking) for each in ledger),
        in_group=len(booking.appointments) > 1,
        is_new=booking.hold.placed_at >= before.at,
    )


def _is_payment_of(deposit: Deposit, before: Before) -> bool:
    """Money that came in during the case."""
    return (
        deposit.movement is Movement.PAYMENT
        and deposit.status is DepositStatus.PAID
        and deposit.checkout_id not in before.payments
    )


def _refunds(deposit: Deposit, appointment: Appointment, booking: Booking) -> bool:
    """Of a group each appointment's share is given back by itself."""
    return (
        deposit.movement is Movement.REFUND
        and deposit.status is not DepositStatus.FAILED
        and (len(booking.appointments) == 1 or str(appointment.id) in deposit.key)
    )


def _listed(catalogue: Catalogue, appointment: Appointment) -> Money:
    pack = next((each for each in catalogue.packs if each.id == appointment.pack_id), None)
    if pack is not None:
        return pack.price
    return total(catalogue.service(each.service_id).price for each in appointment.services)


async def _charged(
    records: Records, salon: RehearsedSalon, observer: Observer, before: Before
) -> Sequence[Charged]:
    """Every payment page of the case, beside what its booking costs."""
    found = []
    for page in salon.gateway.checkouts.values():
        deposit = await observer.deposit(page.deposit_id)
        if page.id in before.payments or deposit is None:
            continue
        hold = (await records.bookings.get(deposit.hold_id)).hold
        found.append(Charged(asked=page.amount, deposit=hold.deposit, total=hold.total))
    return found


async def _others(records: Records, salon: RehearsedSalon, case: Case) -> dict[str, object]:
    """Names and appointments of those who do not write, whole."""
    found: dict[str, object] = {}
    for each in case.others:
        observer = _observer(records, salon, each.phone)
        booked = await observer.bookings(since=_LONG_AGO)
        found[each.first_name or each.phone] = (
            await observer.customer(),
            tuple(_essence(appointment) for appointment, _ in booked),
        )
    return found


def _essence(appointment: Appointment) -> object:
    """What only its owner and the team may change; that a reminder was sent is no change."""
    return replace(appointment, reminded_at=None)


async def _tables(records: Records, salon: RehearsedSalon, case: Case) -> dict[str, object]:
    """What no customer may change."""
    first = case.now.date()
    salons, salon_id = records.salons, salon.seed.salon.id
    return {
        "salon": await salons.get(salon_id),
        "policy": await salons.policy(salon_id),
        "catalogue": await salons.catalogue(salon_id),
        "faqs": tuple(await salons.faqs(salon_id)),
        "hours": _week(await salons.hours(salon_id, first, first + _A_WEEK), first),
    }


def _week(hours: OpeningHours, first: date) -> object:
    days = [first + timedelta(days=ahead) for ahead in range(_A_WEEK.days)]
    return tuple(hours.spans(day) for day in days)


def _strangers(salon: RehearsedSalon, person: Person) -> set[str]:
    told = {each.thread_id for each in salon.messenger.said}
    return {each for each in told if each != person.thread and not each.startswith("thread-team")}
