"""The settings of a running house, for support's commands that are typed beside it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from atrevete_adapters.settings import variable_of

_NAME = "settings.json"
_PREFIX = variable_of("")
_DATABASE = variable_of("database_url")


def write(folder: Path, environment: Mapping[str, str]) -> None:
    """Readable by whoever runs the house alone: there are keys in it."""
    path = folder / _NAME
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    ours = {name: value for name, value in environment.items() if name.startswith(_PREFIX)}
    path.write_text(json.dumps(ours))


def remove(folder: Path) -> None:
    (folder / _NAME).unlink(missing_ok=True)


@contextmanager
def settings_of_a_demo(folder: Path) -> Iterator[bool]:
    """While this lasts the settings are those of the demo that runs in the folder, unless others
    are set. Whether they are.
    """
    path = folder / _NAME
    if _DATABASE in os.environ or f"{_DATABASE}_FILE" in os.environ or not path.is_file():
        yield False
        return
    told = json.loads(path.read_text())
    os.environ.update(told)
    try:
        yield True
    finally:
        for name in told:
            os.environ.pop(name, None)
