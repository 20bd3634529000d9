"""All simulated vendors of one process, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from .chatwoot.access import ChatwootRules
from .chatwoot.bodies import Bodies
from .chatwoot.desk import ChatwootDesk
from .chatwoot.events import Announcer
from .chatwoot.store import ChatwootStore
from .clock import SimulatedTime
from .faults import FaultBook, Vendor
from .gateway import VendorRules
from .google.desk import GoogleDesk
from .google.routes import GoogleRules
from .ledger import Ledger
from .mail import MailSink
from .messages.desk import Manner, MessagesDesk
from .messages.routes import MessagesRules
from .posting import Postbox
from .settings import SimulatorSettings
from .stripe.desk import StripeDesk
from .stripe.events import announcer
from .stripe.keys import StripeRules
from .targets import Targets
from .transcriber import TranscriberRules
from .work import Audience, Renewals, WorkLog


@dataclass(frozen=True)
class World:
    settings: SimulatorSettings
    time: SimulatedTime
    ledger: Ledger
    faults: FaultBook
    targets: Targets
    postbox: Postbox
    chatwoot: ChatwootDesk
    stripe: StripeDesk
    stripe_rules: StripeRules
    google: GoogleDesk
    mail: MailSink
    messages: MessagesDesk
    work: WorkLog = field(default_factory=WorkLog)
    renewals: Renewals = field(default_factory=Renewals)
    audience: Audience = field(default_factory=Audience)

    @classmethod
    def of(cls, settings: SimulatorSettings, time: SimulatedTime) -> Self:
        ledger, faults, targets = Ledger(), FaultBook(), Targets.of(settings)
        postbox = Postbox(time, ledger, faults)
        tells = Announcer(settings, targets, postbox, Bodies(settings))
        store = ChatwootStore(settings.first_id)
        return cls(
            settings=settings,
            time=time,
            ledger=ledger,
            faults=faults,
            targets=targets,
            postbox=postbox,
            chatwoot=ChatwootDesk(settings, store, tells, postbox),
            stripe=StripeDesk(settings.base_url, announcer(settings, targets, postbox)),
            stripe_rules=StripeRules(),
            google=GoogleDesk(settings.google_time_zone, targets, postbox),
            mail=MailSink(time, ledger, faults),
            messages=MessagesDesk(manner=Manner(settings.claude_manner)),
        )

    @property
    def rules(self) -> dict[Vendor, VendorRules]:
        return {
            Vendor.CHATWOOT: ChatwootRules(),
            Vendor.STRIPE: self.stripe_rules,
            Vendor.GOOGLE: GoogleRules(),
            Vendor.TRANSCRIBER: TranscriberRules(),
            Vendor.ANTHROPIC: MessagesRules(),
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Webhooks leave and mail arrives inside this context; no mail port, no mail server."""
        await self.postbox.open()
        if self.settings.smtp_port >= 0:
            await self.mail.open(self.settings.host, self.settings.smtp_port)
        try:
            yield
        finally:
            await self.mail.close()
            await self.postbox.close()

    async def jump(self, target: datetime, *, wait: bool = True) -> bool:
        """Set the salon's time. Whether a worker's sweep has run at it, if it was waited for."""
        await self.time.set_now(target)
        self.stripe.expire_overdue(target)
        if not wait:
            return False
        return await self.time.wait_for_sweep(target, seconds=self.settings.sweep_timeout)

    def reset(self) -> None:
        self.postbox.forget()
        self.chatwoot.clear()
        self.stripe.clear()
        self.stripe_rules.clear()
        self.google.clear()
        self.mail.letters.clear()
        self.messages.clear()
        self.faults.clear()
        self.ledger.clear()
        self.work.clear()
