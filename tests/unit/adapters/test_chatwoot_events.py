from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_adapters.chatwoot import parse
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.ports.events import (
    Incoming,
    MessageArrived,
    MessageFailed,
    NoNews,
    PersonSpoke,
    ThreadChanged,
    UnreadableEvent,
)

from .chatwoot_samples import (
    ACCOUNT,
    INBOX,
    attached,
    body,
    by_person,
    contact,
    conversation,
    message,
    status_changed,
)


def read(event: dict[str, Any] | bytes, *, delivery: str = "d1") -> Incoming:
    raw = event if isinstance(event, bytes) else body(event)
    return parse(raw, delivery=delivery, account_id=ACCOUNT, inbox_id=INBOX)


def arrived(**changes: Any) -> MessageArrived:
    event = read(message(**changes))
    assert isinstance(event, MessageArrived)
    return event


def test_a_customers_message_arrives_with_all_that_the_salon_needs() -> None:
    assert arrived() == MessageArrived(
        external_id="message:5019",
        number=5019,
        channel_id="34600000141",
        desk_id="41",
        phone="+34600000141",
        profile_name="Ana Ficticia",
        thread_id="128",
        kind=MessageKind.TEXT,
        text="Hola, quería cita",
        sent_at=datetime(2026, 11, 24, 9, 0, 1, 417000, tzinfo=UTC),
    )


def test_the_same_message_of_another_delivery_has_the_same_id() -> None:
    assert read(message(), delivery="d1") == read(message(), delivery="d2")


def test_a_contact_without_a_phone_is_known_by_its_channel_id() -> None:
    nobody = contact(phone_number=None, type="contact")
    inbox = {"id": 6, "contact_id": 52, "inbox_id": INBOX, "source_id": "ES.A1b2C3"}
    thread = conversation(contact_inbox=inbox, meta={"sender": nobody})
    event = arrived(sender=contact(phone_number=None), conversation=thread)
    assert (event.phone, event.channel_id, event.desk_id) == (None, "ES.A1b2C3", "52")


@pytest.mark.parametrize(
    ("attachments", "kind"),
    [
        (attached("audio", content_type="audio/ogg"), MessageKind.AUDIO),
        (attached("image", content_type="image/jpeg"), MessageKind.IMAGE),
        (attached("image", content_type="image/webp"), MessageKind.STICKER),
        (attached("location", coordinates_lat=40.4), MessageKind.LOCATION),
        (attached("contact", fallback_title="+34600000199"), MessageKind.CONTACT),
        (attached("file"), MessageKind.FILE),
        (attached("video"), MessageKind.FILE),
        (attached("something_new"), MessageKind.FILE),
    ],
)
def test_what_was_sent_is_told_by_its_attachment(attachments: Any, kind: MessageKind) -> None:
    event = arrived(content=None, attachments=attachments)
    assert (event.kind, event.text) == (kind, "")
    assert event.attachment_url.startswith("https://")


def test_a_webp_picture_with_a_caption_is_no_sticker() -> None:
    event = arrived(content="mira", attachments=attached("image", content_type="image/webp"))
    assert (event.kind, event.text) == (MessageKind.IMAGE, "mira")


def test_chatwoots_own_transcription_of_a_voice_note_is_its_text() -> None:
    event = arrived(content=None, attachments=attached("audio", transcribed_text="hola"))
    assert (event.kind, event.text) == (MessageKind.AUDIO, "hola")


def test_what_chatwoot_does_not_support_is_no_empty_text() -> None:
    assert arrived(content=None, content_attributes={"is_unsupported": True}).kind is not (
        MessageKind.TEXT
    )


def test_half_an_emoji_and_a_nul_do_no_harm() -> None:
    raw = body(message()).replace(b"Hola,", b"Hola\\ud83d\\u0000,")
    event = read(raw)
    assert isinstance(event, MessageArrived)
    assert event.text == "Hola?, quería cita"


def test_a_whole_emoji_is_kept() -> None:
    assert arrived(content="💇‍♀️ vale").text == "💇‍♀️ vale"


def test_a_person_of_the_team_speaks() -> None:
    assert read(by_person(content="Te apunto")) == PersonSpoke(
        external_id="message:5019",
        channel_id="34600000141",
        desk_id="41",
        thread_id="128",
        text="Te apunto",
        private=False,
        sent_at=datetime(2026, 11, 24, 9, 0, 1, 417000, tzinfo=UTC),
    )


