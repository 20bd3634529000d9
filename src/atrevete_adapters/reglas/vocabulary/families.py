"""Services that are one craft in several forms (services.toml, [[family]])."""

from functools import cache

from atrevete_core.domain.text import plain

from .tables import BadVocabulary, table


def family_of(name: str) -> tuple[str, ...]:
    """The plain names of its forms, the plainest first; empty when it has only one."""
    return _families().get(plain(name), ())


@cache
def _families() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in table("services")["family"]:
        forms = tuple(map(plain, entry["forms"]))
        for each in forms:
            if each in found:
                raise BadVocabulary(f"vocabulary/services.toml: «{each}» is in two families")
            found[each] = forms
    return found
