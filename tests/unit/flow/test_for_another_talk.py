"""«No es para mí, es para mi hijo», said at any time; and a chosen hour that stays (R28, R37)."""

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.commands import (
    AddServices,
    AskConsultation,
    Book,
    ChooseSlot,
    DropServices,
    GiveName,
)
from tests.unit.flow.talking import wants
from tests.unit.flow.test_booking_talk import at_home


async def test_a_hold_becomes_somebody_elses_at_the_same_hour() -> None:
    talk = await at_home()
    await talk.says(*wants("CORTE NIÑO"))
    held = talk.bookings[0].appointments[0]
    await talk.says(Book(for_whom="mi hijo", for_name="Leo"))
    reply = await talk.says(GiveName(last_name="Gómez"))
    old, new = talk.bookings
    assert "para Leo Gómez" in reply
    assert (old.hold.status, new.hold.status) == (HoldStatus.RELEASED, HoldStatus.HELD)
    assert (new.appointments[0].start, new.appointments[0].stylist_id) == (
        held.start,
        held.stylist_id,
    )


async def test_the_answer_to_a_known_first_name_is_the_surname() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",), for_whom="mi madre", for_name="Rosa"))
    await talk.says(GiveName(first_name="Gil", last_name="Pérez"))
    draft = talk.dialogue.draft
    assert draft is not None
    assert (draft.for_first_name, draft.for_last_name) == ("Rosa", "Gil Pérez")


async def test_one_more_service_keeps_the_hour_that_was_chosen() -> None:
    talk = await at_home()
    await talk.says(*wants("CORTAR"))
    held = talk.bookings[0].appointments[0]
    await talk.says(AddServices(services=("SECADO",)))
    again = talk.bookings[-1].appointments[0]
    assert again.service_names == ("CORTAR", "SECADO")
    assert (again.start, again.stylist_id) == (held.start, held.stylist_id)


async def test_another_service_instead_keeps_it_too() -> None:
    talk = await at_home()
    await talk.says(*wants("CORTAR"))
    held = talk.bookings[0].appointments[0]
    await talk.says(DropServices(services=("CORTAR",)), AddServices(services=("PEINADO",)))
    again = talk.bookings[-1].appointments[0]
    assert again.service_names == ("PEINADO",)
    assert again.start == held.start
    await talk.says(ChooseSlot(position=1))
    assert len(talk.bookings) == 2


async def test_the_writers_own_name_beside_theirs_renames_nobody() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",), for_whom="mi hermana"))
    await talk.says(
        GiveName(first_name="Irene", last_name="Soto"),
        GiveName(first_name="Laura", last_name="Pou", of="yo"),
    )
    draft = talk.dialogue.draft
    assert draft is not None
    assert (draft.for_first_name, draft.for_last_name) == ("Irene", "Soto")
    assert (talk.dialogue.first_name, talk.dialogue.last_name) == ("Laura", "García")


async def test_a_name_that_is_told_before_it_is_asked_for_is_not_asked_for() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",), for_whom="mi hermana"))
    await talk.says(GiveName(first_name="Irene", last_name="Soto", of="mi hermana"))
    reply = await talk.says(GiveName(first_name="Rosa", last_name="Gil", of="mi vecina"))
    draft = talk.dialogue.draft
    assert draft is not None
    assert (draft.for_first_name, draft.for_last_name) == ("Irene", "Soto")
    assert "¿Cómo se llama" not in reply


async def test_each_of_a_group_gets_the_name_that_was_said_of_them() -> None:
    talk = await at_home()
    son = Book(services=("CORTE NIÑO",), for_whom="mi niño")
    daughter = Book(services=("CORTE NIÑA",), for_whom="mi niña")
    await talk.says(son, daughter, wants()[1])
    await talk.says(
        GiveName(first_name="Vera", of="mi niña"), GiveName(first_name="Leo", of="mi niño")
    )
    draft = talk.dialogue.draft
    assert draft is not None
    assert [each.name for each in draft.members] == ["Leo", "Vera"]


async def test_the_consultation_is_for_whom_it_was_asked_and_nobody_else() -> None:
    talk = await at_home()
    compared = AskConsultation(between=("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA"))
    reply = await talk.says(Book(for_whom="mi madre"), compared)
    assert "¿Te busco hora?" in reply
    await talk.says(Book(services=("CONSULTA GRATUITA",), for_whom="mi madre"))
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.members == []
    assert talk.dialogue.draft.for_whom == "mi madre"
