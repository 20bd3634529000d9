"""What Maite keeps in mind: a small document that survives a journey as JSON."""

import json
from datetime import date, time, timedelta

import pytest

from atrevete_core.domain.commands import DayRange, UnclearService, When
from atrevete_core.flow.dialogue import SCHEMA, Dialogue, Draft, Offered, open_dialogue, stored
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.builders import FRIDAY, NOW, madrid, stylist


def offered(hour: int = 12, name: str = "Marta", *, day: date = FRIDAY) -> Offered:
    return Offered(
        start=madrid(day.year, day.month, day.day, hour),
        stylist_id=str(stylist(name).id),
        stylist=name,
    )


def in_the_middle() -> Dialogue:
    """Everything that a long talk may have left."""
    return Dialogue(
        introduced_at=NOW,
        introduced_thread="thread-34600111222",
        last_turn_at=NOW,
        first_name="Laura",
        last_name="García",
        question=Question.SLOT,
        offered=[offered(hour) for hour in (10, 12, 17)],
        choices=["Mechas + Corte"],
        draft=Draft(
            services=["MECHAS", "CORTAR"],
            unclear=[UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))],
            pack="Mechas + Corte",
            pack_asked=True,
            when=When(days=DayRange(first=FRIDAY, last=FRIDAY), at=time(12, 30), not_on=(FRIDAY,)),
            stylist="Marta",
            chosen=offered(),
        ),
        then_services=["CEJAS"],
        misunderstood=1,
    )


def test_a_dialogue_survives_a_journey_as_json() -> None:
    dialogue = in_the_middle()
    document = json.loads(json.dumps(stored(dialogue)))
    assert open_dialogue(document) == dialogue


def test_even_a_long_talk_fits_into_two_kilobytes() -> None:
    assert len(json.dumps(stored(in_the_middle()))) < 2048


def test_an_empty_dialogue_is_almost_nothing() -> None:
    assert stored(Dialogue()) == {"schema_number": SCHEMA}
    assert open_dialogue({}) == Dialogue()


def test_what_an_older_or_newer_maite_wrote_is_begun_anew() -> None:
    assert open_dialogue({"schema_number": SCHEMA + 1, "first_name": "Laura"}) == Dialogue()


def test_a_field_that_is_gone_is_forgotten() -> None:
    document = {"schema_number": SCHEMA, "first_name": "Laura", "mood": "sunny"}
    assert open_dialogue(document).first_name == "Laura"


@pytest.mark.parametrize("question", [None, Question.DAY, Question.SURNAME])
def test_another_question_forgets_the_slots_on_offer(question: Question | None) -> None:
    dialogue = in_the_middle()
    dialogue.ask(question, choices=["x"])
    assert (dialogue.question, dialogue.choices, dialogue.offered) == (question, ["x"], [])


def test_the_days_on_offer_are_named_once_each() -> None:
    dialogue = Dialogue(offered=[offered(10), offered(12, day=FRIDAY + timedelta(1)), offered(12)])
    assert dialogue.offered_days() == [FRIDAY, FRIDAY + timedelta(1)]
    assert dialogue.slots_on_offer()[0] == OfferedSlot(
        start=madrid(2026, 12, 18, 10), stylist="Marta"
    )


def test_a_slot_of_several_ends_when_the_last_of_them_is_done() -> None:
    first, then = offered(10), offered(10, "Pilar")
    first.end, then.end = madrid(2026, 12, 18, 10, 40), madrid(2026, 12, 18, 11, 30)
    first.others = [then]
    (shown,) = Dialogue(offered=[first]).slots_on_offer()
    assert shown.end == then.end
