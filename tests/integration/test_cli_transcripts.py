"""The page of conversations shows what really runs."""

from pathlib import Path

from atrevete_apps.cli.transcripts import run, written

PAGE = Path(__file__).parents[2] / "docs/conversations.md"


async def test_the_page_of_conversations_is_up_to_date() -> None:
    """Else: `make conversations`, and read what has changed."""
    assert PAGE.read_text(encoding="utf-8") == await written()


async def test_a_conversation_shows_who_says_what_and_no_address() -> None:
    said = await written(["S1"])
    assert "> **Laura:** tenéis hueco el viernes para unas mechas?\n" in said
    assert "Paga aquí: (enlace)" in said
    assert "> *(paga el anticipo en el enlace)*\n>\n> **Maite:** ¡Anticipo recibido" in said
    assert "https://" not in said


async def test_what_the_team_is_told_stands_below() -> None:
    assert "\n\nAl equipo: «" in await written(["S5"])


def test_an_old_page_is_noticed_and_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "conversations.md"
    page.write_text("old", encoding="utf-8")
    assert run(page=page, check=True, names=["S9"]) == 1
    assert run(page=page, check=False, names=["S9"]) == 0
    assert run(page=page, check=True, names=["S9"]) == 0
