"""For whom what exists is booked, and that it is put right: «al revés, el corte es para mi madre»,
«va mi hermana en vez de mi madre», «no era de niño, era de caballero» (R37, R44).

Nothing is booked beside it: who comes to an appointment that is paid for, a person changes.
"""

import re

from atrevete_core.domain.commands import CallPerson
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.ports.language_model import Coming, Question

from ..reading import Reading
from ..services.variants import same_thing
from ..temporal.items import Sign
from ..which_and_target import fits, spoken_of

#: No booking is being made.
_NOTHING_MADE = {
    None, Question.ANYTHING_ELSE, Question.ATTENDANCE, Question.CANCEL, Question.NEW_DAY,
    Question.CANCEL_WITHOUT_REFUND, Question.WHICH_APPOINTMENT,
}  # fmt: skip
#: Somebody joins, or it is another appointment.
_MORE = re.compile(
    r"\b(?:tambien|ademas|aparte|conmigo|junt[ao]s|se (?:apunta|suma|une)|otr[ao]s? (?:cita|hora)"
    r"|una cita|(?:quiero|queria|quisiera|necesito|reserv\w+|coge\w*|dame|pide\w*) (?:otr[ao]|hora)"
    r"|y (?:una|uno|otra|otro) para)\b"
)
_INSTEAD_OF_ME = re.compile(
    r"\b(?:en mi (?:lugar|sitio|puesto)|(?:en vez|en lugar) de"
    r" (?:(?:ir |venir )?yo|mi(?= (?:[,.!?]|$|que)))"
    r"|(?:por|no(?: es| era)? para) mi(?= (?:[,.!?]|$|que|porque))"
    r"|yo (?:al final )?no (?:puedo|voy|podre|ire|vengo))"
)
_THEIRS_AFTER_ALL = re.compile(
    r"\b(?:al final|en realidad|resulta que|mejor|perdona|perdon|uy|ay|cambio de planes)"
    r"(?: ,| que| pues| no| es que)*(?: \w+)?"
    r" (?:va|viene|vendra|ira|va a ir|va a venir|acude|es para|era para)(?: a)?$"
)
_IS_FOR = re.compile(
    r"(?:^|[,.] |\b(?:cita|hora|corte|reserva|esa|esta) )(?:es|era|seria|va) (?:a ser )?para$"
)
#: «me equivoqué, quería el de caballero, que es para mi hijo».
_WAS_FOR = re.compile(r"\bque (?:es|era|seria) para$")
_REACH = 9


def booked_for(reading: Reading) -> list[Coming]:
    """Those who come, with the one spoken of, to what is booked; nobody while another booking is
    being made.
    """
    situation = reading.situation
    making = situation.services or situation.group or situation.companions
    if making or situation.question not in _NOTHING_MADE:
        return []
    own = spoken_of(reading)
    booked = [each for each in situation.upcoming if own is None or each.start == own.start]
    return [Coming(whom=each.relation, name=each.person, services=each.services) for each in booked]


def put_right(reading: Reading) -> CallPerson | None:
    """A person is called for another who comes, or for what two of them exchange."""
    booked = booked_for(reading)
    if not booked or _MORE.search(reading.text.line) or not _at_its_time(reading):
        return None
    if reading.told_again or reading.owner or _another_comes(reading, booked):
        return CallPerson(reason=EscalationReason.MANUAL_REQUEST, about="other")
    return None


def names_only_what_is_booked(reading: Reading) -> bool:
    """«el corte era para mi sobrino»: of what exists, whose it is."""
    had = [name for each in booked_for(reading) for name in each.services]
    return all(_is_had(each.names, had) for each in reading.mentions)


def _is_had(names: tuple[str, ...], had: list[str]) -> bool:
    return any(name == old or same_thing(name, old) for name in names for old in had)


def _at_its_time(reading: Reading) -> bool:
    starts = [each.start for each in reading.situation.upcoming]
    times = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    return all(fits(each, starts) for each in times)


def _another_comes(reading: Reading, booked: list[Coming]) -> bool:
    """«va mi hermana por mí», «al final viene mi prima», «la cita es para mi madre»."""
    known = {each.whom for each in booked}
    others = [each for each in reading.people if each.whom and each.whom not in known]
    if len({each.whom for each in others}) != 1 or not names_only_what_is_booked(reading):
        return False
    start = others[0].start + (reading.text.word(others[0].start) == "para")
    before = reading.text.between(max(0, start - _REACH), start)
    right_after = spoken_of(reading) is not None and (
        _IS_FOR.search(before)
        or (reading.has("takes_back", "mistaken") and _WAS_FOR.search(before))
    )
    instead = "" in known and _INSTEAD_OF_ME.search(reading.text.line)
    return bool(instead or right_after or _THEIRS_AFTER_ALL.search(before))
