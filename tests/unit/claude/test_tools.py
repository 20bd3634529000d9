"""The tools follow from the commands' types, and stay within what the API takes."""

import json
from typing import Any

import pytest
from atrevete_apps.simulator.messages.calls import calls_for
from atrevete_apps.simulator.messages.checks import _complaints
from atrevete_apps.simulator.messages.shape import MessagesRequest, Tool
from pydantic import BaseModel

from atrevete_adapters.claude.guards import Guards
from atrevete_adapters.claude.reading import read
from atrevete_adapters.claude.schemas import fields_of, schema_of
from atrevete_adapters.claude.texts import tool_texts
from atrevete_adapters.claude.tools import BARE, COMMANDS, FAMILIES, definitions
from atrevete_core.domain import commands as said
from atrevete_core.domain.commands import Command, DayRange, UnclearService, When
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.ports.language_model import Tool as LookUpTool
from tests.unit.claude.requests import NOW, request

DAY = NOW.date()
WHEN = When(days=DayRange(first=DAY, last=DAY), at=NOW.time(), weekdays=(0, 4), not_on=(DAY,))
WORDS = "mi madre lucía gómez el barro jonathan"
EXAMPLES: list[Command] = [
    said.Book(
        services=("CORTAR",),
        unclear=(UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD")),),
        for_whom="mi madre",
        for_name="lucía gómez",
    ),
    said.Book(),
    said.AddServices(services=("CORTAR",)),
    said.DropServices(services=("CORTAR", "PEINADO")),
    said.LeaveOut(people=("mi madre",)),
    said.LeaveOut(alone=True),
    said.AskAboutServices(services=("CORTAR",)),
    said.AskConsultation(between=("BARRO", "BARRO GOLD")),
    said.ChoosePack(pack="Mechas + Corte"),
    said.ChoosePack(),
    said.ChooseStylist(stylist="Pilar"),
    said.ChooseStylist(stylist="jonathan"),
    said.ChooseStylist(gender="f"),
    said.ChooseStylist(anyone=True),
    said.ChooseSlot(position=-1),
    said.ChooseSlot(at=NOW.time(), day=DAY),
    said.ChooseSlot(any=True),
    said.RefuseSlots(others=True),
    said.ChooseWhen(when=WHEN),
    said.ChooseWhen(when=When(no_such_day=True)),
    said.ChooseWhen(when=When(soonest=True, part=said.PartOfDay.EVENING)),
    said.AskOpening(when=WHEN),
    said.AskAvailability(waiting_list=True),
    said.AskAvailability(),
    said.ChangeAppointment(which=WHEN),
    said.ChangeAppointment(),
    said.CancelAppointment(explicit=True),
    said.GiveName(first_name="lucía", last_name="gómez"),
    said.Ask(topics=("parking", "hours")),
    said.RunLate(minutes=20),
    said.RunLate(arrives=NOW.time()),
    said.CallPerson(reason=EscalationReason.MEDICAL, about="medical"),
    said.OutOfScope(),
    *(each() for each in BARE.values()),  # type: ignore[list-item] # all of them are commands
]


def tools(*, strict: bool = True) -> list[Tool]:
    return [Tool.model_validate(each) for each in definitions(strict=strict)]


def asked() -> MessagesRequest:
    body = {
        "model": "claude-sonnet-5-5", "max_tokens": 10, "tools": definitions(strict=True),
        "messages": [{"role": "user", "content": "hola"}],
    }  # fmt: skip
    return MessagesRequest.model_validate(body)


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda each: repr(each)[:60])
def test_a_command_that_is_said_as_a_tool_call_is_read_again(command: Command) -> None:
    [(name, given)] = calls_for(asked(), [command.model_dump(mode="json")], formal=None)
    blocks = [{"type": "tool_use", "id": "t1", "name": name, "input": given}]
    assert read(blocks, Guards(request(WORDS))).commands == [command]


def test_every_command_has_an_example_and_a_tool() -> None:
    assert {type(each) for each in EXAMPLES} == set(COMMANDS.values())


def test_what_shares_the_bare_tool_has_no_fields() -> None:
    assert [name for name, each in BARE.items() if fields_of(each)] == []


def test_the_api_would_take_them_all_strictly() -> None:
    assert list(_complaints(asked(), lambda *_: "")) == []
    assert all(each.strict for each in tools())
    assert not any(each.strict for each in tools(strict=False))


def test_every_tool_says_what_it_is_for() -> None:
    names = {each.name for each in tools()}
    assert names == set(tool_texts())
    assert {each.value for each in LookUpTool} | {"note"} | set(FAMILIES) == names


def test_the_bare_tool_explains_each_of_its_names() -> None:
    missing = [name for name in BARE if f"{name}:" not in tool_texts()["note"]]
    assert missing == []


def test_nothing_is_optional_and_nothing_is_a_union() -> None:
    written = json.dumps(definitions(strict=True))
    assert "anyOf" not in written
    for tool in tools():
        assert tool.input_schema["required"] == list(tool.input_schema["properties"])


def test_only_the_last_tool_ends_the_cached_prefix() -> None:
    assert [each.name for each in tools() if each.cache_control] == [tools()[-1].name]


def test_a_field_of_an_unknown_kind_is_a_programmers_mistake() -> None:
    class Odd(BaseModel):
        weight: float

    with pytest.raises(TypeError, match="float"):
        schema_of(Odd)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("refund", {"cents": 1}),
        ("book", "everything"),
        ("book", {"services": "CORTAR"}),
        ("note", {"do": "accept"}),
        ("note", {"do": ["book_free"]}),
        ("note", {"do": [None]}),
        ("choose", {"do": "choose_price"}),
        ("when_said", {"do": "choose_when", "when": {"days": {"first": "ayer"}}}),
        ("when_said", {"do": "choose_when", "when": {"price": 0}}),
        ("given", {"do": "give_name", "first_name": ["Ana"]}),
        ("call_person", {"reason": "refund", "about": "asked"}),
    ],
)
def test_a_call_that_means_nothing_is_wrong_and_does_nothing(name: str, given: Any) -> None:
    blocks = [{"type": "tool_use", "id": "t1", "name": name, "input": given}]
    found = read(blocks, Guards(request("hola")))
    assert (found.commands, found.look_ups, list(found.wrong)) == ([], [], ["t1"])


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        (said.GiveName(first_name="Cita Confirmada"), None),
        (
            said.GiveName(first_name="Laura", last_name="https://x.es"),
            said.GiveName(first_name="Laura"),
        ),
        (said.GiveName(first_name="L" * 90), None),
        (said.Book(services=("GRATIS", "cortar")), said.Book(services=("CORTAR",))),
        (said.Book(for_whom="la dueña"), said.Book()),
        (said.AddServices(services=("GRATIS",)), None),
        (said.ChoosePack(pack="Pack gratis"), said.ChoosePack()),
        (said.ChooseStylist(stylist="Lucía"), None),
        (said.ChooseSlot(stylist="pilar"), said.ChooseSlot(stylist="Pilar")),
        (said.Ask(topics=("secretos",)), None),
        (said.OutOfScope(near="gratis hoy"), said.OutOfScope()),
        (said.OutOfScope(near="CORTAR"), said.OutOfScope(near="corte")),
    ],
)
def test_inventions_do_not_get_into_a_command(command: Command, kept: Command | None) -> None:
    assert Guards(request("hola, soy Laura")).checked(command) == kept


def test_a_mended_spelling_is_still_the_customers_word() -> None:
    guards = Guards(request("un corte pa mi ija"))
    assert guards.checked(said.Book(for_whom="mi hija")) == said.Book(for_whom="mi hija")
