"""The panel's commands: its own tables, and the first person who may enter."""

import argparse
import getpass
import sys

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection

from .configuration import SCHEMA
from .roles import Role
from .staff.models import StaffMember

_FINE, _FAILED, _WRONG = 0, 1, 2


class CannotCreate(Exception):
    """The person cannot be let in; the sentence says why."""


def run(arguments: argparse.Namespace) -> int:
    """Returns the exit code."""
    try:
        migrate()
        if arguments.command == "create-owner":
            create_owner(
                username=arguments.username,
                name=arguments.name or arguments.username.capitalize(),
                password=_password(from_stdin=arguments.password_stdin),
                replace=arguments.replace,
            )
            _say(f"{arguments.username} may enter the panel.")
    except CannotCreate as error:
        _say(str(error))
        return _WRONG
    except OperationalError:
        # Without the text: a driver's error may quote the address.
        _say("The database cannot be used: check that the server of ATREVETE_DATABASE_URL runs and")
        _say("lets this user in.")
        return _FAILED
    return _FINE


def migrate() -> None:
    """Bring Django's own tables up to date, in their schema; the salon's are Alembic's."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{SCHEMA}"')
    call_command("migrate", interactive=False, verbosity=0)


def create_owner(*, username: str, name: str, password: str, replace: bool) -> StaffMember:
    """The owner, with a password that Django's rules let pass. Raises CannotCreate."""
    found = StaffMember.objects.filter(username=username).first()
    if found is not None and not replace:
        raise CannotCreate(f"{username} is there already: --replace gives them a new password.")
    owner = found or StaffMember(username=username)
    owner.name, owner.role, owner.is_active = name, Role.OWNER.value, True
    owner.set_password(password)
    try:
        owner.full_clean(exclude=["password"])
        _check_password(password, owner)
    except ValidationError as error:
        raise CannotCreate(" ".join(error.messages)) from error
    owner.save()
    return owner


def _check_password(password: str, owner: StaffMember) -> None:
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415

    validate_password(password, owner)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Once more: "):
        raise CannotCreate("The two passwords differ: nobody was created.")
    return first


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - a command speaks
