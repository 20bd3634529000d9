"""Django's view of the salon's tables is what Alembic made of them."""

from typing import Any

import pytest

from tests.integration.admin_stage import Panel

#: One panel for all of them: Django takes a while to load and to migrate.
pytestmark = pytest.mark.xdist_group("panel")

#: Columns that the panel has no use for: Maite's own notes of a conversation.
LEFT_OUT = {("conversations", "dialogue")}
#: What Django calls a type → what PostgreSQL calls it.
TYPES = {
    "bigint": "int8", "integer": "int4", "text": "text", "uuid": "uuid", "boolean": "bool",
    "timestamp with time zone": "timestamptz", "date": "date", "time": "time", "json": "json",
    "text[]": "_text",
}  # fmt: skip


@pytest.fixture(scope="module")
def columns(panel: Panel) -> dict[str, dict[str, tuple[str, bool]]]:
    """table → column → (type, whether it may be empty), as the migrated database has them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, udt_name, is_nullable = 'YES'"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
        found: dict[str, dict[str, tuple[str, bool]]] = {}
        for table, column, kind, optional in cursor.fetchall():
            found.setdefault(table, {})[column] = (kind, optional)
    return found


def mirrored() -> list[Any]:
    from django.apps import apps

    return list(apps.get_app_config("salon").get_models())


def test_every_field_is_a_column_of_that_type_and_every_column_a_field(
    columns: dict[str, dict[str, tuple[str, bool]]],
) -> None:
    from django.db import connection

    assert len(mirrored()) > 15
    for model in mirrored():
        table = model._meta.db_table
        said = {
            field.column: (_type(field.db_type(connection)), field.null)
            for field in model._meta.local_fields
        }
        there = {k: v for k, v in columns[table].items() if (table, k) not in LEFT_OUT}
        generated = {k for k, v in said.items() if _is_generated(model, k)}
        assert set(said) == set(there), table
        assert {k: v for k, v in said.items() if k not in generated} == {
            k: v for k, v in there.items() if k not in generated
        }, table


def test_alembic_alone_makes_and_changes_these_tables(panel: Panel) -> None:
    assert [model for model in mirrored() if model._meta.managed] == []


def test_no_row_of_another_salon_is_ever_seen(panel: Panel) -> None:
    import uuid

    from atrevete_apps.admin.salon.models import Service
    from django.db import connection

    other, foreign = uuid.uuid4(), uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO salons (id, name, zone, country) VALUES (%s, 'Otro', 'UTC', 'ES')", [other]
        )
        cursor.execute(
            "INSERT INTO services (id, salon_id, name, category, minutes, price_cents)"
            " VALUES (%s, %s, 'AJENO', 'peluqueria', 30, 100)",
            [foreign, other],
        )
    assert not Service.objects.filter(name="AJENO").exists()
    answered = panel.sign_in("lola").get(f"/admin/salon/service/{foreign}/change/")
    assert answered.status_code == 302
    assert "Ajeno" not in panel.sign_in("lola").get("/admin/salon/service/?q=AJENO").text


def _type(named: str | None) -> str:
    plain = (named or "").split(" COLLATE")[0]
    return TYPES.get(plain, plain)


def _is_generated(model: Any, column: str) -> bool:
    return any(f.column == column and f.generated for f in model._meta.local_fields)
