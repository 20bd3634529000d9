"""When, with whom, and which of the slots on offer. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, time

from atrevete_core.domain.commands import (
    ChooseSlot,
    ChooseStylist,
    DayRange,
    PartOfDay,
    When,
)
from atrevete_core.domain.ids import StylistId
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question
from atrevete_core.usecases.find_slots import time_wish

from .dialogue import Dialogue, Draft, Offered
from .wanted import draft_of, keep_hour


def choose_when(dialogue: Dialogue, when: When) -> None:
    if dialogue.question is Question.SLOT and _names_offer(dialogue, when):
        return
    draft = draft_of(dialogue)
    if draft.hold_id and draft.chosen and when.latest and _suits(draft.chosen, when):
        return  # «que no sea más tarde de las 6», of what is held at 5
    if draft.moves and draft.when is None and draft.moves_from and not when.no_such_day:
        when = _on_its_day(when, draft.moves_from)
    if when.same_hour and draft.chosen and when.days and when.at is None:
        when = when.model_copy(update={"at": draft.chosen.start.time()})
    draft.when = merged(_of_chosen_day(draft), when, dialogue.offered_days())
    draft.chosen, draft.shown = None, []
    if dialogue.question in {Question.SLOT, Question.DAY, Question.LOOK_AGAIN, Question.NEW_DAY}:
        dialogue.ask(None)


def may_offer_others(dialogue: Dialogue) -> bool:
    """«¿qué otras horas tienes?», of hours that were offered as they were wished for, or of the one
    that is held.
    """
    draft = dialogue.draft
    if draft is None or draft.when is None or draft.members or dialogue.cancels is not None:
        return False
    wished = draft.when.days
    shown = _shown(dialogue)
    return bool(shown) and all(_in(each.start.date(), wished) for each in shown)


def _shown(dialogue: Dialogue) -> list[Offered]:
    held = dialogue.draft.chosen if dialogue.draft and not dialogue.offered else None
    return [held] if held else dialogue.offered


def offer_others(dialogue: Dialogue) -> None:
    """The wish stays as it is; the hours that were offered for it are not offered again."""
    draft = draft_of(dialogue)
    draft.shown = [*draft.shown, *_shown(dialogue)]
    when = _of_chosen_day(draft)
    draft.when = when and when.model_copy(update={"at": None})
    draft.chosen = None
    dialogue.ask(None)


def hours_shown(draft: Draft, stylists: Sequence[StylistId]) -> tuple[datetime, ...]:
    """Of these stylists: «¿y con Marta qué otras horas hay?», after Pilar's, was shown none yet."""
    theirs = {str(each) for each in stylists}
    return tuple(each.start for each in draft.shown if each.stylist_id in theirs)


def _suits(chosen: Offered, when: When) -> bool:
    return _in(chosen.start.date(), when.days) and time_wish(when).allows(chosen.start.time())


def _of_chosen_day(draft: Draft) -> When | None:
    """«mejor a las 5», of an hour that is held: on its day, whatever days were open before."""
    if draft.when is None or draft.chosen is None:
        return draft.when
    day = draft.chosen.start.date()
    return draft.when.model_copy(update={"days": DayRange(first=day, last=day)})


def _names_offer(dialogue: Dialogue, when: When) -> bool:
    """An hour (and day) that is on offer, once, is a choice; it is taken."""
    fitting = [
        each
        for each in dialogue.offered
        if when.at == each.start.time() and _in(each.start.date(), when.days)
    ]
    if len({each.start for each in fitting}) != 1:
        return False
    take_slot(dialogue, fitting[0])
    return True


def _in(day: date, days: DayRange | None) -> bool:
    return days is None or (days.first or day) <= day <= (days.last or day)


def _on_its_day(when: When, day: date) -> When:
    """Moving an appointment «a las 17:00» means the same day."""
    if when.days is not None or when.soonest or when.weekdays:
        return when
    return when.model_copy(update={"days": DayRange(first=day, last=day)})


def merged(before: When | None, now: When, offered: Sequence[date]) -> When:
    """The new wish, completed by what still holds of the old one.

    An hour alone is for the day already spoken of; a day alone keeps the part of the day, but not
    an exact hour that belonged to another day.
    """
    if before is None and not offered:
        return now
    old = before or When()
    says_time = now.at or now.earliest or now.latest or now.part or now.soonest
    days = now.days
    if days is None and not now.no_such_day:
        days = DayRange(first=offered[0], last=offered[-1]) if offered and says_time else old.days
    changes: dict[str, object] = {
        "days": days,
        "not_on": tuple(dict.fromkeys((*old.not_on, *now.not_on)))
        if now.days is None
        else now.not_on,
    }
    if now.done_by is None and not _is_over_by_then(now, old.done_by):
        changes["done_by"] = old.done_by
    if _says_it_loosely(now, old) and not offered:
        changes |= {"earliest": old.earliest, "latest": old.latest}
    if not says_time:
        changes |= {"part": old.part, "earliest": old.earliest, "latest": old.latest, "at": old.at}
        changes["soonest"] = old.soonest and now.days is None
    return now.model_copy(update=changes)


