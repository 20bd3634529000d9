"""The simulated Chatwoot behaves as CONTRACTS.md says the real one does."""

import hmac
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from tests.contract.simulator_stage import START, Stage, contract, raised_stage, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

LUCIA = "+34600000101"
MESSAGES = "/conversations/{}/messages"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raised() -> AsyncIterator[Stage]:
    async with raised_stage() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def stage(raised: Stage) -> Stage:
    """One stage for the module, cleared for each test."""
    await raised.begin()
    return raised


async def say(stage: Stage, conversation: int, text: str = "Hola", **more: Any) -> Any:
    answer = await stage.chatwoot(
        "POST",
        MESSAGES.format(conversation),
        {"content": text, "message_type": "outgoing", **more},
        token=stage.settings.bot_token,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def seen(stage: Stage, phone: str = LUCIA, *, everything: bool = False) -> list[Any]:
    """What the salon wrote, as the phone shows it."""
    messages = await stage.control.messages_of(phone, everything=everything)
    return [m for m in messages if m.direction == "to_customer"]


async def test_a_new_customer_opens_a_pending_conversation_of_the_bot(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "¡Hola! ¿Tenéis hueco?", name="Lucía Ejemplo")
    (hook,) = await until(lambda: stage.salon.heard("message_created"))
    body = hook.body
    assert hook.path == "/webhooks/chatwoot"
    assert body["id"] == written.message_id
    assert body["message_type"] == "incoming"
    assert body["sender"]["phone_number"] == LUCIA
    assert "type" not in body["sender"]
    assert body["conversation"]["id"] == written.conversation_id
    assert body["conversation"]["status"] == "pending"
    assert body["conversation"]["meta"]["assignee_type"] == "AgentBot"
    assert body["conversation"]["contact_inbox"]["source_id"] == "34600000101"
    assert body["created_at"].startswith("2026-11-24T09:00")


async def test_every_webhook_is_signed_over_its_raw_body(stage: Stage) -> None:
    await stage.control.write_as(LUCIA, "Hola")
    (hook,) = await until(lambda: stage.salon.heard("message_created"))
    stamp = hook.headers["x-chatwoot-timestamp"]
    secret = stage.settings.chatwoot_webhook_secret.encode()
    expected = hmac.new(secret, f"{stamp}.".encode() + hook.raw, sha256).hexdigest()
    assert hook.headers["x-chatwoot-signature"] == f"sha256={expected}"
    assert hook.headers["x-chatwoot-delivery"]


async def test_every_webhook_fits_the_schema() -> None:
    schema = Draft202012Validator(contract("chatwoot_webhooks.schema.json"))
    async with raised_stage() as stage:
        written = await stage.control.write_as(LUCIA, "Hola", name="Lucía")
        await stage.control.write_as(LUCIA, attachment={"type": "audio"})
        await stage.control.write_as(LUCIA, attachment={"type": "location"})
        await stage.control.write_as(LUCIA, attachment={"type": "contact"})
        await stage.control.write_as("ES.AbC123", "Sin número", name="✨✨")
        items = [{"title": "vie 17:00 Pilar", "value": "1"}]
        attributes = {"items": items}
        await say(
            stage,
            written.conversation_id,
            content_type="input_select",
            content_attributes=attributes,
        )
        await say(stage, written.conversation_id, "Nota", private=True)
        await stage.control.team("reply", LUCIA, "Soy Pilar")
        await stage.control.team("reply-from-phone", LUCIA, "Desde el móvil")
        await stage.control.team("assign", LUCIA)
        await stage.control.team("resolve", LUCIA)
        await until(lambda: _quiet(stage))
        for hook in stage.salon.hooks:
            schema.validate(hook.body)
        events = {hook.body["event"] for hook in stage.salon.hooks}
    assert "contact_created" not in events
    assert {"message_created", "message_updated", "conversation_status_changed"} <= events


async def _quiet(stage: Stage) -> bool:
    return await stage.control.pending() == 0


async def test_an_outgoing_message_is_echoed_delivered_and_read(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Hola")
    sent = await say(stage, written.conversation_id, "Buenos días")
    assert (sent["status"], sent["source_id"]) == ("sent", None)
    echo = await until(lambda: [h for h in stage.salon.hooks if h.body["id"] == sent["id"]])
    assert echo[0].body["message_type"] == "outgoing"
    assert echo[0].body["sender"]["type"] == "agent_bot"

    def states() -> set[str]:  # each is told by itself, and one may overtake the other
        told = stage.salon.heard("message_updated")
        return {each.body["conversation"]["messages"][0]["status"] for each in told}

    assert await until(lambda: states() >= {"delivered", "read"})
    (message,) = await seen(stage)
    assert message.status == "read"


async def test_whatsapp_gets_bold_italics_lists_and_bare_links(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Hola", name="lucía ejemplo")
    text = "**Total** de *hoy*, {{contact.first_name}}:\n\n1) Corte\n2) Color\n\n[Pagar](http://a.b/c_d_e)"
    await say(stage, written.conversation_id, text)
    (message,) = await until(lambda: seen(stage))
    assert message.text == ("*Total* de _hoy_, Lucía:\n\n1. Corte\n2. Color\n\nhttp://a.b/c_d_e")


async def test_outside_the_window_a_plain_text_fails_and_a_template_arrives(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Hola")
    await stage.control.advance_clock(timedelta(hours=24).total_seconds())
    await say(stage, written.conversation_id, "¿Sigues ahí?")
    template = {"category": "UTILITY", "language": "es", "processed_params": {"body": {"1": "x"}}}
    for name in ("recordatorio_48h", "inventada"):
        await say(
            stage, written.conversation_id, "Aviso", template_params={"name": name, **template}
        )
    messages = await until(
        lambda: _settled(stage, expected=3),
    )
    assert [(m.template, m.status) for m in messages] == [
        (None, "failed"),
        ("recordatorio_48h", "read"),
        ("inventada", "failed"),
    ]
    assert "24-hour" in messages[0].error
    assert messages[2].error.startswith("132001")
    assert [m.template for m in await seen(stage)] == ["recordatorio_48h"]


async def _settled(stage: Stage, expected: int) -> list[Any]:
    messages = await seen(stage, everything=True)
    done = [m for m in messages if m.status in {"failed", "read"}]
    return done if len(done) == expected else []


async def test_a_button_title_of_21_characters_makes_the_message_fail(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Hola")
    for title in ("x" * 20, "x" * 21):
        items = [{"title": title, "value": "1"}]
        await say(
            stage,
            written.conversation_id,
            content_type="input_select",
            content_attributes={"items": items},
        )
    good, bad = await until(lambda: _settled(stage, expected=2))
    assert (good.status, good.buttons) == ("read", ("x" * 20,))
    assert (bad.status, bad.error) == ("failed", "131009: Parameter value is not valid")


async def test_a_bot_may_not_read_messages_or_contacts(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Hola")
    bot = stage.settings.bot_token
    for path in (MESSAGES.format(written.conversation_id), "/contacts/search?q=34", "/teams"):
        refused = await stage.chatwoot("GET", path, token=bot)
        assert refused.status_code == 401
        assert "not authorized for bots" in refused.json()["error"]
    shown = await stage.chatwoot("GET", f"/conversations/{written.conversation_id}", token=bot)
    assert shown.json()["id"] == written.conversation_id
    unknown = await stage.chatwoot("GET", "/teams", token="guess")
    assert unknown.json() == {"error": "Invalid Access Token"}


async def test_contacts_are_found_created_once_and_renamed(stage: Stage) -> None:
    phone = "+34600000202"
    asked = {"inbox_id": 3, "name": "Ana", "phone_number": phone}
    created = (await stage.chatwoot("POST", "/contacts", asked)).json()["payload"]
    assert created["contact_inbox"]["source_id"] == "34600000202"
    twice = await stage.chatwoot("POST", "/contacts", asked)
    assert (twice.status_code, twice.json()["attributes"]) == (422, ["phone_number"])
    condition = {
        "attribute_key": "phone_number",
        "filter_operator": "equal_to",
        "values": [phone],
        "query_operator": None,
    }
    found = await stage.chatwoot("POST", "/contacts/filter", {"payload": [condition]})
    (contact,) = found.json()["payload"]
    searched = await stage.chatwoot("GET", "/contacts/search?q=%2B346000002")
    assert [c["id"] for c in searched.json()["payload"]] == [contact["id"]]
    changed = await stage.chatwoot("PUT", f"/contacts/{contact['id']}", {"name": "Ana Ruiz"})
    assert changed.json()["payload"]["name"] == "Ana Ruiz"


async def test_after_a_resolve_the_next_message_opens_a_new_conversation(stage: Stage) -> None:
    first = await stage.control.write_as(LUCIA, "Hola", name="Lucía")
    same = await stage.control.write_as(LUCIA, "¿Hola?")
    await stage.control.team("resolve", LUCIA)
    later = await stage.control.write_as(LUCIA, "Otra cosa")
    assert same.conversation_id == first.conversation_id
    assert later.conversation_id > first.conversation_id
    contact = (await stage.chatwoot("GET", "/contacts/search?q=Luc")).json()["payload"][0]["id"]
    listed = await stage.chatwoot("GET", f"/contacts/{contact}/conversations")
    assert [c["status"] for c in listed.json()["payload"]] == ["pending", "resolved"]


async def test_the_same_whatsapp_message_twice_is_one_message(stage: Stage) -> None:
    first = await stage.control.write_as(LUCIA, "Hola", message_id="wamid.SAME")
    again = await stage.control.write_as(LUCIA, "Hola", message_id="wamid.SAME")
    assert again == first


async def test_a_message_from_the_business_app_has_no_sender(stage: Stage) -> None:
    await stage.control.write_as(LUCIA, "Hola")
    await stage.control.team("reply-from-phone", LUCIA, "Soy Pilar, te llamo")
    hooks = await until(
        lambda: [h for h in stage.salon.hooks if h.body.get("message_type") == "outgoing"]
    )
    assert hooks[0].body["sender"] is None
    assert hooks[0].body["content_attributes"]["external_echo"] is True
    assert [m.text for m in await seen(stage)] == ["Soy Pilar, te llamo"]


async def test_a_private_note_reaches_the_salon_and_not_the_phone(stage: Stage) -> None:
    await stage.control.write_as(LUCIA, "Hola")
    await stage.control.team("note", LUCIA, "Alérgica al amoníaco")
    hooks = await until(lambda: [h for h in stage.salon.hooks if h.body.get("private")])
    assert hooks[0].body["sender"]["type"] == "user"
    assert await seen(stage, everything=True) == []


async def test_messages_are_listed_after_and_before_a_number(stage: Stage) -> None:
    written = [await stage.control.write_as(LUCIA, str(number)) for number in range(25)]
    path = MESSAGES.format(written[0].conversation_id)

    async def texts(query: str) -> list[str]:
        answer = await stage.chatwoot("GET", path + query)
        return [m["content"] for m in answer.json()["payload"]]

    assert await texts("") == [str(n) for n in range(5, 25)]
    assert await texts(f"?after={written[20].message_id}") == ["21", "22", "23", "24"]
    assert await texts(f"?before={written[2].message_id}") == ["0", "1"]


async def test_handing_over_takes_the_conversation_from_the_bot(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Quiero una persona")
    path = f"/conversations/{written.conversation_id}"
    bot = stage.settings.bot_token
    opened = await stage.chatwoot("POST", f"{path}/toggle_status", {"status": "open"}, token=bot)
    assert opened.json()["payload"]["current_status"] == "open"
    await stage.chatwoot("POST", f"{path}/assignments", {"team_id": 2}, token=bot)
    await stage.chatwoot("POST", f"{path}/labels", {"labels": ["derivado"]}, token=bot)
    for attributes in ({"motivo": "pedido"}, {"veces": 1}):
        await stage.chatwoot(
            "POST",
            f"{path}/custom_attributes",
            {"custom_attributes": attributes, "merge": True},
            token=bot,
        )
    shown = (await stage.chatwoot("GET", path)).json()
    assert shown["status"] == "open"
    assert "assignee" not in shown["meta"]
    assert shown["meta"]["team"]["id"] == 2
    assert shown["labels"] == ["derivado"]
    assert shown["custom_attributes"] == {"motivo": "pedido", "veces": 1}
    (status,) = await until(lambda: stage.salon.heard("conversation_status_changed"))
    assert status.body["changed_attributes"] is None
    assert await until(lambda: stage.salon.heard("conversation_opened"))


async def test_a_500_is_retried_and_three_of_them_hand_over_to_people(stage: Stage) -> None:
    stage.salon.answers = [500, 429]
    written = await stage.control.write_as(LUCIA, "Hola")
    await until(lambda: len(stage.salon.heard("message_created")) == 3)
    assert (await stage.control.conversation_of(LUCIA))["status"] == "pending"
    stage.salon.answers = [500, 500, 500]
    await stage.control.write_as(LUCIA, "¿Hola?")
    await until(lambda: stage.salon.heard("conversation_opened"))
    shown = await stage.control.conversation_of(LUCIA)
    assert (shown["conversation_id"], shown["status"]) == (written.conversation_id, "open")
    assert "agent bot" in shown["messages"][-1]["content"]


async def test_a_503_is_not_retried(stage: Stage) -> None:
    stage.salon.answers = [503]
    await stage.control.write_as(LUCIA, "Hola")
    await until(lambda: stage.salon.heard("conversation_opened"))
    assert len(stage.salon.heard("message_created")) == 1


async def test_an_account_webhook_has_its_own_secret_and_hears_of_contacts(stage: Stage) -> None:
    await stage.control.send_webhooks_to(chatwoot_account=f"{stage.salon.url}/account")
    await stage.control.write_as(LUCIA, "Hola", name="Lucía")
    (hook,) = await until(lambda: stage.salon.heard("contact_created"))
    stamp = hook.headers["x-chatwoot-timestamp"]
    secret = stage.settings.chatwoot_account_webhook_secret.encode()
    expected = hmac.new(secret, f"{stamp}.".encode() + hook.raw, sha256).hexdigest()
    assert hook.headers["x-chatwoot-signature"] == f"sha256={expected}"
    both = await until(
        lambda: (found := stage.salon.heard("message_created")) and len(found) == 2 and found
    )
    assert len({h.headers["x-chatwoot-delivery"] for h in both}) == 2


async def test_the_newest_conversations_are_listed_first(stage: Stage) -> None:
    first = await stage.control.write_as(LUCIA, "Hola")
    await stage.control.write_as("+34600000202", "Hola")
    await stage.control.advance_clock(60)
    await stage.control.write_as(LUCIA, "¿Hola?")
    listed = (await stage.chatwoot("GET", "/conversations?status=all")).json()["data"]
    assert listed["payload"][0]["id"] == first.conversation_id
    assert listed["meta"]["all_count"] == 2
    assert listed["payload"][0]["last_activity_at"] == int(START.timestamp()) + 60


async def test_a_message_may_turn_out_undeliverable_late(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "Hola")
    await say(stage, written.conversation_id, "Buenos días")
    (message,) = await until(lambda: seen(stage))
    await stage.control.fail_message(message.id)
    await until(
        lambda: [
            hook
            for hook in stage.salon.heard("message_updated")
            if "external_error" in hook.body["content_attributes"]
        ]
    )
    assert await seen(stage) == []


async def test_the_teams_own_contact_is_there_from_the_start(stage: Stage) -> None:
    asked = {"inbox_id": 3, "contact_id": stage.settings.team_contact_id, "status": "open"}
    template = {
        "name": "aviso_equipo",
        "category": "UTILITY",
        "language": "es",
        "processed_params": {"body": {"1": "Cita hoy"}},
    }
    asked["message"] = {"content": "Cita hoy", "template_params": template}
    opened = await stage.chatwoot("POST", "/conversations", asked)
    assert opened.json()["status"] == "open"
    phone = stage.settings.team_contact_phone
    (message,) = await until(lambda: seen(stage, phone))
    assert (message.text, message.template) == ("Cita hoy", "aviso_equipo")


async def test_rest_answers_fit_the_published_description() -> None:
    description = contract("chatwoot.json")

    def validator(name: str) -> Draft202012Validator:
        return Draft202012Validator(
            {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
        )

    async with raised_stage() as stage:
        written = await stage.control.write_as(LUCIA, "Hola", name="Lucía")
        sent = await say(stage, written.conversation_id)
        validator("message").validate(sent)
        shown = await stage.chatwoot("GET", f"/conversations/{written.conversation_id}")
        validator("conversation_show").validate(shown.json())
        listed = await stage.chatwoot("GET", "/conversations?status=all")
        validator("conversation_list").validate(listed.json())
        found = await stage.chatwoot("GET", "/contacts/search?q=Luc")
        validator("contacts_list_response").validate(found.json())
        contact = found.json()["payload"][0]["id"]
        validator("contact_show_response").validate(
            (await stage.chatwoot("GET", f"/contacts/{contact}")).json()
        )
        own = await stage.chatwoot("GET", f"/contacts/{contact}/conversations")
        validator("contact_conversations_response").validate(own.json())
