"""What the salon knew before a play, in a house: its rows, and what the vendors know of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import httpx

from atrevete_adapters.assembly.salon import open_salon
from atrevete_adapters.memory.salon import RehearsedSalon
from atrevete_adapters.settings import load_settings
from atrevete_adapters.simulation import Simulation
from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.conversation import Conversation, MessageKind
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.effects import MirrorAppointment, Planned, calendar_lane
from atrevete_core.ports.deposit_gateway import CheckoutRequest
from atrevete_core.ports.events import MessageArrived
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import NotFound

from .display import ZONE
from .evaluation.case import KnownCustomer
from .evaluation.seeding import sow
from .house import House
from .script import Play

#: The salon is prepared this long before the first message, so that what is due then comes then.
_BEFORE = timedelta(hours=1)
_LAST_HEARD = timedelta(days=30)
_LONGEST_AGO = timedelta(days=1000)
_PAGE_LIFE = timedelta(minutes=90)
_PREFIX = "ATREVETE_"


async def bring_about(script: Play, house: House, simulation: Simulation) -> None:
    """Everything that the play says was there before.

    Known customers have a contact and a conversation at the desk, their deposits were paid at the
    gateway, and their appointments stand in the calendars.
    """
    await simulation.set_clock(script.now.replace(tzinfo=ZONE) - _BEFORE)
    await know_of(script, house, simulation)


async def know_of(script: Play, house: House, simulation: Simulation) -> None:
    """The same, at whatever the salon's clock shows."""
    now = script.now.replace(tzinfo=ZONE)
    async with open_salon(load_settings(**settings_of(house.environment))) as salon:
        # Only its rows are made by the rehearsed one: the vendors are the house's.
        rehearsed = RehearsedSalon(now=now, storage=salon.storage, model=salon.model)
        await sow(rehearsed, script.case())
        for known in script.known:
            await _Acquaintance(salon, simulation, house, known, now).make()


def settings_of(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings in a program's environment, by their fields' names."""
    return {
        name.removeprefix(_PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(_PREFIX)
    }


class _Acquaintance:
    """What desk, gateway and calendar know of somebody who has rows already."""

    def __init__(
        self,
        salon: OpenSalon,
        simulation: Simulation,
        house: House,
        known: KnownCustomer,
        now: datetime,
    ) -> None:
        self._salon, self._simulation, self._house = salon, simulation, house
        self._known, self._now = known, now

    async def make(self) -> None:
        conversation = await self._give_thread(await self._enter_contact())
        for appointment in await self._appointments(conversation):
            await self._pay(appointment, conversation)
            if appointment.is_active:
                await self._mirror(appointment)

    async def _enter_contact(self) -> str:
        wiring, known = self._house.wiring, self._known
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.post(
                f"{wiring.simulator_url}/chatwoot/api/v1/accounts/1/contacts",
                json={"inbox_id": 3, "name": known.whatsapp_name, "phone_number": known.phone},
                headers={"api_access_token": wiring.user_token},
            )
        answer.raise_for_status()
        return str(answer.json()["payload"]["contact"]["id"])

    async def _give_thread(self, desk_id: str) -> Conversation:
        """Their last word, long ago, stood in this thread."""
        thread = await self._salon.messenger.thread_of(desk_id)
        said = MessageArrived(
            external_id=f"past:{self._known.phone}",
            number=0,
            channel_id=self._known.phone.lstrip("+"),
            desk_id=desk_id,
            phone=self._known.phone,
            profile_name=self._known.whatsapp_name,
            thread_id=thread,
            kind=MessageKind.TEXT,
            text="",
            sent_at=self._now - _LAST_HEARD,
        )
        async with self._salon.storage.transaction() as records:
            return await records.conversations.receive(self._salon.id, said)

    async def _appointments(self, conversation: Conversation) -> list[Appointment]:
        async with self._salon.storage.transaction() as records:
            contact = await records.people.contact(conversation.contact_id)
            if contact.customer_id is None:
                raise NotFound(self._known.phone)
            since = self._now - _LONGEST_AGO
            found = await records.bookings.appointments_of(contact.customer_id, since=since)
        return list(found)

    async def _pay(self, appointment: Appointment, conversation: Conversation) -> None:
        """The gateway has the money that our books say it has."""
        async with self._salon.storage.transaction() as records:
            deposits = await records.ledger.of_hold(appointment.hold_id)
        for deposit in deposits:
            paid = await self._paid(deposit, conversation)
            async with self._salon.storage.transaction() as records:
                await records.ledger.save(paid)

    async def _paid(self, deposit: Deposit, conversation: Conversation) -> Deposit:
        page = await self._salon.gateway.open_checkout(
            CheckoutRequest(
                key=deposit.key,
                deposit_id=str(deposit.id),
                hold_id=str(deposit.hold_id),
                conversation_id=str(conversation.id),
                amount=deposit.amount,
                description="Anticipo",
                closes_at=self._now + _PAGE_LIFE,
                at=self._now,
            )
        )
        # The salon knows of it already.
        await self._simulation.fail("stripe", "checkout.session.completed", "lost")
        await self._simulation.pay(page.url)
        checkout = await self._salon.gateway.read_checkout(page.id)
        return replace(
            deposit,
            checkout_id=checkout.id,
            checkout_url=page.url,
            payment_id=checkout.payment_id,
        )

    async def _mirror(self, appointment: Appointment) -> None:
        shown = MirrorAppointment(
            appointment_id=appointment.id,
            stylist_id=appointment.stylist_id,
            revision=appointment.revision,
        )
        planned = Planned(
            key=f"past-mirror:{appointment.id}",
            lane=calendar_lane(appointment.stylist_id),
            effect=shown,
            due_at=self._now - _BEFORE,
            salon_id=appointment.salon_id,
        )
        async with self._salon.storage.transaction() as records:
            await records.outbox.plan(planned)
