"""One simulator for all tests of a module: starting it takes longer than most of them."""

from tests.contract.simulator_stage import START, Stage, until


async def emptied(stage: Stage) -> None:
    """As if it had just been started."""
    await stage.control.clear_failures()
    await until(lambda: _nothing_pending(stage))
    await stage.control.reset()
    await stage.control.set_clock(START, wait=False)
    stage.salon.hooks.clear()
    stage.salon.answers.clear()


async def _nothing_pending(stage: Stage) -> bool:
    return await stage.control.pending() == 0
