"""docker-compose.yml as it is written, with the variables of a `.env` filled in."""

import re
from functools import cache
from typing import Any

import yaml

from tests.architecture.tree import ROOT
from tests.conftest import APP_PASSWORD

ENV = {
    "POSTGRES_PASSWORD": "pg-pass",
    "POSTGRES_APP_PASSWORD": APP_PASSWORD,
    "REDIS_PASSWORD": "redis-pass",
    "PUBLIC_HOST": "salon.example",
}
_VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


@cache
def compose() -> dict[str, Any]:
    """The file with anchors resolved and variables filled in, as Compose reads it."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    filled: dict[str, Any] = _filled(read)
    return filled


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compose()["services"][name]
    return found


def asked_of_env() -> set[str]:
    """The variables that the file wants from `.env`."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return {found["name"] for found in _VARIABLE.finditer(text) if found["name"]}


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return _VARIABLE.sub(_fill, value) if isinstance(value, str) else value


def _fill(match: re.Match[str]) -> str:
    if match["name"] is None:
        return "$"
    default = (match["rest"] or "") if match["kind"] == "-" else ""
    return ENV.get(match["name"], default)
