"""Every number that a salon may change. A booking keeps the version it was made under."""

from dataclasses import dataclass

from .money import Money

_HALF_A_EURO = Money(50)
_WHOLE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonPolicy:
    """The salon's terms; the defaults are the reference salon's (SCENARIOS, business facts).

    Minutes, hours, days and percentages are whole numbers; money is in cents.
    """

    version: int = 1
    deposit_percent: int = 20
    #: Below this a deposit is raised to it, or waived (R47): Stripe accepts 0.50 EUR or more.
    min_deposit: Money = _HALF_A_EURO
    waive_deposit_below_minimum: bool = False
    hold_minutes: int = 30
    same_day_hold_minutes: int = 15
    warn_minutes: int = 5
    #: How long a passed deadline still keeps *other* customers out, so that the gateway is asked.
    lapse_grace_minutes: int = 2
    #: What a hold gets after its first failed payment.
    retry_minutes: int = 15
    #: How long a person may keep a hold after the second failed payment.
    person_minutes: int = 60
    lead_minutes: int = 60
    free_cancellation_hours: int = 24
    reminder_hours: int = 48
    slot_step_minutes: int = 30
    max_offers: int = 3
    max_holds: int = 3
    max_services: int = 5
    max_group: int = 4
    max_days_ahead: int = 400
    adult_age: int = 16
    max_messages_per_minute: int = 10
    #: From this many missed appointments on a person books (R60).
    max_no_shows: int = 2
    #: A hand-over that nobody took in this many opening minutes alerts the team again (R59).
    alert_minutes: int = 30
    #: The salon's own words, said once with the first link (R66) and the first colour (R50).
    privacy_notice: str = ""
    allergy_notice: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.deposit_percent <= _WHOLE:
            msg = "deposit_percent is between 0 and 100"
            raise ValueError(msg)
        if self.slot_step_minutes <= 0 or self.hold_minutes <= 0 or self.same_day_hold_minutes <= 0:
            msg = "slot_step_minutes and the hold's minutes are above 0"
            raise ValueError(msg)
