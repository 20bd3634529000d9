"""What goes before everything else: danger, health, threats, a person (R30, R38, R48-R56)."""

from typing import Literal, get_args

from atrevete_core.domain.commands import AskIdentity, CallPerson, Command, Offend
from atrevete_core.domain.conversation import EscalationReason

from .reading import Reading

About = Literal[
    "self_harm", "emergency", "threat", "minor", "medical", "complaint", "privacy", "other_phone",
    "asked", "off_hours", "group", "invoice", "gift_card", "supplier",
]  # fmt: skip

#: Intent of safety.toml → what it is about, most urgent first.
_URGENT: tuple[tuple[str, About], ...] = (
    ("self_harm", "self_harm"),
    ("emergency", "emergency"),
    ("threat", "threat"),
    ("minor", "minor"),
    ("medical", "medical"),
    ("complaint", "complaint"),
    ("other_people", "privacy"),
    ("privacy", "privacy"),
    ("other_phone", "other_phone"),
    ("person", "asked"),
    ("group", "group"),
    ("off_hours", "off_hours"),
    ("invoice", "invoice"),
    ("gift_card", "gift_card"),
    ("supplier", "supplier"),
)
#: More people than this are always for a person; the flow knows the salon's own limit.
_SMALL_GROUP = 4
_MEDICAL = frozenset({"medical", "emergency"})
assert {about for _, about in _URGENT} <= set(get_args(About))  # noqa: S101


def urgent(reading: Reading) -> Command | None:
    """The one thing that matters now, if there is one."""
    for intent, about in _URGENT:
        if reading.has(intent) and not _harmless(reading, intent):
            reason = (
                EscalationReason.MEDICAL if about in _MEDICAL else EscalationReason.MANUAL_REQUEST
            )
            return CallPerson(reason=reason, about=about)
    if reading.has("offend"):
        return Offend()
    return AskIdentity() if reading.has("identity") else None


def _harmless(reading: Reading, intent: str) -> bool:
    """Words that only look so: a "bono" of the catalogue, "sensitivo" in a service's name."""
    spans = reading.spans(intent)
    if intent == "gift_card" and (reading.mentions or reading.has("price")):
        return not any("regal" in reading.text.between(each.start, each.end) for each in spans)
    if intent == "off_hours":
        return (
            bool(reading.items)
            and not any("fuera" in reading.text.between(each.start, each.end) for each in spans)
            and not any(len(each) > 1 for each in spans)
        )
    if intent == "group":
        return _is_small_group(reading)
    if intent in {"medical", "complaint"}:
        inside = [
            each
            for each in spans
            if any(
                mention.start <= each.start and each.end <= mention.end
                for mention in reading.mentions
            )
        ]
        return len(inside) == len(spans)
    return False


def _is_small_group(reading: Reading) -> bool:
    """«para dos personas» is booked here; only the largest groups need a person (R56)."""
    numbers = [
        reading.moment.words.numbers.get(word, int(word) if word.isdecimal() else 0)
        for span in reading.spans("group")
        for word in reading.text.words(span.start, span.end)
        if word.isdecimal() or word in reading.moment.words.numbers
    ]
    counted = [span for span in reading.spans("group") if "n" in span.held]
    return len(counted) == len(reading.spans("group")) and max(numbers, default=0) <= _SMALL_GROUP
