"""Random stories: customers, staff, payments and faults from one seed; a failure shrinks.

make chaos SEEDS=200
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from atrevete_adapters.postgres.engine import open_engine
from atrevete_core.ports.deposit_gateway import CheckoutNews, CheckoutState, GatewayUnreachable
from atrevete_core.ports.events import PersonSpoke, Source
from atrevete_core.ports.messenger import MessengerUnreachable
from atrevete_core.ports.stylist_calendar import CalendarUnreachable
from atrevete_core.usecases.import_busy import import_busy, stylists_with_calendars
from tests.chaos.rehearsal import NOW, Died, Guest, Rehearsal

WHO = st.sampled_from(range(3))
POINTS = (
    "before:commit:conversations.begin_turn",
    "after:commit:bookings.add",
    "after:commit:conversations.close_turn",
    "after:commit:outbox.claim",
    "after:commit:inbox.settle",
    "before:messenger.send",
    "after:messenger.send",
    "after:gateway.open_checkout",
    "after:gateway.refund",
    "before:gateway.expire_checkout",
    "after:calendar.put",
    "after:calendar.remove",
)
STEPS = 18


class Salon(RuleBasedStateMachine):
    """A week in the salon in which things go wrong."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.engine = open_engine(self.url)
        self.rehearsal = Rehearsal.on(self.engine, now=NOW)
        self.guests: list[Guest] = []
        self.news: list[CheckoutNews] = []
        self.events = 0

    def do(self, step: Awaitable[object]) -> None:
        """One step. Whoever dies in it is replaced."""

        async def carefully() -> None:
            try:
                await step
            except Died as death:
                self.rehearsal.note(f"  died at {death}")
                self.rehearsal.restart()
            await self.rehearsal.settle()

        self.loop.run(carefully())

    @initialize()
    def nobody_has_written(self) -> None:
        self.loop.run(self.rehearsal.empty())
        self.guests = [self.rehearsal.guest(name) for name in ("Ana", "Berta", "Clara")]

    @rule(who=WHO, hour=st.sampled_from(["10:00", "10:30", "12:00"]))
    def books(self, who: int, hour: str) -> None:
        guest = self.guests[who]
        self.do(guest.writes(guest.wish(hour)))

    @rule(who=WHO, words=st.sampled_from(["sí", "la primera", "hola", "me da error el pago"]))
    def writes(self, who: int, words: str) -> None:
        self.do(self.guests[who].writes(words))

    @rule(who=WHO)
    def cancels(self, who: int) -> None:
        self.do(self.guests[who].writes("quiero cancelar mi cita"))
        self.do(self.guests[who].writes("sí, cancélala"))

    @rule(late=st.booleans())
    def pays(self, late: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
        """The newest page that can be paid; `late`: also one that was closed a moment ago."""
        gateway = self.rehearsal.salon.gateway
        payable = {CheckoutState.OPEN} | ({CheckoutState.EXPIRED} if late else set())
        pages = [each for each in gateway.checkouts.values() if each.state in payable]
        if pages:
            page = pages[-1]
            gateway.checkouts[page.id] = replace(page, state=CheckoutState.OPEN)
            self.rehearsal.note(f"{page.id} is paid{' late' if late else ''}")
            self.news.append(gateway.pay(page.id))
            self.do(self.rehearsal.salon.apply(self.news[-1]))

    @rule()
    def stripe_repeats_itself(self) -> None:
        if self.news:
            self.rehearsal.note("Stripe tells everything again")
            for each in self.news:
                again = replace(each, external_id=f"{each.external_id}-{len(self.news)}")
                self.do(self.rehearsal.salon.apply(again))

    @rule(minutes=st.sampled_from([1, 6, 26, 33, 60]))
    def time_passes(self, minutes: int) -> None:
        self.do(self.rehearsal.wait(minutes=minutes))

    @rule(who=WHO, words=st.sampled_from(["te atiendo yo", "/bot"]))
    def a_person_speaks(self, who: int, words: str) -> None:
        self.events += 1
        person = self.guests[who].person
        self.rehearsal.note(f"the team to {person.name}: {words}")
        private = words == "/bot"

        async def speak() -> None:
            salon = self.rehearsal.salon
            at = await salon.clock.now()
            if not private and person.thread in {e.thread_id for e in salon.messenger.said}:
                await salon.messenger.hear(person.thread, words, by_person=True)
            spoke = PersonSpoke(
                external_id=f"person:{self.events}",
                channel_id=person.phone.lstrip("+"),
                desk_id=f"contact-{person.phone}",
                thread_id=person.thread,
                text=words,
                private=private,
                sent_at=at,
            )
            await salon.apply(spoke, Source.DESK)

        self.do(speak())

    @rule(
        vendor=st.sampled_from(["messenger", "gateway", "calendar"]),
        after=st.booleans(),
        times=st.integers(1, 2),
    )
    def a_vendor_fails(self, vendor: str, after: bool, times: int) -> None:  # noqa: FBT001 - as above
        salon = self.rehearsal.salon
        self.rehearsal.note(
            f"{vendor} fails {times} times {'after' if after else 'before'} it acts"
        )
        if vendor == "messenger":
            salon.messenger.trouble.fail(MessengerUnreachable("x"), times=times, after_effect=after)
        elif vendor == "gateway":
            salon.gateway.trouble.fail(GatewayUnreachable("x"), times=times, after_effect=after)
        else:
            salon.calendar.trouble.fail(CalendarUnreachable("x"), times=times, after_effect=after)

    @rule(point=st.sampled_from(POINTS))
    def a_worker_will_die(self, point: str) -> None:
        self.rehearsal.note(f"the next to come {point} dies")
        self.rehearsal.orders.append(point)

    @rule(deletes=st.booleans())
    def the_calendar_is_looked_at(self, deletes: bool) -> None:  # noqa: FBT001 - as above
        entries = self.rehearsal.salon.calendar.entries
        if deletes and entries:
            self.rehearsal.note("somebody deletes an entry")
            entries.pop(next(iter(entries)))
        self.do(self._look())

    async def _look(self) -> None:
        await self.rehearsal.wait(minutes=3)
        ports = self.rehearsal.salon.ports
        for stylist in await stylists_with_calendars(ports):
            try:
                await import_busy(ports, stylist, at=await ports.clock.now())
            except CalendarUnreachable:
                continue

    def teardown(self) -> None:
        try:
            wrong = self.loop.run(self._end())
            assert wrong == [], "\n".join([*wrong, "the story:", *self.rehearsal.story])
        finally:
            self.loop.run(self.engine.dispose())
            self.loop.close()

    async def _end(self) -> list[str]:
        """Everything works again, and an hour passes."""
        rehearsal = self.rehearsal
        rehearsal.orders.clear()
        for vendor in (
            rehearsal.salon.messenger,
            rehearsal.salon.gateway,
            rehearsal.salon.calendar,
        ):
            vendor.trouble.clear()
        for _ in range(3):
            await rehearsal.wait(minutes=20)
            await self._look()
        await rehearsal.wait(minutes=20)
        return await rehearsal.broken()


@pytest.mark.timeout(36_000)
def test_whatever_happens_every_invariant_holds(
    rehearsal_database: str, pytestconfig: pytest.Config
) -> None:
    Salon.url = rehearsal_database
    stories: int = pytestconfig.getoption("--seeds")
    first: int = pytestconfig.getoption("--first-seed")
    told = settings(
        max_examples=stories + 1,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(first)(Salon), settings=told)
