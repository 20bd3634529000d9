"""What is put together from settings, and what is refused with a sentence that says what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from atrevete_apps.simulator.messages.standalone import Served, served_messages
from langsmith.utils import tracing_is_enabled

from atrevete_adapters.assembly.door import calendar_token, open_front_door
from atrevete_adapters.assembly.parts import SalonNotPrepared, open_storage
from atrevete_adapters.assembly.salon import open_receptionist, open_salon
from atrevete_adapters.claude import ClaudeFirst
from atrevete_adapters.clock import SystemClock
from atrevete_adapters.reglas import Reglas
from atrevete_adapters.seeds import REFERENCE_SALON
from atrevete_adapters.settings import BadSettings, Settings
from atrevete_adapters.transcriber import HttpTranscriber
from atrevete_core.ports.storage import StorageUnavailable
from tests.builders import SALON, madrid
from tests.conftest import NewDatabase
from tests.integration.shell_stage import shell_settings, sow

NOWHERE_DATABASE = "postgresql://nobody:nothing@127.0.0.1:9/none"
NOWHERE_REDIS = "redis://127.0.0.1:9/0"


@pytest.fixture
async def sown_url(database_url: str) -> str:
    await sow(database_url)
    return database_url


async def test_a_salon_opens_while_redis_and_every_vendor_are_away(sown_url: str) -> None:
    settings = shell_settings(sown_url, NOWHERE_REDIS, chatwoot_team_contact_id=7)
    async with open_salon(settings) as salon, salon.storage.transaction() as records:
        assert (await records.salons.get(salon.id)).name == SALON.name
    assert (salon.id, salon.team_desk_id) == (REFERENCE_SALON, "7")
    assert isinstance(salon.model, Reglas)


async def test_patience_is_three_times_the_settling(sown_url: str, redis_url: str) -> None:
    async with open_salon(shell_settings(sown_url, redis_url, settle_seconds=2)) as salon:
        assert salon.pace.settle == timedelta(seconds=2)
        assert salon.pace.patience == timedelta(seconds=6)


async def test_while_all_is_simulated_the_clock_is_the_databases_and_begins_as_told(
    sown_url: str, redis_url: str
) -> None:
    began = madrid(2026, 12, 1, 10)
    async with open_salon(shell_settings(sown_url, redis_url, now=began)) as salon:
        first = await salon.clock.now()
    later = shell_settings(sown_url, redis_url, now=madrid(2027, 6, 1))
    async with open_salon(later) as salon, open_front_door(later) as door:
        again = await salon.clock.now()
        at_the_door = await door.clock.now()
    assert timedelta(0) <= first - began < timedelta(seconds=10)
    assert timedelta(0) <= again - first < timedelta(seconds=10)
    assert timedelta(0) <= at_the_door - again < timedelta(seconds=10)


async def test_with_a_real_vendor_the_clock_is_real(sown_url: str, redis_url: str) -> None:
    settings = shell_settings(
        sown_url, redis_url,
        stripe_api_url="https://api.stripe.com",
        stripe_api_key="sk_test_not_a_key",
        now=madrid(2027, 6, 1),
    )  # fmt: skip
    async with open_salon(settings) as salon:
        assert isinstance(salon.clock, SystemClock)
        assert abs(await salon.clock.now() - datetime.now(UTC)) < timedelta(seconds=10)


async def test_claude_listens_where_he_is_chosen_and_the_rules_behind_him(
    sown_url: str, redis_url: str
) -> None:
    with served_messages() as claude:
        settings = with_claude(sown_url, redis_url, claude)
        async with open_salon(settings) as salon:
            assert isinstance(salon.model, ClaudeFirst)
    # He is away: the salon opens all the same.
    async with open_salon(settings) as salon:
        assert isinstance(salon.model, ClaudeFirst)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"claude_model": "claude-sonnet-4-20250514"}, "CLAUDE_MODEL names a retired model"),
        ({"claude_model": "claude-none"}, "CLAUDE_MODEL names a model that does not exist"),
        ({"anthropic_api_key": "wrong"}, "ANTHROPIC_API_KEY is not accepted"),
    ],
)
async def test_a_model_or_a_key_that_anthropic_does_not_know_refuses_the_start(
    sown_url: str, redis_url: str, wrong: dict[str, str], sentence: str
) -> None:
    with served_messages() as claude:
        settings = with_claude(sown_url, redis_url, claude, **wrong)
        with pytest.raises(BadSettings, match=sentence):
            async with open_salon(settings):
                pass


def with_claude(database: str, redis: str, claude: Served, **other: str) -> Settings:
    return shell_settings(
        database, redis, language_model="claude", anthropic_url=claude.url, **other
    )


async def test_voice_notes_are_listened_to_where_a_service_is_named(
    sown_url: str, redis_url: str
) -> None:
    async with open_salon(shell_settings(sown_url, redis_url)) as salon:
        assert salon.transcriber is None
    settings = shell_settings(
        sown_url, redis_url, transcriber_url="https://ears.example/v1", transcriber_key="not-a-key"
    )
    async with open_salon(settings) as salon:
        assert isinstance(salon.transcriber, HttpTranscriber)


async def test_a_database_without_tables_or_salon_is_refused_with_the_command_that_mends_it(
    new_empty_database: NewDatabase, database_url: str, redis_url: str
) -> None:
    with pytest.raises(SalonNotPrepared, match="atrevete db seed"):
        async with open_salon(shell_settings(database_url, redis_url)):
            pass
    with new_empty_database() as empty, pytest.raises(SalonNotPrepared, match="db upgrade"):
        async with open_salon(shell_settings(empty, redis_url)):
            pass


async def test_a_database_that_is_away_is_an_outage_and_no_mistake_of_the_operators(
    redis_url: str,
) -> None:
    settings = shell_settings(NOWHERE_DATABASE, redis_url)
    with pytest.raises(StorageUnavailable):
        async with open_salon(settings):
            pass
    async with open_front_door(settings) as door:
        with pytest.raises(StorageUnavailable):
            await door.clock.now()


async def test_the_records_alone_open_without_anything_else(sown_url: str) -> None:
    async with (
        open_storage(shell_settings(sown_url, NOWHERE_REDIS)) as storage,
        storage.transaction() as records,
    ):
        assert (await records.salons.get(REFERENCE_SALON)).name == SALON.name


async def test_conversations_are_not_sent_to_a_tracing_service_whatever_the_environment_says(
    sown_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    async with open_receptionist(shell_settings(sown_url, redis_url)) as maite:
        assert not tracing_is_enabled()
        assert maite.salon.id == REFERENCE_SALON


def test_googles_pushes_are_known_only_where_a_secret_was_set(
    unused_addresses: tuple[str, str],
) -> None:
    with_secret = shell_settings(*unused_addresses, admin_secret_key="a-long-random-text")
    another = shell_settings(*unused_addresses, admin_secret_key="another-random-text")
    assert calendar_token(shell_settings(*unused_addresses)) is None
    assert calendar_token(with_secret) == calendar_token(with_secret)
    assert calendar_token(with_secret) != calendar_token(another)


@pytest.fixture
def unused_addresses() -> tuple[str, str]:
    return NOWHERE_DATABASE, NOWHERE_REDIS
