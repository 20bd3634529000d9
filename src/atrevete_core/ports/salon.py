"""An open salon: everything that Maite works with, handed over by the composition root."""

from dataclasses import dataclass
from datetime import timedelta

from atrevete_core.domain.ids import SalonId

from .clock import Clock
from .deposit_gateway import DepositGateway
from .language_model import LanguageModel
from .messenger import Messenger
from .staff_notifier import StaffNotifier
from .storage import Storage
from .stylist_calendar import StylistCalendar
from .tasks import Tasks
from .transcriber import Transcriber


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long Maite waits for more words before she answers (R36)."""

    settle: timedelta = timedelta(seconds=2)
    patience: timedelta = timedelta(seconds=6)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenSalon:
    """One salon with its ports. `team_desk_id` is the team's own contact at the messaging desk;
    empty when there is none (then the team only gets tasks). Without a transcriber Maite asks for
    a voice note's words to be written (R36).
    """

    id: SalonId
    storage: Storage
    clock: Clock
    tasks: Tasks
    messenger: Messenger
    gateway: DepositGateway
    calendar: StylistCalendar
    notifier: StaffNotifier
    model: LanguageModel
    transcriber: Transcriber | None = None
    pace: Pace = Pace()
    team_desk_id: str = ""
