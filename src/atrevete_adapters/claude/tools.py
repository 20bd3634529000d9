"""The tools that Claude is given: six look-ups, and the commands in families of one schema each.

Forty commands as forty strict tools are more than the API takes, so commands that need nothing
but their name share one tool, and so do those whose fields are alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from atrevete_core.domain import commands
from atrevete_core.ports.language_model import Tool

from .schemas import Json, fields_of, object_schema, schema_of
from .texts import tool_texts

#: One family says «cuándo» for all of its commands.
RENAMED = {"which": "when"}
_NAMES: Json = {"type": "array", "items": {"type": "string"}}
_DAYS: Mapping[str, Json] = {
    "first": {"type": "string", "description": "AAAA-MM-DD"},
    "last": {"type": "string", "description": "AAAA-MM-DD"},
}
_LOOK_UPS: Mapping[Tool, Mapping[str, Json]] = {
    Tool.SERVICES: {"names": _NAMES},
    Tool.PACKS: {},
    Tool.AVAILABILITY: {"services": _NAMES, **_DAYS},
    Tool.HOURS: _DAYS,
    Tool.FAQ: {},
    Tool.MY_APPOINTMENTS: {},
}

_EVERY: tuple[type[BaseModel], ...] = get_args(get_args(commands.Command)[0])


def name_of(command: type[BaseModel]) -> str:
    """«choose_when»."""
    return str(command.model_fields["do"].default)


#: Commands by their names.
COMMANDS: Mapping[str, type[BaseModel]] = {name_of(each): each for each in _EVERY}


@dataclass(frozen=True, slots=True)
class Family:
    """Commands that share a tool. Of several `do` says which one is meant."""

    name: str
    commands: tuple[type[BaseModel], ...]

    @property
    def fields(self) -> dict[str, Any]:
        """The types of all the fields of its commands, by the names that Claude sees."""
        return {
            RENAMED.get(name, name): kind
            for command in self.commands
            for name, kind in fields_of(command).items()
        }

    def schema(self) -> Json:
        properties = {name: schema_of(kind) for name, kind in self.fields.items()}
        if len(self.commands) == 1:
            return object_schema(properties)
        choice: Json = {"type": "string", "enum": [name_of(each) for each in self.commands]}
        return object_schema({"do": choice, **properties})


FAMILIES: Mapping[str, Family] = {
    each.name: each
    for each in (
        Family("book", (commands.Book,)),
        Family(
            "services_said",
            (
                commands.AddServices,
                commands.DropServices,
                commands.AskAboutServices,
                commands.AskConsultation,
            ),
        ),
        Family(
            "choose",
            (
                commands.ChoosePack,
                commands.ChooseStylist,
                commands.ChooseSlot,
                commands.RefuseSlots,
            ),
        ),
        Family(
            "when_said",
            (
                commands.ChooseWhen,
                commands.AskOpening,
                commands.AskAvailability,
                commands.ChangeAppointment,
                commands.CancelAppointment,
            ),
        ),
        Family("given", (commands.GiveName, commands.LeaveOut)),
        Family("ask", (commands.Ask,)),
        Family("run_late", (commands.RunLate,)),
        Family("call_person", (commands.CallPerson,)),
        Family("out_of_scope", (commands.OutOfScope,)),
    )
}
_GROUPED = {each for family in FAMILIES.values() for each in family.commands}
#: Commands that are nothing but themselves.
BARE: Mapping[str, type[BaseModel]] = {
    name: each for name, each in COMMANDS.items() if each not in _GROUPED
}
NOTE = "note"
FORMAL = {"usted": True, "tu": False, "": None}


@cache
def _definitions() -> tuple[tuple[str, Json], ...]:
    bare: Json = {"type": "array", "items": {"type": "string", "enum": sorted(BARE)}}
    address: Json = {"type": "string", "enum": list(FORMAL)}
    return (
        *((tool.value, object_schema(fields)) for tool, fields in _LOOK_UPS.items()),
        (NOTE, object_schema({"do": bare, "address": address})),
        *((family.name, family.schema()) for family in FAMILIES.values()),
    )


def definitions(*, strict: bool) -> list[Json]:
    """The `tools` of a request; the last one ends the cached prefix that all salons share."""
    texts = tool_texts()
    made: list[Json] = [
        {
            "name": name,
            "description": texts[name],
            "input_schema": schema,
            **({"strict": True} if strict else {}),
        }
        for name, schema in _definitions()
    ]
    made[-1]["cache_control"] = {"type": "ephemeral"}
    return made
