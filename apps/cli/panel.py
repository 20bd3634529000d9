"""`atrevete admin …`, and the panel's part of `atrevete db upgrade`: its own program does it."""

import os
import subprocess
from importlib.util import find_spec

from .children import python

_PROGRAM = "atrevete_apps.admin"


def run(*, username: str, name: str, password_stdin: bool, replace: bool) -> int:
    """Let the owner in. Returns the exit code; the panel's program asks for the password."""
    told = ["create-owner", "--username", username, "--name", name]
    told += ["--password-stdin"] if password_stdin else []
    told += ["--replace"] if replace else []
    return subprocess.run(python(_PROGRAM, *told), check=False).returncode


def is_installed() -> bool:
    """Whether this installation brings the panel."""
    return find_spec("django") is not None


def migrate(url: str) -> int:
    """Bring the panel's own tables in that database up to date. Returns the exit code."""
    environment = {k: v for k, v in os.environ.items() if k != "ATREVETE_DATABASE_URL_FILE"}
    environment["ATREVETE_DATABASE_URL"] = url
    return subprocess.run(python(_PROGRAM, "migrate"), env=environment, check=False).returncode
