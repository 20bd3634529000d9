"""The staff's panel for the tests of a run (of each worker of pytest-xdist)."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from anyio.from_thread import BlockingPortal

from tests.builders import NOW, stylist
from tests.conftest import NewDatabase

if TYPE_CHECKING:
    from tests.integration.admin_stage import Panel


@pytest.fixture(scope="session")
def panel(
    new_database: NewDatabase, as_app: Callable[[str], str], _portal: BlockingPortal
) -> "Iterator[Panel]":
    """The reference salon on Wednesday 16 December 2026, 11:00, with an owner, somebody at
    reception and Marta, who sees her own agenda only.
    """
    # Only these tests need Django; it takes a while to load.
    from tests.django_stage import configured, opened_at  # noqa: PLC0415
    from tests.integration.shell_stage import shell_settings, sow  # noqa: PLC0415

    configured()
    from atrevete_apps.admin import commands  # noqa: PLC0415
    from atrevete_apps.admin.staff.models import StaffMember  # noqa: PLC0415

    from tests.integration.admin_stage import (  # noqa: PLC0415
        OWNER,
        PASSWORD,
        RECEPTION,
        STYLIST,
        Panel,
    )

    with new_database() as url:
        _portal.call(sow, url)
        with opened_at(shell_settings(url, "redis://127.0.0.1:9/0", now=NOW)):
            commands.migrate()
        settings = shell_settings(as_app(url), "redis://127.0.0.1:9/0", now=NOW)
        with opened_at(settings) as bridge:
            commands.create_owner(username=OWNER, name="Lola", password=PASSWORD, replace=False)
            StaffMember.objects.create(username=RECEPTION, name="Rita", role="reception")
            StaffMember.objects.create(
                username=STYLIST, name="Marta", role="stylist", stylist_id=stylist("Marta").id
            )
            yield Panel(bridge)
