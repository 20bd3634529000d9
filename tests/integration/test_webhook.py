"""Whatever is posted to the salon: known senders are heard once, others leave no trace."""

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Callable

import pytest
from structlog.testing import capture_logs

from atrevete_adapters.assembly.door import calendar_token
from tests.conftest import NewDatabase
from tests.integration.shell_stage import (
    DESK_SECRETS,
    Door,
    desk_headers,
    nested,
    opened,
    shell_settings,
    sow,
    tidy,
)
from tests.unit.adapters.chatwoot_samples import body, by_person, contact, message, status_changed
from tests.unit.adapters.stripe_samples import event, session

HELLO = body(message())
PAID = event("checkout.session.completed", session())
WORD = "a-long-agreed-word"


@pytest.fixture
async def sown_url(module_database_url: str, as_app: Callable[[str], str]) -> str:
    """The module's database with the salon in it and nothing else."""
    await sow(module_database_url)
    await tidy(module_database_url)
    return as_app(module_database_url)


@pytest.fixture
async def door(sown_url: str, redis_url: str) -> AsyncIterator[Door]:
    settings = shell_settings(
        sown_url, redis_url, chatwoot_url_token=WORD, admin_secret_key="a-long-random-text"
    )
    async with opened(settings) as door:
        yield door


async def test_a_customers_message_is_stored_before_chatwoot_is_answered(door: Door) -> None:
    answer = await door.desk(HELLO)
    assert answer.status_code == 200
    assert await door.inbox("kind, disposition") == [("MessageArrived", None)]


@pytest.mark.parametrize("secret", DESK_SECRETS)
async def test_bot_and_webhook_sign_with_secrets_of_their_own(door: Door, secret: str) -> None:
    assert (await door.desk(HELLO, secret=secret)).status_code == 200


async def test_a_forged_or_old_or_unsigned_webhook_is_refused_and_leaves_nothing(
    door: Door,
) -> None:
    answers = [
        await door.desk(HELLO, secret="somebody-elses"),
        await door.desk(HELLO, age=301),
        await door.desk(HELLO, age=-301),
        await door.http.post("/webhooks/chatwoot", content=HELLO),
        await door.http.post(
            "/webhooks/chatwoot", content=HELLO + b" ", headers=desk_headers(HELLO)
        ),
        await door.gateway(PAID, secret="whsec_somebody_elses"),
        await door.gateway(PAID, age=301),
        await door.http.post("/webhooks/stripe", content=PAID),
    ]
    assert [each.status_code for each in answers] == [401] * len(answers)
    assert await door.inbox() == []


async def test_a_huge_body_is_refused_whether_or_not_it_says_its_length(door: Door) -> None:
    huge = b" " * (256 * 1024) + HELLO

    async def in_pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(huge), 65536):
            yield huge[at : at + 65536]

    whole = await door.desk(huge)
    pieces = await door.http.post(
        "/webhooks/chatwoot", content=in_pieces(), headers=desk_headers(huge)
    )
    payment = await door.gateway(huge)
    by_address = await door.http.post(f"/webhooks/chatwoot/{WORD}", content=huge)
    assert {each.status_code for each in (whole, pieces, payment, by_address)} == {413}
    assert await door.inbox() == []


async def test_the_largest_allowed_body_is_taken(door: Door) -> None:
    largest = HELLO + b" " * (256 * 1024 - len(HELLO))
    assert (await door.desk(largest)).status_code == 200


async def test_the_same_webhook_twenty_times_at_once_is_one_message(door: Door) -> None:
    answers = await asyncio.gather(
        *(door.desk(HELLO, X_Chatwoot_Delivery=f"delivery-{each}") for each in range(20))
    )
    again = await door.desk(HELLO)
    assert {each.status_code for each in (*answers, again)} == {200}
    assert await door.inbox() == ["MessageArrived"]


async def test_the_same_payment_event_twenty_times_at_once_is_one_event(door: Door) -> None:
    answers = await asyncio.gather(*(door.gateway(PAID) for _ in range(20)))
    assert {each.status_code for each in answers} == {200}
    assert await door.inbox() == ["CheckoutNews"]


