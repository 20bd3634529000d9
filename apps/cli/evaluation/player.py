"""The customer of a case: what they say to what they read, and what they do with a payment link."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from time import perf_counter
from typing import Protocol

from atrevete_adapters.memory.salon import Person
from atrevete_core.domain.booking import Hold
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.ports.deposit_gateway import Checkout, CheckoutState
from atrevete_core.ports.storage import Records

from .case import Burst, Case, Flood, Generated, Media, Message, Rule
from .hours import hours_named
from .observer import Observer

_BETWEEN_MESSAGES = timedelta(seconds=30)
#: How long a customer waits for an answer before they write again.
_PATIENCE = timedelta(minutes=1)
_DEFAULT_COMPLAINT: Burst = ("Me da error el pago",)
_FAILURES = {"pay": 0, "fail_once": 1, "fail_twice": 2, "never": 0}
#: How far the clock moves at the end when nobody pays: past the hold, whatever its kind.
_UNPAID = timedelta(minutes=31)
_UNPAID_SAME_DAY = timedelta(minutes=16)
#: A reminder may have to wait for the morning.
_MOST_HOURS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript. `by_salon` is what Maite said."""

    at: datetime
    by_salon: bool
    text: str


@dataclass
class Played:
    """A conversation as it went. Latencies are seconds of real time for each turn."""

    lines: list[Line] = field(default_factory=list)
    turns: int = 0
    latencies: list[float] = field(default_factory=list)
    too_long: bool = False
    #: The hour that the customer's last pick means, when they picked one.
    picked: time | None = None
    #: Why the last pick could not be made.
    unpicked: str = ""
    statuses: list[int] = field(default_factory=list)
    most_holds: int = 0

    @property
    def said(self) -> list[str]:
        """What the salon said, message by message."""
        return [line.text for line in self.lines if line.by_salon]


class Voice(Protocol):
    """How a customer's words and payments reach the salon."""

    async def send(self, text: str, kind: MessageKind) -> None: ...

    async def pay(self, page: Checkout) -> None: ...

    async def disturb(self, pages: Sequence[Checkout]) -> None:
        """What the network does beside that: when there is a link, and at the end."""
        ...


class DirectVoice:
    """Into the salon's hands, without a network."""

    def __init__(self, person: Person) -> None:
        self._person = person

    async def send(self, text: str, kind: MessageKind) -> None:
        await self._person.sends(text, kind)

    async def pay(self, page: Checkout) -> None:
        await self._person.salon.pay(page.id)

    async def disturb(self, pages: Sequence[Checkout]) -> None:
        """Nothing: there is no network."""


