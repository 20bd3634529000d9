"""A first conversation with Maite, in memory: no database, no server, no key.

Run it (`python examples/first_conversation.py`), or paste the cells into a notebook, where `await`
works by itself.
"""

# %% Open a salon
import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from atrevete_adapters.memory.salon import MemorySalon

WEDNESDAY = datetime(2026, 12, 16, 11, tzinfo=ZoneInfo("Europe/Madrid"))


async def main() -> None:
    # %% Talk to Maite
    salon = MemorySalon(now=WEDNESDAY)
    laura = salon.person("+34600111222", "Laura")
    for words in ("hola! un corte el viernes por la tarde?", "sí, Laura", "la primera"):
        print(f"Laura: {words}")
        print(*(f"Maite: {reply}" for reply in await laura.writes(words)), sep="\n")

    # %% Look at the booking in the making
    (conversation,) = salon.storage.tables.conversations
    print(conversation.dialogue["draft"])

    # %% Give the surname, pay, and look at the appointment and at the stylist's calendar
    await laura.writes("Gómez Ruiz")
    await salon.pay()
    print(*laura.reads(), sep="\n")
    (appointment,) = salon.storage.tables.appointments
    print(appointment.status, appointment.service_names, appointment.total)
    print([(entry.title, entry.look) for entry in salon.calendar.entries.values()])

    # %% And the graph, as Mermaid text
    print(salon.flow.mermaid())


if __name__ == "__main__":
    asyncio.run(main())
