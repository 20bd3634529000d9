"""Stripe's form bodies: `line_items[0][price_data][currency]=eur` into nested values."""

import re
from typing import Any
from urllib.parse import parse_qsl

Params = dict[str, Any]
_BRACKETS = re.compile(r"\[([^\]]*)\]")


def parsed_form(body: str) -> Params:
    """Nested dictionaries; lists where all keys are numbers or empty brackets."""
    tree: Params = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        head = name.split("[", 1)[0]
        _plant(tree, [head, *_BRACKETS.findall(name[len(head) :])], value)
    return {name: _with_lists(value) for name, value in tree.items()}


def _plant(tree: Params, keys: list[str], value: str) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key or str(len(tree)), {})
    tree[keys[-1] or str(len(tree))] = value


def _with_lists(value: Any) -> Any:  # noqa: ANN401 - a tree of texts
    if not isinstance(value, dict):
        return value
    inner = {key: _with_lists(below) for key, below in value.items()}
    if inner and all(key.isdecimal() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
