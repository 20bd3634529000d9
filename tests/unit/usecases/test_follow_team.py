"""What people do at the desk decides who has the word."""

from dataclasses import replace

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.conversation import EscalationReason, Reply, Speaker
from atrevete_core.domain.interval import after
from atrevete_core.ports.events import PersonSpoke, Source, ThreadChanged
from atrevete_core.usecases.escalate import hand_over
from tests.builders import LAURA, NOW, SALON
from tests.unit.usecases.at_work import a_salon, conversation_of, holds, tasks, told


def spoke(text: str = "Hola, soy Pilar", *, private: bool = False, who: str = "") -> PersonSpoke:
    return PersonSpoke(
        external_id=f"person {text} {private}",
        channel_id=who or LAURA.contact.channel_id,
        desk_id=LAURA.contact.desk_id,
        thread_id=LAURA.conversation.thread_id,
        text=text,
        private=private,
        sent_at=NOW,
    )


def changed(
    *, resolved: bool = False, with_person: bool = False, thread_id: str = ""
) -> ThreadChanged:
    return ThreadChanged(
        external_id=f"thread {resolved} {with_person} {thread_id}",
        channel_id=LAURA.contact.channel_id,
        desk_id=LAURA.contact.desk_id,
        thread_id=thread_id or LAURA.conversation.thread_id,
        resolved=resolved,
        with_person=with_person,
    )


async def with_laura() -> MemorySalon:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
    return salon


async def handed_over() -> MemorySalon:
    salon = await with_laura()
    async with salon.storage.transaction() as records:
        await hand_over(
            records,
            await records.conversations.lock(LAURA.conversation_id),
            EscalationReason.MANUAL_REQUEST,
            "Quiere hablar con alguien.",
            saying=Reply(text="Se lo paso al equipo."),
            intent="asked",
            at=NOW,
        )
    await salon.settle()
    return salon


async def test_when_a_person_speaks_maite_is_silent() -> None:
    salon = await with_laura()
    await salon.apply(spoke(), Source.DESK)
    assert (await conversation_of(salon)).human_since is not None
    async with salon.storage.transaction() as records:
        (line,) = await records.conversations.transcript(LAURA.conversation_id, last=5)
    assert (line.speaker, line.text) == (Speaker.PERSON, "Hola, soy Pilar")


async def test_the_person_who_spoke_first_has_the_word_since_then() -> None:
    salon = await with_laura()
    await salon.apply(spoke(), Source.DESK)
    first = (await conversation_of(salon)).human_since
    await salon.advance(minutes=5)
    await salon.apply(spoke("Sigo aquí"), Source.DESK)
    assert (await conversation_of(salon)).human_since == first


async def test_a_note_among_colleagues_silences_nobody() -> None:
    salon = await with_laura()
    await salon.apply(spoke("ojo con ella", private=True), Source.DESK)
    assert (await conversation_of(salon)).human_since is None


@pytest.mark.parametrize(
    "giving", [spoke(" /BOT ", private=True), changed(resolved=True)], ids=["/bot", "resolved"]
)
async def test_bot_in_a_note_or_resolving_gives_the_word_back(
    giving: PersonSpoke | ThreadChanged,
) -> None:
    salon = await handed_over()
    await salon.advance(minutes=5)
    await salon.apply(giving, Source.DESK)
    now = await conversation_of(salon)
    assert now.human_since is None
    assert now.given_back_at == after(NOW, minutes=5)
    (task,) = tasks(salon)
    assert task.closed_at == after(NOW, minutes=5)


async def test_the_team_may_ask_in_a_note_for_the_customers_appointments() -> None:
    salon = await with_laura()
    await holds(salon)
    for text in ("/citas", "/ayuda", "hola"):
        await salon.apply(spoke(text, private=True), Source.DESK)
    appointments, help_text = salon.messenger.notes(LAURA.conversation.thread_id)
    assert "12:30" in appointments
    assert "/bot" in help_text
    assert len(told(salon)) == 1


async def test_somebody_without_a_name_has_no_appointments_to_show() -> None:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        await records.conversations.receive(SALON.id, LAURA.says())
    await salon.apply(spoke("/cita", private=True), Source.DESK)
    (note,) = salon.messenger.notes(LAURA.conversation.thread_id)
    assert "12:30" not in note


async def test_giving_back_leaves_notices_open() -> None:
    salon = await handed_over()
    (task,) = tasks(salon)
    notice = replace(task, id=LAURA.conversation_id, silences=False)  # type: ignore[arg-type]
    async with salon.storage.transaction() as records:
        await records.escalations.add(notice)
    await salon.apply(changed(resolved=True), Source.DESK)
    assert [each.closed_at is None for each in tasks(salon)] == [False, True]


async def test_giving_back_what_she_has_changes_nothing() -> None:
    salon = await with_laura()
    await salon.apply(changed(resolved=True), Source.DESK)
    assert (await conversation_of(salon)).given_back_at is None


async def test_assigning_the_thread_to_a_person_gives_them_the_word() -> None:
    salon = await with_laura()
    await salon.apply(changed(with_person=False), Source.DESK)
    assert (await conversation_of(salon)).human_since is None
    await salon.apply(changed(with_person=True), Source.DESK)
    assert (await conversation_of(salon)).human_since is not None


async def test_an_old_thread_of_the_same_customer_changes_nothing() -> None:
    salon = await handed_over()
    await salon.apply(changed(resolved=True, thread_id="an old one"), Source.DESK)
    assert (await conversation_of(salon)).human_since is not None


async def test_a_stranger_to_us_changes_nothing() -> None:
    salon = await with_laura()
    await salon.apply(spoke(who="somebody"), Source.DESK)
    stranger = replace(changed(with_person=True), channel_id="somebody")
    await salon.apply(stranger, Source.DESK)
    assert (await conversation_of(salon)).human_since is None


async def test_a_hand_over_says_so_opens_the_thread_and_tells_the_team() -> None:
    salon = await handed_over()
    assert told(salon) == ["Se lo paso al equipo."]
    assert LAURA.conversation.thread_id in salon.messenger.with_team
    assert salon.team_thread == [
        "Aviso del salón (pide hablar con una persona): Quiere hablar con alguien."
    ]


async def test_a_confirmation_meanwhile_is_a_note_for_the_team() -> None:
    salon = await with_laura()
    await holds(salon)
    await salon.apply(spoke(), Source.DESK)
    before = list(told(salon))
    await salon.pay()
    assert told(salon) == before
    (note,) = salon.messenger.notes(LAURA.conversation.thread_id)
    assert "Cita confirmada" in note
