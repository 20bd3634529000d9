"""Saying what of the wish the slots do not meet (R8, R21)."""

from datetime import date, time, timedelta

import pytest

from atrevete_core.domain.closing import Absence
from atrevete_core.domain.commands import (
    AskAvailability,
    AskConsultation,
    AskIdentity,
    AskPrivate,
    AskReceipt,
    Book,
    ChooseStylist,
    DayRange,
    PartOfDay,
    Thank,
    UnclearService,
    When,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.ids import derived_id
from atrevete_core.domain.interval import Interval, after
from atrevete_core.ports.language_model import Question, Understood
from atrevete_core.usecases.close_time import enter_absence
from tests.builders import FRIDAY, NOW, SALON, madrid, stylist
from tests.unit.flow.talking import Talk, on, wants
from tests.unit.flow.test_booking_talk import at_home

HAIR = ("Pilar", "Harol", "Víctor", "Marta")
TODAY = date(2026, 12, 16)


async def away(talk: Talk, *names: str, first: date, days: int = 1, from_hour: int = 0) -> None:
    start = madrid(first.year, first.month, first.day, from_hour)
    last = first + timedelta(days=days)
    end = madrid(last.year, last.month, last.day)
    for name in names:
        absence = Absence(
            id=derived_id("absence", name, first),
            salon_id=SALON.id,
            stylist_id=stylist(name).id,
            during=Interval(start, end),
        )
        await enter_absence(talk.salon.storage, absence, at=NOW)


async def test_a_full_day_is_said_and_two_later_dates_are_offered() -> None:
    talk = await at_home()
    await away(talk, *HAIR, first=FRIDAY)
    reply = await talk.says(*wants(when=on(FRIDAY)))
    assert reply.startswith(
        "El viernes 18 de diciembre está completo. Puedo con Marta el sábado 19"
    )
    assert talk.dialogue.question is Question.SLOT


async def test_a_full_afternoon_is_only_that() -> None:
    talk = await at_home()
    await away(talk, *HAIR, first=FRIDAY, from_hour=14)
    reply = await talk.says(*wants(when=on(FRIDAY, part=PartOfDay.AFTERNOON)))
    assert reply.startswith("El viernes 18 de diciembre por la tarde está completo.")


async def test_today_is_simply_full() -> None:
    talk = await at_home()
    await away(talk, *HAIR, first=TODAY)
    assert "Para hoy ya no me queda hueco." in await talk.says(*wants(when=on(TODAY)))


async def test_a_full_stylist_is_named() -> None:
    talk = await at_home()
    await away(talk, "Pilar", first=FRIDAY)
    reply = await talk.says(*wants(when=on(FRIDAY)), ChooseStylist(stylist="Pilar"))
    assert reply.startswith("El viernes 18 de diciembre Pilar lo tiene completo.")


async def test_a_range_without_room_is_not_called_a_full_day() -> None:
    talk = await at_home()
    await away(talk, *HAIR, first=FRIDAY, days=2)
    when = When(days=DayRange(first=FRIDAY, last=FRIDAY + timedelta(days=1)))
    assert (await talk.says(*wants(when=when))).startswith("Puedo con Marta el lunes 21")


async def test_when_everything_is_full_she_asks_for_another_day() -> None:
    talk = await at_home()
    await away(talk, *HAIR, first=TODAY, days=120)
    reply = await talk.says(*wants(when=on(FRIDAY)))
    assert reply == "En esas fechas está todo completo. ¿Qué otro día te vendría bien?"


async def test_a_wish_to_be_told_is_noted_for_the_team_without_a_promise() -> None:
    talk = await at_home()
    await talk.says(*wants(when=on(FRIDAY)), ChooseStylist(stylist="Pilar"))
    assert "no te puedo prometer" in await talk.says(AskAvailability(waiting_list=True))
    (task,) = talk.escalations
    assert (task.reason, task.silences) == (EscalationReason.WISH, False)
    assert "Pilar" in task.summary
    fresh = Talk("✨")
    await fresh.says(AskAvailability(waiting_list=True))
    assert len(fresh.escalations) == 1


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (AskPrivate(), "no puedo contarte nada"),
        (AskReceipt(), "El recibo del anticipo"),
        (AskIdentity(), "IA"),
    ],
)
async def test_what_is_private_and_what_is_receipted(command: object, part: str) -> None:
    talk = await at_home()
    assert part in await talk.says(command)  # type: ignore[arg-type]


async def test_who_writes_de_usted_is_answered_de_usted_from_then_on() -> None:
    talk = await at_home()
    talk.model.add(Understood(commands=wants(), formal=True))
    (link,) = await talk.person.writes("quisiera cita el viernes a las doce y media")
    assert "Le guardo" in link
    assert " te " not in link
    assert talk.salon.gateway.open_pages[0].url in link
    assert "usted" in (await talk.says(Thank())).lower() or talk.dialogue.formal


async def test_the_hour_of_the_lead_time_is_kept_in_words_too() -> None:
    talk = await at_home()
    reply = await talk.says(*wants(when=on(TODAY, at=time(11, 30))))
    assert reply.startswith("A las 11:30 no me queda nada.")
    assert talk.dialogue.offered[0].start >= after(NOW, minutes=60)


async def test_a_part_of_the_day_that_is_closed_is_not_said_to_be_full() -> None:
    talk = await at_home()
    saturday = FRIDAY + timedelta(days=1)
    reply = await talk.says(*wants(when=on(saturday, part=PartOfDay.AFTERNOON)))
    assert reply.startswith("El sábado 19 de diciembre abrimos de 10:00 a 14:00.")
    reply = await talk.says(*wants(when=on(saturday, at=time(17))))
    assert reply.startswith("Ese día abrimos de 10:00 a 14:00. El sábado 19")


async def test_the_difference_between_two_is_told_where_one_of_them_is_asked_for() -> None:
    talk = await at_home()
    two = ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")
    await talk.says(Book(unclear=(UnclearService(words="tinte", candidates=two),)))
    told = await talk.says(AskConsultation())
    assert "para mucho pelo o muy largo" in told
    assert "¿Cuál sería" in told