class Player:
    """Plays one case on a salon that was prepared for it."""

    def __init__(self, case: Case, person: Person, voice: Voice) -> None:
        self._case = case
        self._salon = salon = person.salon
        self._person = person
        self._voice = voice
        self.played = Played()
        self._next_message: datetime | None = None
        self._used: set[int] = set()
        self._fallback = iter(case.fallback)
        self._links: set[str] = set(salon.gateway.checkouts)
        self._failures = 0
        self._picking: time | None = None
        self._unpicked = ""
        self._linked = False
        self._after_link_said = not case.after_link
        self._over = False
        #: One more answer is taken, then it is over.
        self._ending = False

    async def play(self) -> Played:
        """From the first word to the last."""
        heard = await self._begin()
        while not self._over:
            heard = await self._answer(heard)
        if not self._linked:
            self._keep_pick()
        await self._voice.disturb(())
        await self._let_time_pass()
        return self.played

    async def _begin(self) -> Sequence[str]:
        if self._case.trigger is None:
            return await self._say(self._case.opening)
        heard = await self._await_reminder()
        return await self._say(self._case.opening) if self._case.opening else heard

    async def _await_reminder(self) -> Sequence[str]:
        """The salon speaks first; when it is not time yet, at the next full hour that is."""
        await self._salon.settle()
        heard = await self._hear()
        for _ in range(_MOST_HOURS_AHEAD):
            if heard:
                break
            await self._salon.advance(hours=1)
            heard = await self._hear()
        return heard

    async def _answer(self, heard: Sequence[str]) -> Sequence[str]:
        """One reaction of the customer to what the salon said since they last wrote."""
        links = list(self._new_links(heard))
        if links:
            return await self._meet(links, heard)
        return await self._react(heard)

    async def _react(self, heard: Sequence[str], *, picking: bool = True) -> Sequence[str]:
        if self._ending or (not heard and await self._is_with_person()):
            return self._stop()
        rule = self._rule_for(heard)
        if rule is None:
            burst = next(self._fallback, None)
            return self._stop() if burst is None else await self._say(burst)
        if not rule.say:
            return self._stop()
        if picking:
            self._pick(rule, heard)
        self._ending = rule.end
        return await self._say(rule.say)

    def _stop(self) -> Sequence[str]:
        self._over = True
        return ()

    def _rule_for(self, heard: Sequence[str]) -> Rule | None:
        """The first that matches all that was said, and is not used up."""
        text = "\n".join(heard).replace("*", "")
        if not text:
            return None
        for number, rule in enumerate(self._case.replies):
            if number in self._used or not re.search(rule.when, text, re.IGNORECASE | re.DOTALL):
                continue
            if rule.once:
                self._used.add(number)
            return rule
        return None

    def _pick(self, rule: Rule, heard: Sequence[str]) -> None:
        if rule.pick is None:
            return
        named = hours_named("\n".join(heard))
        self._picking = named[rule.pick - 1] if len(named) >= rule.pick else None
        self._unpicked = (
            "" if self._picking else f"hour {rule.pick} was picked, {len(named)} were named"
        )

    def _keep_pick(self) -> None:
        """A link follows the pick that counts; hours that are named later are deadlines."""
        if self._picking or self._unpicked:
            self.played.picked, self.played.unpicked = self._picking, self._unpicked
        self._picking, self._unpicked = None, ""

    # --- payment links ---------------------------------------------------------------------

    def _new_links(self, heard: Iterable[str]) -> Iterator[Checkout]:
        text = "\n".join(heard)
        for page in tuple(self._salon.gateway.checkouts.values()):
            if page.id not in self._links and page.url in text:
                self._links.add(page.id)
                yield page

    async def _meet(self, links: list[Checkout], heard: Sequence[str]) -> Sequence[str]:
        """A message with a new link fires no rule."""
        self._keep_pick()
        self._linked = True
        await self._voice.disturb(links)
        if not self._after_link_said:
            self._after_link_said = True
            heard = await self._say(self._case.after_link)
            if self._case.after_payment == "never" and not self._case.keep_talking_after_link:
                return self._stop()
            links = list(self._new_links(heard)) or links
        elif self._case.after_payment == "never":
            return await self._leave_unpaid(heard)
        links = [each for each in links if self._is_open(each)]
        if not links or self._case.after_payment == "never":
            return heard
        if self._failures < _FAILURES[self._case.after_payment]:
            return await self._complain()
        return await self._pay(links)

    async def _leave_unpaid(self, heard: Sequence[str]) -> Sequence[str]:
        """One more answer is taken, unless the customer goes on talking."""
        following = await self._react(heard, picking=False)
        self._ending = self._ending or not self._case.keep_talking_after_link
        return following

    def _is_open(self, page: Checkout) -> bool:
        return self._salon.gateway.checkouts[page.id].state is CheckoutState.OPEN

    async def _complain(self) -> Sequence[str]:
        """The card is declined: nobody but the customer says so (R16)."""
        complaints = self._case.on_payment_fail
        number, self._failures = self._failures, self._failures + 1
        return await self._say(
            complaints[number] if number < len(complaints) else _DEFAULT_COMPLAINT
        )

    async def _pay(self, links: Iterable[Checkout]) -> Sequence[str]:
        """After the payment the next message ends the case, unless it is to go on."""
        for page in links:
            await self._voice.pay(page)
        heard = await self._hear()
        if not self._case.continue_after_payment or not heard:
            return self._stop()
        return heard

    # --- words and time --------------------------------------------------------------------

    async def _say(self, burst: Burst) -> Sequence[str]:
        """One burst, so one turn; what the salon answers."""
        if self.played.turns >= self._case.max_turns:
            self.played.too_long = True
            return self._stop()
        self.played.turns += 1
        for message in burst:
            await self._send(message)
        begun = perf_counter()
        await self._person.pauses()
        self.played.latencies.append(perf_counter() - begun)
        await self._count_holds()
        return await self._hear() or await self._wait()

    async def _wait(self) -> Sequence[str]:
        """Who writes too much is answered later; who talks to a person is not."""
        if await self._is_with_person():
            return ()
        await self._salon.advance(seconds=_PATIENCE.total_seconds())
        return await self._hear()

    async def _send(self, message: Message) -> None:
        """Half a minute after the message before."""
        now = await self._salon.clock.now()
        moment = max(now, self._next_message or now)
        self._salon.clock.set(moment)
        self._next_message = moment + _BETWEEN_MESSAGES
        for kind, text in spoken(message):
            said = text or f"[{kind}]"
            self.played.lines.append(Line(self._local(moment), by_salon=False, text=said))
            await self._voice.send(text, kind)

    async def _hear(self) -> list[str]:
        """What the salon said that is not in the transcript yet."""
        told = self._salon.messenger.told(self._person.thread)
        new = told[len(self.played.said) :]
        at = self._local(await self._salon.clock.now())
        self.played.lines.extend(Line(at, by_salon=True, text=text) for text in new)
        return new

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._salon.seed.salon.zone)

    async def _is_with_person(self) -> bool:
        async with self._salon.storage.transaction() as records:
            conversation = await self._observer(records).conversation()
        return conversation is not None and conversation.human_since is not None

    async def _live_holds(self) -> Sequence[Hold]:
        async with self._salon.storage.transaction() as records:
            return await self._observer(records).live_holds()

    def _observer(self, records: Records) -> Observer:
        return Observer(records, self._salon.seed.salon.id, self._person.phone)

    async def _count_holds(self) -> None:
        """Only for cases that limit them: it is a question to the storage in every turn."""
        if any(each.says("max_holds") for each in self._case.accepted):
            holds = await self._live_holds()
            self.played.most_holds = max(self.played.most_holds, len(holds))

    async def _let_time_pass(self) -> None:
        """Who never pays lets the hold lapse."""
        await self._hear()
        if self._case.after_payment != "never":
            return
        holds = await self._live_holds()
        same_day = bool(holds) and all(each.same_day for each in holds)
        wait = _UNPAID_SAME_DAY if same_day else _UNPAID
        await self._salon.advance(seconds=wait.total_seconds())
        await self._hear()


def spoken(message: Message) -> Iterator[tuple[MessageKind, str]]:
    """What is sent for a written message. A voice note has no words until somebody hears it."""
    match message:
        case str():
            yield MessageKind.TEXT, message
        case Media(type="audio"):
            yield MessageKind.AUDIO, ""
        case Media():
            yield MessageKind(message.type), message.text
        case Generated():
            yield MessageKind.TEXT, message.text
        case Flood():
            made = message.generate_messages
            yield from ((MessageKind.TEXT, made.text) for _ in range(made.times))
