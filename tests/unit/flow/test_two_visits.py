"""One person who comes on two days: two visits, one after the other."""

from datetime import date

from atrevete_core.domain.commands import Book, ChooseWhen, Command, DayRange, When
from atrevete_core.flow.dialogue import Dialogue, Draft, Errand
from atrevete_core.flow.errands import apart, next_errand


def on(day: int) -> ChooseWhen:
    that_day = date(2026, 12, day)
    return ChooseWhen(when=When(days=DayRange(first=that_day, last=that_day)))


def test_two_services_on_two_days_are_two_things_to_do() -> None:
    first: list[Command] = [Book(services=("MECHAS",)), on(10)]
    then: list[Command] = [Book(services=("CORTAR",)), on(12)]
    assert apart([*first, *then]) == [first, then]


def test_two_services_on_one_day_are_one_thing() -> None:
    said: list[Command] = [Book(services=("MECHAS",)), on(10), Book(services=("CORTAR",)), on(10)]
    assert apart(said) == [said]


def test_the_second_visit_leaves_what_is_held_for_the_first() -> None:
    held = Draft(services=["MECHAS"], hold_id="held")
    dialogue = Dialogue(draft=held, errands=[Errand(commands=[], appointment=None)])
    assert next_errand(dialogue, {}) is not None
    assert dialogue.draft is None
