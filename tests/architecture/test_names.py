"""Names say what the salon says."""

import re

from tests.architecture.tree import definitions, modules, place

BANNED = {
    *("manager", "managers", "helper", "helpers", "util", "utils", "data", "process"),
    *("processor", "handle", "info", "v2", "backup"),
}
# What others have named: the methods of aiosmtpd, httpx2, SQLAlchemy and Django, and the law's
# "personal data".
PRESCRIBED = re.compile(
    r"handle_([A-Z]+|async_request)|process_(bind_param|result_value|exception)|\w*personal_data"
)


def words(name: str) -> set[str]:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return set(snake.lower().split("_"))


def test_camel_and_snake_case_are_read_word_by_word() -> None:
    assert words("HTTPDataHelper") == {"http", "data", "helper"}
    assert words("place_hold") == {"place", "hold"}


def test_no_class_or_function_is_named_by_an_empty_word() -> None:
    empty = [
        f"{place(path, node)} {node.name}"
        for path in modules()
        for node in definitions(path)
        if words(node.name) & BANNED and not PRESCRIBED.fullmatch(node.name)
    ]
    assert empty == []


def test_no_module_is_named_by_an_empty_word() -> None:
    assert [path for path in modules() if words(path.stem) & BANNED] == []
