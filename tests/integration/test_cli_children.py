"""Programs that the demo starts never outlive it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from atrevete_apps.cli.children import Child, ChildEnded
from atrevete_apps.cli.house import HouseNotReady, until

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def start(script: str, folder: Path) -> Child:
    command = ["/bin/sh", "-c", script]
    return Child.start("sample", command, environment=ENVIRONMENT, log=folder / "sample.log")


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Child]:
    child = start("echo ready; exec sleep 60", tmp_path)
    yield child
    child.stop()


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_a_child_stops_when_it_is_asked_to(sleeper: Child) -> None:
    sleeper.check()
    sleeper.stop()
    assert not sleeper.running
    assert eventually(lambda: is_gone(sleeper.pid))


def test_a_child_that_stands_still_stops_too(sleeper: Child) -> None:
    sleeper.send(signal.SIGSTOP)
    sleeper.stop()
    assert eventually(lambda: is_gone(sleeper.pid))


def test_a_child_that_ended_by_itself_is_reported_with_its_last_words(tmp_path: Path) -> None:
    child = start("echo I cannot go on; exit 3", tmp_path)
    child.wait(seconds=5)
    with pytest.raises(ChildEnded, match="I cannot go on"):
        child.check()
    child.stop()


def test_waiting_for_a_child_has_an_end(sleeper: Child) -> None:
    with pytest.raises(TimeoutError):
        sleeper.wait(seconds=0.05)


def test_a_program_that_never_becomes_ready_is_reported_with_its_log(sleeper: Child) -> None:
    assert eventually(lambda: "ready" in sleeper.last_lines())
    with pytest.raises(HouseNotReady, match="ready"):
        until(lambda: False, sleeper, seconds=0.1)


def test_children_of_a_parent_that_was_killed_stop(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert not is_gone(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert eventually(lambda: is_gone(pid))


PARENT = """
import sys, time
from pathlib import Path
from atrevete_apps.cli.children import Child
log = Path(sys.argv[1]) / "child.log"
child = Child.start("child", ["/bin/sleep", "60"], environment={}, log=log)
print(child.pid, flush=True)
time.sleep(60)
"""
