"""The panel on a salon of its own in PostgreSQL, and the people who sign in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from atrevete_apps.admin.bridge import SalonBridge

from atrevete_core.domain.booking import Appointment, Booking, HoldStatus
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.ports.storage import Records
from tests.builders import LAURA, Guest, a_booking, a_deposit, store_booking

Answer = TypeVar("Answer")
OWNER, RECEPTION, STYLIST = "lola", "rita", "marta"
PASSWORD = "una frase para entrar"


@dataclass(frozen=True)
class Panel:
    """What a test does with the panel."""

    bridge: SalonBridge

    def sign_in(self, username: str, **given: Any) -> Any:
        """A browser of that person, already inside."""
        from atrevete_apps.admin.staff.models import StaffMember
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1", **given)
        client.force_login(
            StaffMember.objects.get(username=username),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    def records(self, work: Callable[[Records], Awaitable[Answer]]) -> Answer:
        """One transaction of the core's, as Maite or the webhook would make it."""
        return self.bridge.decide(lambda records, _: work(records))

    def books(
        self,
        at: datetime,
        *services: str,
        stylist: str = "Marta",
        guest: Guest = LAURA,
        paid: bool = True,
    ) -> Booking:
        """Somebody has an appointment: paid, or still held."""
        status = HoldStatus.CONFIRMED if paid else HoldStatus.HELD
        booking = a_booking(*services, at=at, stylist=stylist, guest=guest, status=status)

        async def store(records: Records) -> Booking:
            await store_booking(records, booking, guest=guest)
            deposit = a_deposit(
                booking,
                status=DepositStatus.PAID if paid else DepositStatus.OPEN,
                payment_id=f"pi_{booking.hold.id.hex[:12]}" if paid else "",
                checkout_id=f"cs_{booking.hold.id.hex[:12]}",
            )
            await records.ledger.save(deposit)
            return booking

        return self.records(store)

    def now_of(self, booking: Booking) -> Appointment:
        """What has become of its one appointment."""
        [only] = self.records(lambda r: r.bookings.get(booking.hold.id)).appointments
        return only