async def test_what_the_team_does_is_stored_too_and_what_is_nothing_for_us_is_settled(
    door: Door,
) -> None:
    for each in (by_person(id=1), status_changed(), message(id=2, message_type="template")):
        assert (await door.desk(body(each))).status_code == 200
    assert sorted(await door.inbox("kind, coalesce(disposition, '')")) == [
        ("NoNews", "ignored"),
        ("PersonSpoke", ""),
        ("ThreadChanged", ""),
    ]


UNREADABLE = {
    "empty": b"",
    "words": b"no JSON",
    "list": b"[]",
    "shape": b'{"event": 1}',
    "deep": nested(2000),
    "gzip": gzip.compress(HELLO),
    "bytes": b"\xff\xfe\x00",
    "another-account": body(message(account={"id": 99, "name": "another"})),
}


@pytest.mark.parametrize("unreadable", UNREADABLE.values(), ids=UNREADABLE)
async def test_what_is_signed_but_cannot_be_read_is_kept_aside_and_answered_200(
    door: Door, unreadable: bytes
) -> None:
    assert (await door.desk(unreadable)).status_code == 200
    assert (await door.gateway(unreadable)).status_code == 200
    assert await door.inbox("kind, disposition") == [("unreadable", "parked")] * 2


@pytest.mark.parametrize(
    "words",
    ['"\\u0000"', '"Hola \\ud83d"', '"\\ud83d\\u0000\\ude00"', '"' + "💇" * 2000 + '"', "null"],
    ids=["nul", "half-an-emoji", "torn-emoji", "emoji-bomb", "none"],
)
async def test_strange_words_are_stored_like_any_others(door: Door, words: str) -> None:
    strange = body(message(content="WORDS")).replace(b'"WORDS"', words.encode())
    assert (await door.desk(strange)).status_code == 200
    assert await door.inbox() == ["MessageArrived"]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "multipart/form-data", 'application/json;x="']
)
async def test_the_content_type_does_not_matter(door: Door, content_type: str) -> None:
    answer = await door.desk(HELLO, content_type=content_type)
    assert answer.status_code == 200
    assert await door.inbox() == ["MessageArrived"]


async def test_a_card_number_is_masked_before_it_is_stored(door: Door) -> None:
    assert (await door.desk(body(message(content="4242 4242 4242 4242")))).status_code == 200
    [(stored, payload)] = await door.inbox("body, payload::text")
    assert b"4242 4242" not in bytes(stored)
    assert "4242 4242" not in payload


async def test_an_old_chatwoot_is_known_by_the_word_in_the_address(door: Door) -> None:
    wrong = await door.http.post("/webhooks/chatwoot/a-guess", content=HELLO)
    none = await door.http.post("/webhooks/chatwoot/", content=HELLO)
    assert (wrong.status_code, none.status_code) == (401, 401)
    assert await door.inbox() == []

    right = await door.http.post(f"/webhooks/chatwoot/{WORD}", content=HELLO)
    assert right.status_code == 200
    assert await door.inbox() == ["MessageArrived"]


async def test_without_an_agreed_word_there_is_no_such_address(
    sown_url: str, redis_url: str
) -> None:
    async with opened(shell_settings(sown_url, redis_url)) as door:
        assert (await door.http.post(f"/webhooks/chatwoot/{WORD}")).status_code == 404


async def test_google_is_known_by_its_channels_token(door: Door) -> None:
    token = calendar_token(door.settings) or ""
    known = {"X-Goog-Channel-Token": token, "X-Goog-Resource-State": "exists"}
    right = await door.http.post("/webhooks/google", headers=known)
    wrong = await door.http.post("/webhooks/google", headers={b"X-Goog-Channel-Token": b"\xf1"})
    none = await door.http.post("/webhooks/google")
    assert (right.status_code, wrong.status_code, none.status_code) == (200, 401, 401)
    assert await door.inbox() == []