def test_a_reply_from_the_salons_phone_is_a_persons() -> None:
    echo = by_person(sender=None, content_attributes={"external_echo": True})
    assert isinstance(read(echo), PersonSpoke)


def test_a_private_note_is_heard_as_one() -> None:
    event = read(by_person(private=True, content="/bot"))
    assert isinstance(event, PersonSpoke)
    assert event.private


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (by_person(sender={"id": 2, "name": "Maite", "type": "agent_bot"}), "our_own"),
        (by_person(content_attributes={"atrevete_marker": "say:1"}), "our_own"),
        (by_person(sender=None, content_attributes={"atrevete_marker": "say:1"}), "our_own"),
        (message(message_type="template"), "automatic"),
        (message(event="message_updated"), "progress"),
        (
            by_person(event="message_updated", content_attributes={"external_error": "131047: x"}),
            "not_delivered",
        ),
        (message(inbox={"id": 99, "name": "Otro"}), "another_inbox"),
        (status_changed(inbox_id=99), "another_inbox"),
        ({"event": "contact_updated", "id": 41}, "another_event"),
        ({"event": "webwidget_triggered"}, "another_event"),
    ],
)
def test_what_is_not_for_us_is_no_news(event: dict[str, Any], reason: str) -> None:
    news = read(event)
    assert isinstance(news, NoNews)
    assert news.reason == reason


@pytest.mark.parametrize(
    ("changes", "resolved", "with_person"),
    [
        ({"status": "resolved"}, True, False),
        ({"status": "open"}, False, False),
        ({"meta": {"sender": contact(), "assignee_type": "User"}}, False, True),
        ({"meta": {"sender": contact(), "assignee_type": "AgentBot"}}, False, False),
    ],
)
def test_a_changed_thread_says_whose_it_is(
    changes: dict[str, Any], *, resolved: bool, with_person: bool
) -> None:
    event = read(status_changed(**changes))
    assert event == ThreadChanged(
        external_id="thread:128:d1",
        channel_id="34600000141",
        desk_id="41",
        thread_id="128",
        resolved=resolved,
        with_person=with_person,
    )


def test_a_change_of_assignee_is_a_changed_thread_too() -> None:
    changed = [{"assignee_id": {"previous_value": None, "current_value": 7}}]
    event = status_changed() | {"event": "conversation_updated", "changed_attributes": changed}
    assert isinstance(read(event), ThreadChanged)


def test_without_a_delivery_number_the_body_names_the_event() -> None:
    first, second = read(status_changed(), delivery=""), read(status_changed(), delivery="")
    assert first == second
    assert first.external_id != read(status_changed(status="open"), delivery="").external_id


@pytest.mark.parametrize(
    "event",
    [
        message(account={"id": 2, "name": "Otra"}),
        status_changed(account={"id": 2, "name": "Otra"}),
        message(conversation={}),
        message(id="text"),
        message(id=-1),
        message(id=2**70),
        message(created_at="yesterday"),
        message(content={"deep": []}),
        {"no": "event"},
        b"",
        b"[]",
        b"null",
        b"<html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"event":' * 60_000,
        b'{"event":"message_created","x":"\\ud800","conversation":' + b"[" * 60_000,
    ],
)
def test_another_shape_is_unreadable_and_nothing_worse(event: dict[str, Any] | bytes) -> None:
    with pytest.raises(UnreadableEvent):
        read(event)


def test_an_unreadable_event_does_not_quote_the_customer() -> None:
    with pytest.raises(UnreadableEvent) as refusal:
        read(message(id="Lucía +34600000199"))
    assert "Lucía" not in str(refusal.value)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_crash_it(raw: bytes) -> None:
    try:
        read(raw)
    except UnreadableEvent:
        return


@given(st.text(max_size=200))
def test_every_text_that_postgres_can_keep_arrives_as_it_was(text: str) -> None:
    clean = text.replace("\x00", "")
    assert replace(arrived(content=clean), text="").external_id == "message:5019"
    assert arrived(content=clean).text == clean


def test_a_message_of_ours_that_did_not_arrive_is_told_once_however_often_it_comes() -> None:
    attributes = {"external_error": "131047: x", "atrevete_marker": "turn:1"}
    failed = by_person(event="message_updated", content_attributes=attributes)
    first, second = read(failed, delivery="a"), read(failed, delivery="b")
    assert first == second
    assert isinstance(first, MessageFailed)
    assert (first.marker, first.error) == ("turn:1", "131047: x")
