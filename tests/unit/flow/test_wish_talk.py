"""«Si se libera algo, avísame»: noted, no promise, and she goes on (R57). Privacy (R53)."""

from datetime import time

import pytest

from atrevete_core.domain.commands import (
    AskAvailability,
    AskPrivate,
    Book,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    GiveName,
    When,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.flow.timing import merged
from tests.builders import FRIDAY
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_booking_talk import at_home

WAITS = AskAvailability(waiting_list=True)


def wishes(talk: Talk) -> list[str]:
    return [e.summary for e in talk.escalations if e.reason is EscalationReason.WISH]


async def test_the_team_reads_service_day_and_stylist_and_nothing_is_promised() -> None:
    talk = await at_home()
    reply = await talk.says(
        Book(services=("CORTAR",)),
        ChooseStylist(stylist="Pilar"),
        ChooseWhen(when=on(FRIDAY, at=time(17))),
        WAITS,
    )
    (wish,) = wishes(talk)
    for fact in ("Laura García", "corte", "Pilar", "viernes 18 de diciembre"):
        assert fact in wish
    assert "no te puedo prometer que se libere" in reply
    assert talk.conversation.human_since is None


async def test_a_wish_silences_nobody_and_is_told_to_the_team_once() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), WAITS)
    (escalation,) = [e for e in talk.escalations if e.reason is EscalationReason.WISH]
    assert not escalation.silences
    assert len(talk.salon.team_thread) == 1


async def test_after_the_note_the_booking_goes_on() -> None:
    talk = await at_home()
    reply = await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)), WAITS)
    assert reply.startswith("Se lo dejo apuntado al equipo")
    assert reply.endswith("?")
    assert talk.dialogue.offered != []


async def test_a_stylist_who_is_not_wanted_is_not_offered() -> None:
    talk = await at_home()
    first = await talk.says(
        Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)), ChooseStylist(not_with="Marta")
    )
    assert "Marta" not in first
    await talk.says(ChooseStylist(not_with="Pilar"))
    assert talk.dialogue.offered != []
    assert {each.stylist for each in talk.dialogue.offered} <= {"Harol", "Víctor"}


async def test_who_names_the_stylist_of_the_chosen_hour_keeps_it() -> None:
    talk = Talk("Laura")
    await talk.says(GiveName(first_name="Laura"))
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))
    first = talk.dialogue.offered[0]
    await talk.says(ChooseSlot(position=1))
    reply = await talk.says(ChooseStylist(stylist=first.stylist))
    assert "apellidos" in reply
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.chosen == first


async def test_a_wish_without_details_is_noted_with_the_name() -> None:
    talk = Talk("Ana")
    await talk.says(WAITS)
    (wish,) = wishes(talk)
    assert wish.startswith("Ana ")


@pytest.mark.parametrize("times", [1, 2])
async def test_private_things_of_others_are_not_told(times: int) -> None:
    talk = await at_home()
    for _ in range(times):
        reply = await talk.says(AskPrivate())
    assert "De otras personas no puedo contarte nada" in reply
    assert talk.escalations == []


async def test_a_woman_is_wished_at_the_hour_at_which_a_man_was_offered() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))
    his = next(each for each in talk.dialogue.offered if each.stylist in {"Harol", "Víctor"})
    await talk.says(ChooseWhen(when=on(FRIDAY, at=his.start.time())), ChooseStylist(gender="f"))
    assert talk.dialogue.draft is not None
    chosen = talk.dialogue.draft.chosen
    assert chosen is not None
    assert (chosen.start, chosen.stylist in {"Marta", "Pilar"}) == (his.start, True)


def test_the_first_hour_there_is_stays_on_the_day_that_was_wished() -> None:
    wish = merged(on(FRIDAY), When(soonest=True, earliest=time(16)), [])
    assert (wish.days, wish.soonest) == (on(FRIDAY).days, True)
