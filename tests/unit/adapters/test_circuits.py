from dataclasses import replace

import pytest

from atrevete_adapters.circuits import CIRCUIT, FAILURES, OPEN_SECONDS, Circuit, with_circuits
from atrevete_core.ports.messenger import MessengerRefused, MessengerUnreachable
from tests.unit.usecases.at_work import a_salon


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_who_is_silent_again_and_again_is_left_alone_then_tried_once() -> None:
    clock = Clock()
    circuit = Circuit("somebody", now=clock)
    for _ in range(FAILURES):
        assert circuit.admits()
        circuit.was_silent()
    assert not circuit.admits()
    clock.seconds += OPEN_SECONDS
    assert circuit.admits()
    assert not circuit.admits()
    circuit.answered()
    assert circuit.admits()


def test_an_answer_now_and_then_keeps_the_circuit_closed() -> None:
    circuit = Circuit("somebody", now=Clock())
    for _ in range(3):
        for _ in range(FAILURES - 1):
            circuit.was_silent()
        circuit.answered()
    assert circuit.admits()


async def test_a_silent_vendor_is_not_asked_and_the_metric_says_so() -> None:
    salon = a_salon()
    guarded = with_circuits(salon.ports)
    salon.messenger.trouble.fail(MessengerUnreachable("away"), times=FAILURES)
    for _ in range(FAILURES + 1):
        with pytest.raises(MessengerUnreachable):
            await guarded.messenger.pass_to_team("7")
    assert salon.messenger.with_team == set()
    assert CIRCUIT.labels("chatwoot")._value.get() == 1  # noqa: SLF001 - what Prometheus reads


async def test_a_clear_no_is_an_answer() -> None:
    salon = a_salon()
    guarded = with_circuits(replace(salon.ports))
    salon.messenger.trouble.fail(MessengerRefused("no"), times=FAILURES)
    for _ in range(FAILURES):
        with pytest.raises(MessengerRefused):
            await guarded.messenger.pass_to_team("7")
    await guarded.messenger.pass_to_team("7")
    assert salon.messenger.with_team == {"7"}