def _says_it_loosely(now: When, old: When) -> bool:
    """«lo del viernes por la tarde», after «el viernes, de cuatro en adelante»: no other wish."""
    if now.at or now.earliest or now.latest or now.soonest or now.part is None:
        return False
    hours = [each for each in (old.earliest, old.latest) if each]
    afternoon = now.part is not PartOfDay.MORNING
    inside = all((each >= _MIDDAY) is afternoon for each in hours)
    return bool(hours) and inside and now.days in {None, old.days}


_MIDDAY = time(13)


def _is_over_by_then(now: When, end: time | None) -> bool:
    """Whether the new wish cannot be over by then: «por la tarde», after «fuera a la una»."""
    if end is None or now.at is not None:
        return True
    late = now.part in {PartOfDay.AFTERNOON, PartOfDay.EVENING} and end <= _AFTERNOON
    return late or (now.earliest is not None and end <= now.earliest)


#: Whoever must be gone by then wishes no afternoon.
_AFTERNOON = time(15)


def choose_stylist(dialogue: Dialogue, command: ChooseStylist) -> None:
    draft = draft_of(dialogue)
    if draft.chosen:
        keep_hour(draft)  # «mejor con Marta»: at the hour that is held, or was just named
    if command.not_with:
        _leave_out(dialogue, command.not_with)
        return
    matching = [
        each for each in dialogue.offered if plain(each.stylist) == plain(command.stylist or "")
    ]
    if dialogue.question is Question.SLOT and len(matching) == 1:
        take_slot(dialogue, matching[0])
        return
    if command.anyone:
        draft.stylist = draft.stylist_gender = None
    else:
        if command.another and draft.stylist:
            draft.not_with = [*draft.not_with, draft.stylist]
        draft.stylist, draft.stylist_gender = command.stylist, command.gender
        draft.not_with = [each for each in draft.not_with if each != command.stylist]
    theirs = draft.chosen and plain(draft.chosen.stylist) == plain(command.stylist or "")
    if not (theirs or command.anyone):
        draft.chosen = None
    if dialogue.question is Question.SLOT and not command.anyone:
        dialogue.ask(None)


def _leave_out(dialogue: Dialogue, stylist: str) -> None:
    """«con cualquiera menos Harol»: other slots, unless the one chosen is somebody else's."""
    draft = draft_of(dialogue)
    draft.not_with = [*draft.not_with, stylist]
    if draft.stylist and plain(draft.stylist) == plain(stylist):
        draft.stylist = None
    if draft.chosen is not None and plain(draft.chosen.stylist) == plain(stylist):
        draft.chosen = None
    if dialogue.question is Question.SLOT:
        dialogue.ask(None)


def choose_slot(dialogue: Dialogue, command: ChooseSlot) -> None:
    fitting = [each for each in dialogue.offered if _fits(each, command)]
    if command.any and dialogue.offered:
        take_slot(dialogue, dialogue.offered[0])
    elif command.position and dialogue.offered:
        index = command.position - 1 if command.position > 0 else command.position
        if -len(dialogue.offered) <= index < len(dialogue.offered):
            take_slot(dialogue, dialogue.offered[index])
    elif command.position and dialogue.question is Question.DAY and dialogue.choices:
        _choose_proposed_day(dialogue, command.position)
    elif len(fitting) == 1 or (fitting and len({each.start for each in fitting}) == 1):
        take_slot(dialogue, fitting[0])
    elif command.at or command.day:
        days = DayRange(first=command.day, last=command.day) if command.day else None
        choose_when(dialogue, When(days=days, at=command.at))


def _choose_proposed_day(dialogue: Dialogue, position: int) -> None:
    """«el primero», of the days on which the salon opens instead."""
    days = [date.fromisoformat(each) for each in dialogue.choices]
    index = position - 1 if position > 0 else position
    if -len(days) <= index < len(days):
        choose_when(dialogue, When(days=DayRange(first=days[index], last=days[index])))


def _fits(offered: Offered, command: ChooseSlot) -> bool:
    return (
        (command.at is None or offered.start.time() == command.at)
        and (command.day is None or offered.start.date() == command.day)
        and (command.stylist is None or plain(offered.stylist) == plain(command.stylist))
        and any((command.at, command.day, command.stylist))
    )


def take_slot(dialogue: Dialogue, offered: Offered) -> None:
    """That very moment; somebody who has joined meanwhile must find room at it as well."""
    draft = draft_of(dialogue)
    if draft.members and len(draft.members) != 1 + len(offered.others):
        day = offered.start.date()
        draft.when = When(days=DayRange(first=day, last=day), at=offered.start.time())
        draft.chosen = None
    else:
        draft.chosen = offered
    dialogue.ask(None)
