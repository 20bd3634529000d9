"""The panel's program and its commands, as whoever deploys it meets them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

#: The same worker that has Django's files in its cache.
pytestmark = pytest.mark.xdist_group("panel")


PANEL = (sys.executable, "-m", "atrevete_apps.admin")
ATREVETE = str(Path(sys.executable).with_name("atrevete"))


def run(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    plain = {k: v for k, v in os.environ.items() if not k.startswith("ATREVETE_")}
    return subprocess.run(
        arguments,
        env=plain | variables,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_settings_it_says_which_and_does_not_start() -> None:
    done = run(*PANEL, "--port", "0")
    assert done.returncode == 2
    assert "ATREVETE_DATABASE_URL is missing: set it to" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_without_a_database_is_two_sentences_and_shows_no_address() -> None:
    nowhere = "postgresql://lola:secret-word@127.0.0.1:9/nothing"
    create = ("create-owner", "--username", "lola", "--password-stdin")
    done = run(*PANEL, *create, stdin="x\n", ATREVETE_DATABASE_URL=nowhere)
    assert done.returncode == 1
    assert "The database cannot be used" in done.stderr
    assert "secret-word" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_atrevete_lets_an_owner_in_and_makes_the_panels_tables(module_database_url: str) -> None:
    lola = ("admin", "create-owner", "--username", "lola", "--password-stdin")
    done = run(
        ATREVETE, *lola, stdin="una frase larga\n", ATREVETE_DATABASE_URL=module_database_url
    )
    assert done.returncode == 0, done.stderr
    assert "lola may enter the panel." in done.stderr
