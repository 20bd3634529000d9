"""A whole play in a house: what was there before, the customer, and what has come of it."""

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.simulation import Simulation

from .checking import Outcome, before_play, outcome_of
from .display import ZONE
from .house import House
from .playing import Note, Pace, Phone, Played, Show, play, rest
from .script import Play


def _nothing(_: object) -> None:
    """Nobody looks on."""


async def play_in(
    house: House,
    script: Play,
    simulation: Simulation,
    *,
    show: Show = _nothing,
    note: Note = _nothing,
    pace: Pace | None = None,
) -> tuple[Played, Outcome]:
    """Raises NoAnswer, SimulationRefused."""
    engine = open_engine(house.database_url)
    try:
        if script.has_past:
            # It takes a whole salon along, which most plays can do without.
            from .past import bring_about  # noqa: PLC0415

            await bring_about(script, house, simulation)
        await simulation.set_clock(script.now.replace(tzinfo=ZONE))
        before = await before_play(script, simulation=simulation, engine=engine)
        phone = Phone(
            simulation=simulation,
            engine=engine,
            number=script.customer.phone,
            name=script.customer.whatsapp_name,
            show=show,
            pace=pace,
        )
        played = await play(script, phone, note=note)
        await rest(simulation, engine)
        outcome = await outcome_of(
            script, played.said, simulation=simulation, engine=engine, before=before
        )
    finally:
        await engine.dispose()
    return played, outcome
