"""Whatever strangers post, the webhooks answer as their own description says, and keep nothing."""

import asyncio
from typing import Any

import hypothesis
import schemathesis
from atrevete_apps.webhook.app import create_app
from schemathesis import Case
from schemathesis.core.result import Ok

from tests.integration.shell_stage import rows, shell_settings, sow

_PLENTY = hypothesis.settings(
    max_examples=20, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)
_KEPT = "SELECT count(*) FROM inbox"


def test_strangers_are_answered_as_described_and_leave_nothing(
    module_database_url: str, redis_url: str
) -> None:
    asyncio.run(sow(module_database_url))
    app = create_app(shell_settings(module_database_url, redis_url))
    schema = schemathesis.openapi.from_asgi("/schema/openapi.json", app)
    answered: set[int] = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @_PLENTY
        @hypothesis.given(case=operation.as_strategy())
        def ask(case: Case[Any]) -> None:
            # Neither a mistake of ours (500) nor a status, type or body that is not described.
            answered.add(case.call_and_validate().status_code)

        ask()
    assert {200, 401} <= answered
    assert asyncio.run(rows(module_database_url, _KEPT)) == [(0,)]
