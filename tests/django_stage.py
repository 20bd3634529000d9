"""Django in the tests' own process. It can be configured once: tests then say which database."""

from collections.abc import Iterator
from contextlib import contextmanager

from atrevete_apps.admin.bridge import SalonBridge
from atrevete_apps.admin.configuration import Installation, configure, database_of
from pydantic import SecretStr

from atrevete_adapters.settings import Settings
from tests.builders import SALON

NOWHERE = SecretStr("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")


def configured() -> None:
    """The panel is loaded; there is no database behind it."""
    configure(
        Installation(
            database_url=NOWHERE,
            salon_id=SALON.id,
            secret_key=SecretStr("a key for tests alone, as long as Django wants a key to be"),
        )
    )


@contextmanager
def opened_at(settings: Settings) -> Iterator[SalonBridge]:
    """The panel works on this salon's database until the `with` ends."""
    configured()
    from django.db import connections  # noqa: PLC0415 - Django has to be configured before
    from django.test import override_settings  # noqa: PLC0415 - likewise

    bridge = SalonBridge(settings)
    wrapper = connections["default"]
    before = dict(wrapper.settings_dict)
    wrapper.settings_dict.update(database_of(settings.database_url))
    # Real hashing takes a third of a second, by design.
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    try:
        with override_settings(SALON_BRIDGE=bridge, PASSWORD_HASHERS=quick):
            yield bridge
    finally:
        connections.close_all()
        wrapper.settings_dict.update(before)
        bridge.close()
