"""Noting down what was said: nothing is asked again, and a change of mind counts."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskAvailability,
    Book,
    ChoosePack,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    DayRange,
    DropServices,
    GiveName,
    Greet,
    NotUnderstood,
    PartOfDay,
    Refuse,
    RefuseSlots,
    UnclearService,
    When,
)
from atrevete_core.flow.dialogue import Dialogue, Draft, Offered
from atrevete_core.flow.draft import note_down, up_to_date
from atrevete_core.flow.timing import merged
from atrevete_core.ports.language_model import Question
from tests.builders import CATALOGUE, FRIDAY, a_booking
from tests.unit.flow.talking import on
from tests.unit.flow.test_dialogue import offered

THURSDAY, SATURDAY = date(2026, 12, 17), date(2026, 12, 19)
THREE = [offered(10, "Pilar"), offered(12, "Marta"), offered(17, "Pilar")]


def a_dialogue(question: Question | None = None, **known: Any) -> Dialogue:
    return Dialogue(first_name="Laura", question=question, **known)


def noted(dialogue: Dialogue, *commands: Any) -> Dialogue:
    note_down(dialogue, commands, CATALOGUE)
    return dialogue


def draft_of(dialogue: Dialogue) -> Draft:
    assert dialogue.draft is not None
    return dialogue.draft


def choosing(*commands: Any, slots: list[Offered] | None = None) -> Dialogue:
    """Three slots are on offer, and this is the answer."""
    dialogue = a_dialogue(Question.SLOT, draft=Draft(services=["CORTAR"], when=on(FRIDAY)))
    dialogue.offered = slots or THREE
    return noted(dialogue, *commands)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, on(FRIDAY), on(FRIDAY)),
        # An hour alone is for the day already spoken of.
        (on(FRIDAY), When(at=time(12)), on(FRIDAY, at=time(12))),
        # A day alone keeps the part of the day and the hours.
        (on(FRIDAY, part=PartOfDay.MORNING), on(SATURDAY), on(SATURDAY, part=PartOfDay.MORNING)),
        (on(FRIDAY, earliest=time(16)), on(SATURDAY), on(SATURDAY, earliest=time(16))),
        # New hours replace the old ones.
        (
            on(FRIDAY, part=PartOfDay.MORNING),
            When(part=PartOfDay.EVENING),
            on(FRIDAY, part=PartOfDay.EVENING),
        ),
        (on(FRIDAY, at=time(12)), When(earliest=time(16)), on(FRIDAY, earliest=time(16))),
        # "el jueves no" excludes; the exclusion ends with a new day.
        (on(FRIDAY), When(not_on=(THURSDAY,)), on(FRIDAY, not_on=(THURSDAY,))),
        (
            on(FRIDAY, not_on=(THURSDAY,)),
            When(not_on=(FRIDAY,)),
            on(FRIDAY, not_on=(THURSDAY, FRIDAY)),
        ),
        (on(FRIDAY, not_on=(THURSDAY,)), on(SATURDAY), on(SATURDAY)),
        # As soon as possible holds until a day is named.
        (When(soonest=True), When(not_on=(FRIDAY,)), When(soonest=True, not_on=(FRIDAY,))),
        (When(soonest=True), on(FRIDAY), on(FRIDAY)),
    ],
)
def test_a_new_wish_is_completed_by_the_old_one(
    before: When | None, now: When, expected: When
) -> None:
    assert merged(before, now, []) == expected


@pytest.mark.parametrize(
    ("now", "done_by"),
    [
        (When(part=PartOfDay.AFTERNOON), None),
        (When(earliest=time(17)), None),
        (When(at=time(12)), None),
        (When(part=PartOfDay.MORNING), time(13)),
        (When(earliest=time(11)), time(13)),
    ],
)
def test_when_it_must_be_over_holds_until_another_hour_says_otherwise(
    now: When, done_by: time | None
) -> None:
    before = When(done_by=time(13))
    assert merged(before, now, []).done_by == done_by


def test_a_day_that_does_not_exist_is_not_the_old_day() -> None:
    assert merged(on(FRIDAY), When(no_such_day=True), []).days is None


def test_an_hour_alone_is_for_the_days_on_offer() -> None:
    wish = merged(None, When(at=time(12)), [FRIDAY, SATURDAY])
    assert wish.days == DayRange(first=FRIDAY, last=SATURDAY)


def test_services_and_day_and_stylist_in_one_message_are_all_used() -> None:
    dialogue = noted(
        a_dialogue(),
        Book(services=("CORTAR",)),
        ChooseWhen(when=on(FRIDAY)),
        ChooseStylist(stylist="Pilar"),
    )
    draft = draft_of(dialogue)
    assert (draft.services, draft.when, draft.stylist) == (["CORTAR"], on(FRIDAY), "Pilar")


def test_what_was_said_stays_when_something_else_is_said() -> None:
    dialogue = noted(a_dialogue(), ChooseWhen(when=on(FRIDAY)))
    assert draft_of(noted(dialogue, Book(services=("CORTAR",)))).when == on(FRIDAY)


def test_services_come_and_go() -> None:
    dialogue = noted(a_dialogue(), Book(services=("CORTAR",)))
    noted(dialogue, AddServices(services=("BARRO", "CORTAR")))
    assert draft_of(dialogue).services == ["CORTAR", "BARRO"]
    noted(dialogue, DropServices(services=("CORTAR",)))
    assert draft_of(dialogue).services == ["BARRO"]


def test_other_services_are_asked_about_packs_and_slots_anew() -> None:
    draft = Draft(services=["MECHAS", "CORTAR"], pack="Mechas + Corte", pack_asked=True)
    draft.chosen = THREE[0]
    changed = draft_of(noted(a_dialogue(draft=draft), Book(services=("MECHAS",))))
    assert (changed.pack, changed.pack_asked, changed.chosen) == (None, False, None)


def test_saying_the_same_again_changes_nothing() -> None:
    draft = Draft(services=["MECHAS"], pack_asked=True, chosen=THREE[0])
    same = draft_of(noted(a_dialogue(draft=draft), Book(services=("MECHAS",))))
    assert same.pack_asked
    assert same.chosen == THREE[0]


def test_another_booking_after_a_hold_begins_a_new_draft() -> None:
    draft = Draft(services=["CORTAR"], stylist="Pilar", when=on(FRIDAY), hold_id="h")
    new = draft_of(noted(a_dialogue(draft=draft), Book(services=("BARRO",))))
    assert (new.services, new.stylist, new.hold_id) == (["BARRO"], None, "h")
    assert new.when == on(FRIDAY)


def test_which_of_two_readings_is_meant() -> None:
    unclear = UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))
    dialogue = noted(a_dialogue(), Book(services=("CORTAR",), unclear=(unclear,)))
    assert draft_of(dialogue).unclear == [unclear]
    dialogue.ask(Question.WHICH_SERVICE, choices=list(unclear.candidates))
    noted(dialogue, Book(services=("BARRO GOLD",)))
    assert draft_of(dialogue).services == ["CORTAR", "BARRO GOLD"]
    assert draft_of(dialogue).unclear == []


def test_book_both_means_those_that_were_spoken_of() -> None:
    both = ["CEJAS", "LABIO"]
    dialogue = a_dialogue(Question.ANYTHING_ELSE, choices=both, about=both)
    assert draft_of(noted(dialogue, Book())).services == both


def test_whom_it_is_for() -> None:
    draft = draft_of(noted(a_dialogue(), Book(services=("CORTAR",), for_whom="tu madre")))
    assert (draft.for_whom, draft.for_first_name) == ("tu madre", None)
    dialogue = a_dialogue(Question.THIRD_NAME, draft=draft)
    noted(dialogue, GiveName(first_name="María", last_name="López"))
    assert (draft.for_first_name, draft.for_last_name) == ("María", "López")
    assert (dialogue.first_name, dialogue.question) == ("Laura", None)


def test_accepting_the_pack_takes_its_services() -> None:
    dialogue = a_dialogue(
        Question.PACK, choices=["Mechas + Corte"], draft=Draft(services=["MECHAS"])
    )
    draft = draft_of(noted(dialogue, Accept()))
    assert (draft.services, draft.pack) == (["MECHAS", "CORTAR"], "Mechas + Corte")
    assert dialogue.question is None


def test_refusing_the_pack_is_an_answer() -> None:
    dialogue = a_dialogue(
        Question.PACK, choices=["Mechas + Corte"], draft=Draft(services=["MECHAS"])
    )
    draft = draft_of(noted(dialogue, Refuse()))
    assert (draft.services, draft.pack, draft.pack_asked) == (["MECHAS"], None, True)


def test_a_pack_can_be_asked_for_by_its_name_and_an_unknown_one_changes_nothing() -> None:
    assert draft_of(noted(a_dialogue(), ChoosePack(pack="mechas + corte"))).pack == "Mechas + Corte"
    assert noted(a_dialogue(), ChoosePack(pack="todo gratis")).draft is None
    assert noted(a_dialogue(), ChoosePack()).draft is None


@pytest.mark.parametrize(
    ("answer", "chosen"),
    [
        (ChooseSlot(position=1), THREE[0]),
        (ChooseSlot(position=-1), THREE[2]),
        (ChooseSlot(position=3), THREE[2]),
        (ChooseSlot(at=time(12)), THREE[1]),
        (ChooseSlot(stylist="marta"), THREE[1]),
        (ChooseSlot(at=time(17), stylist="Pilar"), THREE[2]),
        (ChooseSlot(any=True), THREE[0]),
        (ChooseStylist(stylist="Marta"), THREE[1]),
    ],
)
def test_a_slot_is_chosen_by_position_hour_or_stylist(answer: Any, chosen: Offered) -> None:
    dialogue = choosing(answer)
    assert draft_of(dialogue).chosen == chosen
    assert (dialogue.question, dialogue.offered) == (None, [])


@pytest.mark.parametrize(
    "answer",
    [ChooseSlot(position=4), ChooseSlot(position=0), ChooseSlot(stylist="Pilar"), ChooseSlot()],
)
def test_an_answer_that_fits_none_or_several_slots_chooses_none(answer: ChooseSlot) -> None:
    dialogue = choosing(answer)
    assert draft_of(dialogue).chosen is None


def test_the_same_hour_with_two_stylists_takes_the_first() -> None:
    same_hour = [offered(12, "Marta"), offered(12, "Pilar")]
    assert draft_of(choosing(ChooseSlot(at=time(12)), slots=same_hour)).chosen == same_hour[0]


def test_an_hour_that_is_not_on_offer_is_a_new_wish() -> None:
    dialogue = choosing(ChooseSlot(at=time(11)))
    assert draft_of(dialogue).when == on(FRIDAY, at=time(11))
    assert dialogue.question is None
    assert draft_of(choosing(ChooseSlot(day=SATURDAY))).when == on(SATURDAY)


def test_the_only_slot_on_offer_can_be_accepted() -> None:
    assert draft_of(choosing(Accept(), slots=[THREE[1]])).chosen == THREE[1]
    assert draft_of(choosing(Accept())).chosen is None


@pytest.mark.parametrize("answer", [RefuseSlots(), Refuse()])
def test_when_no_slot_suits_another_day_is_asked_for(answer: Any) -> None:
    dialogue = choosing(answer)
    assert draft_of(dialogue).when is None
    assert dialogue.question is Question.DAY


def test_another_stylist_or_none_in_particular() -> None:
    dialogue = choosing(ChooseStylist(stylist="Harol"))
    assert (draft_of(dialogue).stylist, dialogue.question) == ("Harol", None)
    noted(dialogue, ChooseStylist(gender="m"))
    assert (draft_of(dialogue).stylist, draft_of(dialogue).stylist_gender) == (None, "m")
    noted(dialogue, ChooseStylist(anyone=True))
    assert draft_of(dialogue).stylist_gender is None


def test_not_minding_who_keeps_the_slot_that_was_chosen() -> None:
    draft = Draft(services=["CORTAR"], chosen=THREE[0])
    dialogue = a_dialogue(draft=draft)
    assert draft_of(noted(dialogue, ChooseStylist(anyone=True))).chosen == THREE[0]
    assert draft_of(noted(dialogue, ChooseStylist(stylist="Marta"))).chosen is None


def test_asking_for_room_begins_a_booking_and_a_greeting_does_not() -> None:
    assert noted(a_dialogue(), AskAvailability()).draft == Draft()
    assert noted(a_dialogue(), Greet(), Accept(), Refuse()).draft is None


def test_looking_again_after_a_lapse_looks_for_the_same() -> None:
    draft = Draft(services=["CORTAR"], chosen=THREE[1], hold_id="h")
    again = draft_of(noted(a_dialogue(Question.LOOK_AGAIN, draft=draft), Accept()))
    assert (again.hold_id, again.chosen, again.stylist) == (None, None, "Marta")
    assert again.when == on(FRIDAY, at=time(12))
    bare = noted(a_dialogue(Question.LOOK_AGAIN), Accept())
    assert bare.draft == Draft()
    assert noted(a_dialogue(Question.LOOK_AGAIN, draft=draft), Refuse()).draft is None


def test_two_crafts_are_booked_one_after_the_other() -> None:
    dialogue = a_dialogue(
        Question.SECOND_BOOKING, draft=Draft(services=["CORTAR", "CEJAS", "BARRO"])
    )
    assert draft_of(noted(dialogue, Accept())).services == ["CORTAR", "BARRO"]
    assert dialogue.then_services == ["CEJAS"]


def test_yes_to_the_consultation_books_it_and_no_forgets_it() -> None:
    yes = a_dialogue(Question.CONSULTATION, choices=["CONSULTA GRATUITA"])
    assert draft_of(noted(yes, Accept())).services == ["CONSULTA GRATUITA"]
    no = a_dialogue(Question.CONSULTATION, choices=["CONSULTA GRATUITA"])
    noted(no, Refuse())
    assert (no.draft, no.question) == (None, None)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (Accept(), "Laura"),
        (Book(services=("CORTAR",)), "Laura"),
        (GiveName(first_name="Ana"), "Ana"),
        (Refuse(), ""),
        (NotUnderstood(), ""),
    ],
)
def test_whoever_does_not_object_is_called_what_the_profile_says(answer: Any, name: str) -> None:
    dialogue = Dialogue(proposed_name="Laura", question=Question.NAME_CHECK)
    noted(dialogue, answer)
    assert dialogue.first_name == name


def test_a_refused_profile_name_is_not_proposed_again() -> None:
    dialogue = Dialogue(proposed_name="Laura", question=Question.NAME_CHECK)
    assert noted(dialogue, Refuse()).proposed_name == ""


def test_a_surname_answers_its_question() -> None:
    dialogue = noted(a_dialogue(Question.SURNAME), GiveName(last_name="García Ruiz"))
    assert (dialogue.last_name, dialogue.question) == ("García Ruiz", None)


def test_not_understanding_is_counted_until_something_is_understood() -> None:
    dialogue = noted(a_dialogue(), NotUnderstood())
    noted(dialogue, NotUnderstood())
    assert dialogue.misunderstood == 2
    assert noted(dialogue, Greet()).misunderstood == 0


def test_naming_an_appointment_is_no_wish() -> None:
    dialogue = a_dialogue(Question.WHICH_APPOINTMENT)
    assert noted(dialogue, ChooseWhen(when=on(FRIDAY))).draft is None


def test_a_group_wants_what_its_members_want() -> None:
    group = (Book(services=("CORTAR",)), Book(for_whom="mi hija"))
    draft = draft_of(noted(a_dialogue(draft=Draft(when=on(FRIDAY))), *group))
    assert (draft.services, draft.when, draft.pack_asked) == (["CORTAR"], on(FRIDAY), True)


@pytest.mark.parametrize(
    ("status", "question", "kept"),
    [
        (HoldStatus.HELD, None, True),
        (HoldStatus.CONFIRMED, None, False),
        (HoldStatus.LAPSED, Question.LOOK_AGAIN, True),
    ],
)
def test_the_draft_follows_what_became_of_its_hold(
    status: HoldStatus, question: Question | None, *, kept: bool
) -> None:
    hold = a_booking(status=status).hold
    dialogue = a_dialogue(draft=Draft(services=["CORTAR"], hold_id=str(hold.id)))
    up_to_date(dialogue, hold)
    assert (dialogue.question, dialogue.draft is not None) == (question, kept)


def test_a_lapse_is_asked_about_once_and_others_holds_are_not_ours() -> None:
    hold = a_booking(status=HoldStatus.LAPSED).hold
    dialogue = a_dialogue(draft=Draft(hold_id=str(hold.id)))
    up_to_date(dialogue, hold)
    dialogue.ask(None)
    up_to_date(dialogue, hold)
    assert dialogue.question is None
    stranger = a_dialogue(draft=Draft(hold_id="another"))
    up_to_date(stranger, hold)
    up_to_date(stranger, None)
    assert stranger.question is None
