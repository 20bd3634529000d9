"""The page's words: WhatsApp's marks, commands in Spanish, and blocks beside each other."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from atrevete_apps.simulator.clock import StandaloneTime
from atrevete_apps.simulator.page.agenda import agenda_of
from atrevete_apps.simulator.page.books import Away, Day, Moments, Worker
from atrevete_apps.simulator.page.understood import NODES, TABLES, in_words
from atrevete_apps.simulator.page.view import jumps
from atrevete_apps.simulator.page.wording import euros, long_day, whatsapp_html
from atrevete_apps.simulator.settings import SimulatorSettings
from atrevete_apps.simulator.world import World
from pydantic import TypeAdapter

from atrevete_adapters.postgres.tables import metadata
from atrevete_core.domain import commands
from atrevete_core.flow.graph import draw_graph

MADRID = ZoneInfo("Europe/Madrid")
FRIDAY = date(2026, 12, 18)
NOW = datetime(2026, 12, 16, 10, 15, tzinfo=UTC)
PILAR = Worker(name="Pilar", calendar_id="pilar@calendario.example")
PAY = '<a href="/checkout/cs_test_1" data-pay target="_blank">'
OUT = '<a href="https://salon.example/a?b=1" rel="noreferrer" target="_blank">'
DAY = Day(date=FRIDAY, zone=MADRID, workers=[PILAR], spans=[(time(10), time(20))])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*viernes 18* a las 10", "<strong>viernes 18</strong> a las 10"),
        ("_ya_ ~no~", "<em>ya</em> <s>no</s>"),
        ("2*3*4 y snake_case_no", "2*3*4 y snake_case_no"),
        ("una\nlínea & <b>", "una<br>línea &amp; &lt;b&gt;"),
        ("son 16,00 €", "son 16,00&nbsp;€"),
        (
            "http://127.0.0.1:8090/checkout/cs_test_1",
            f"{PAY}127.0.0.1:8090/checkout/cs_test_1</a>",
        ),
        (
            "mira https://salon.example/a?b=1.",
            f"mira {OUT}https://salon.example/a?b=1</a>.",
        ),
    ],
)
def test_a_message_looks_as_on_a_telephone(text: str, html: str) -> None:
    assert str(whatsapp_html(text)) == html


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (commands.Book(services=("MECHAS",), for_whom="mi hija"), "quiere cita: mechas, para mi"),
        (commands.ChooseSlot(position=1, day=FRIDAY, at=time(10)), "elige la 1.ª vie 18 dic a las"),
        (commands.ChooseStylist(gender="f"), "con una mujer"),
        (commands.RunLate(arrives_in=20), "llega en 20 min"),
        (commands.GiveName(last_name="Gómez Ruiz"), "se llama Gómez Ruiz"),
        (
            commands.ChooseWhen(
                when=commands.When(
                    days=commands.DayRange(first=FRIDAY, last=FRIDAY),
                    part=commands.PartOfDay.AFTERNOON,
                )
            ),
            "vie 18 dic por la tarde",
        ),
    ],
)
def test_a_command_is_said_in_words(command: Any, words: str) -> None:
    plain = TypeAdapter(commands.Command).dump_python(command, mode="json")
    assert in_words(plain).startswith(words)


def test_every_command_node_and_table_has_words_of_its_own() -> None:
    found: list[Any] = [each for each in vars(commands).values() if isinstance(each, type)]
    kinds = [each for each in found if "do" in getattr(each, "model_fields", {})]
    plain = [_simplest(each) for each in kinds]
    unnamed = [each["do"] for each in plain if in_words(each) == each["do"]]
    assert unnamed == []
    assert set(draw_graph().nodes) <= set(NODES)
    assert set(TABLES) <= {table.name for table in metadata.sorted_tables}


def _simplest(kind: Any) -> dict[str, Any]:
    """The least that a command of this kind can say."""
    least = {"services": ("CORTAR",), "when": {}, "topics": ("hours",), "years": 9}
    least |= {"reason": "manual_request"}
    fields = kind.model_fields
    needed = {name: least[name] for name, field in fields.items() if field.is_required()}
    return {"do": fields["do"].default, **needed}


def test_money_and_days_are_written_as_in_spain() -> None:
    assert euros(1605) == "16,05 €"
    assert long_day(FRIDAY) == "viernes 18 de diciembre"


async def test_what_happens_at_the_same_time_lies_side_by_side() -> None:
    world = World.of(SimulatorSettings(smtp_port=-1), StandaloneTime(NOW))
    for start, end in (("10:00", "11:00"), ("10:30", "11:30"), ("12:00", "13:00")):
        entry = {
            edge: {"dateTime": f"2026-12-18T{at}:00+01:00"}
            for edge, at in (("start", start), ("end", end))
        }
        world.google.calendar(PILAR.calendar_id).insert({"summary": start, **entry}, NOW)
    (column,) = agenda_of(DAY, world.google, NOW).columns
    lanes = [(each.title, each.lane, each.lanes) for each in column.entries]
    assert lanes == [("10:00", 0, 2), ("10:30", 1, 2), ("12:00", 0, 1)]


async def test_an_absence_stands_in_the_column_of_whoever_is_away() -> None:
    world = World.of(SimulatorSettings(smtp_port=-1), StandaloneTime(NOW))
    away = Away(
        calendar_id=PILAR.calendar_id,
        start=datetime(2026, 12, 17, 9, tzinfo=MADRID),
        end=datetime(2026, 12, 18, 12, tzinfo=MADRID),
        reason="médico",
    )
    day = Day(date=FRIDAY, zone=MADRID, workers=[PILAR], spans=DAY.spans, away=[away])
    ((entry,),) = (each.entries for each in agenda_of(day, world.google, NOW).columns)
    assert (entry.kind, entry.first, entry.last) == ("away", 0, 12 * 60)


def test_the_clock_can_only_jump_to_what_is_coming() -> None:
    lapse = datetime(2026, 12, 16, 10, 45, tzinfo=UTC)
    day = Day(date=FRIDAY, zone=MADRID, moments=Moments(lapse=lapse))
    found = {each.key: each for each in jumps(day, NOW)}
    assert found["warning"].target is None
    assert found["lapse"].target is not None
    assert found["lapse"].target > lapse
    assert found["lapse"].told == "miércoles 16 de diciembre, 11:45"
    assert found["tomorrow"].target == datetime(2026, 12, 17, 9, tzinfo=MADRID)
