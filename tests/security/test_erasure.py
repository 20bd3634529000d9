"""One customer among twenty-one: what is exported is all of theirs and nothing of another's, and
once they are forgotten nothing of them is left, and of the others everything.
"""

import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.memory.salon import RehearsedSalon
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.postgres.tables import metadata
from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.ids import CustomerId
from atrevete_core.usecases.erase_customer import erase_customer
from atrevete_core.usecases.export_customer import export_customer

NOW = datetime(2026, 12, 16, 11, 15, tzinfo=ZoneInfo("Europe/Madrid"))
NEIGHBOURS = (
    "Aurelia", "Benita", "Casilda", "Delfina", "Eulalia", "Fermina", "Genoveva", "Herminia",
    "Iluminada", "Jacinta", "Leocadia", "Macaria", "Nicanora", "Obdulia", "Petronila", "Remigia",
    "Saturnina", "Teodora", "Urraca", "Venancia",
)  # fmt: skip
SUBJECT = "Zenobia"
PHONES = {name: f"+346007001{number:02}" for number, name in enumerate((SUBJECT, *NEIGHBOURS))}
SLOTS = tuple(product(("Pilar", "Marta", "Víctor", "Harol"), (10, 11, 12, 16, 17, 18)))
PSEUDONYM = CustomerId(UUID("00000000-0000-4000-8000-00000000dead"))


@dataclass
class Town:
    """A salon on a real database, in which one and twenty have booked, paid and come."""

    salon: RehearsedSalon
    storage: PostgresStorage
    engine: AsyncEngine

    async def lives(self, name: str, stylist: str, hour: int) -> None:
        somebody = self.salon.person(PHONES[name], name)
        wish = f"un corte el viernes a las {hour}:00 con {stylist}"
        await somebody.writes(f"hola, soy {name} Gómez Ruiz, quiero {wish}")
        await self.salon.pay()
        await somebody.writes(f"soy {name}, del {PHONES[name]}: que me llame una persona")

    async def subject(self) -> UUID:
        async with self.storage.transaction() as records:
            [found] = await records.people.find(self.salon.seed.salon.id, SUBJECT)
            return found.id

    async def dump(self) -> list[str]:
        """Every row of every table, as text."""
        rows: list[str] = []
        async with self.engine.connect() as connection:
            for table in metadata.sorted_tables:
                body = "t::text || encode(t.body, 'escape')" if table.name == "inbox" else "t::text"
                query = text(f"SELECT {body} FROM {table.name} t")  # noqa: S608 - our own tables
                found = (await connection.execute(query)).scalars()
                rows += [f"{table.name}: {row}" for row in found]
        return rows


def speaking_of(rows: Sequence[str], *words: str) -> list[str]:
    return [row for row in rows if re.search("|".join(map(re.escape, words)), row, re.IGNORECASE)]


def traces(name: str) -> tuple[str, str]:
    return name, PHONES[name].removeprefix("+34")


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    engine = open_engine(database_url)
    await seed(engine, reference_salon())
    storage = PostgresStorage(engine)
    it = Town(RehearsedSalon(now=NOW, storage=storage), storage, engine)
    for name, (stylist, hour) in zip(
        (*NEIGHBOURS[:10], SUBJECT, *NEIGHBOURS[10:]), SLOTS, strict=False
    ):
        await it.lives(name, stylist, hour)
    await it.salon.advance(hours=24 * 5)
    yield it
    await engine.dispose()


async def test_of_one_among_twenty_one_all_is_handed_out_and_then_forgotten(town: Town) -> None:
    subject, at = await town.subject(), await town.salon.clock.now()
    before = await town.dump()

    async with town.storage.transaction() as records:
        handed_out = json.dumps(
            await export_customer(records, subject, actor="reception", at=at), ensure_ascii=False
        )
    assert all(trace in handed_out for trace in traces(SUBJECT))
    assert len(speaking_of(before, *traces(SUBJECT))) > 8
    others = [trace for name in NEIGHBOURS for trace in traces(name)]
    assert speaking_of([handed_out], *others) == []

    async with town.storage.transaction() as records:
        await erase_customer(records, subject, pseudonym=PSEUDONYM, actor="reception", at=at)
    after = await town.dump()
    assert speaking_of(after, *traces(SUBJECT), str(subject)) == []
    theirs = speaking_of(before, *others)
    assert len(theirs) > 20 * 8
    assert set(theirs) <= set(after)
