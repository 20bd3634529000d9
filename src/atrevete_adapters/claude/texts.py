"""The prompts: Markdown files beside this module, so that whoever knows the salon can read them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FOLDER = "prompts"


@cache
def prompt(name: str) -> str:
    """A prompt as it is written."""
    source = files(__package__).joinpath(_FOLDER, f"{name}.md")
    return source.read_text(encoding="utf-8").strip()


@cache
def tool_texts() -> Mapping[str, str]:
    """What each tool's description says, by its name."""
    _, *sections = re.split(r"^# (\w+)\n", prompt("tools"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(sections[::2], sections[1::2], strict=True)}
