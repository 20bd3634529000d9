"""Kinds of words (kinds.toml): what stands beside a day, a person or a service and tells how it
is meant.
"""

from functools import cache

from ..text.words import fold
from .tables import BadVocabulary, table


@cache
def words_of_kind(name: str) -> frozenset[str]:
    """The words of that kind, plain. Raises BadVocabulary."""
    found = _kinds().get(name)
    if found is None:
        raise BadVocabulary(f"vocabulary/kinds.toml: there is no [{name}]")
    return found


@cache
def _kinds() -> dict[str, frozenset[str]]:
    kinds = table("kinds")
    for name, value in kinds.items():
        if set(value) != {"words"}:
            raise BadVocabulary(f"vocabulary/kinds.toml: [{name}] holds `words` and nothing else")
    return {name: frozenset(map(fold, value["words"])) for name, value in kinds.items()}