async def test_what_cannot_be_stored_is_asked_for_again_in_each_vendors_way(
    redis_url: str,
) -> None:
    """Chatwoot's bots repeat a 500 and no 503 (CONTRACTS A2)."""
    away = "postgresql://nobody:nothing@127.0.0.1:9/none"
    async with opened(shell_settings(away, redis_url)) as door:
        assert (await door.desk(HELLO)).status_code == 500
        assert (await door.desk(b"no JSON")).status_code == 500
        assert (await door.gateway(PAID)).status_code == 503
        assert (await door.desk(HELLO, secret="somebody-elses")).status_code == 401


async def test_messages_are_taken_quickly_while_redis_is_away(sown_url: str) -> None:
    async with opened(shell_settings(sown_url, "redis://127.0.0.1:9/0")) as door:
        began = time.monotonic()
        answer = await door.desk(HELLO)
        assert (answer.status_code, time.monotonic() - began < 5) == (200, True)
        assert await door.inbox() == ["MessageArrived"]


async def test_readiness_names_the_part_that_is_missing(
    door: Door, sown_url: str, redis_url: str
) -> None:
    ready = await door.http.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"database": "ready", "redis": "ready"})

    async with opened(shell_settings(sown_url, "redis://127.0.0.1:9/0")) as lame:
        answer = await lame.http.get("/health/ready")
        assert answer.status_code == 503
        assert answer.json() == {"database": "ready", "redis": "unreachable"}

    away = "postgresql://nobody:nothing@127.0.0.1:9/none"
    async with opened(shell_settings(away, redis_url)) as lame:
        answer = await lame.http.get("/health/ready")
        assert answer.status_code == 503
        assert answer.json() == {"database": "unreachable", "redis": "ready"}
        assert (await lame.http.get("/health/live")).status_code == 200


async def test_readiness_says_what_the_database_lacks(
    new_empty_database: NewDatabase, database_url: str, redis_url: str
) -> None:
    async with opened(shell_settings(database_url, redis_url)) as door:
        unsown = (await door.http.get("/health/ready")).json()["database"]
        await sow(database_url)
        sown = (await door.http.get("/health/ready")).json()["database"]
    with new_empty_database() as empty:
        async with opened(shell_settings(empty, redis_url)) as door:
            bare = (await door.http.get("/health/ready")).json()["database"]
    assert "atrevete db seed" in unsown
    assert sown == "ready"
    assert "atrevete db upgrade" in bare


async def test_logs_and_metrics_tell_no_names_numbers_words_or_secrets(door: Door) -> None:
    with capture_logs() as logs:
        await door.desk(HELLO)
        await door.desk(b"612 345 678")
        await door.http.post(f"/webhooks/chatwoot/{WORD}", content=HELLO)
        await door.http.post("/webhooks/chatwoot/another-word", content=HELLO)
    told = f"{logs}" + (await door.http.get("/metrics")).text
    assert "atrevete_webhooks_total" in told
    assert {each["event"] for each in logs} == {
        "webhook.taken", "webhook.unreadable", "webhook.refused",
    }  # fmt: skip
    phones = [str(contact()["phone_number"]), "612 345 678", "612345678"]
    private = [*phones, "Ficticia", "quería", WORD, "another-word"]
    assert [each for each in private if each in told] == []


async def test_customers_come_back_from_the_payment_page_to_a_kind_word(door: Door) -> None:
    paid = await door.http.get("/pago/hecho")
    unpaid = await door.http.get("/pago/pendiente")
    assert paid.headers["content-type"].startswith("text/html")
    assert ("¡Gracias!" in paid.text, "sin pagar" in unpaid.text) == (True, True)


async def test_the_description_lists_the_webhooks_and_their_refusals(door: Door) -> None:
    paths = (await door.http.get("/schema/openapi.json")).json()["paths"]
    assert {"200", "401", "413", "500"} <= set(paths["/webhooks/chatwoot"]["post"]["responses"])
    assert {"200", "401", "413", "503"} <= set(paths["/webhooks/stripe"]["post"]["responses"])
    assert "/pago/hecho" not in paths


async def test_only_posts_are_webhooks(door: Door) -> None:
    assert (await door.http.get("/webhooks/chatwoot")).status_code == 405
    assert (await door.http.get("/nowhere")).status_code == 404
