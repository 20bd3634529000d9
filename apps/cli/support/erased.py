"""Who was forgotten, kept outside the database: a restored copy of it brings them back.

One small file for each erasure, with nothing in it but ids. They lie beside the copies, and are
deleted when no copy is old enough to need them (docker/backup/back-up).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from atrevete_core.domain.ids import CustomerId
from atrevete_core.ports.storage import Dossier

from ..codes import FAILED
from .desk import Sorry

_ENDING = ".erased"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One pseudonym was put in the place of these people and contacts."""

    pseudonym: CustomerId
    subjects: tuple[UUID, ...]

    @classmethod
    def of(cls, dossier: Dossier, pseudonym: CustomerId) -> "Erasure":
        """Contacts too: in an older copy they may not have given their name yet."""
        people = [each.id for each in dossier.customers]
        return cls(pseudonym, (*people, *(each.id for each in dossier.contacts)))


@contextmanager
def listed(folder: Path | None, erasure: Erasure, *, at: datetime) -> Iterator[None]:
    """While somebody is erased: written down first, so that no erasure goes unlisted, and taken
    back when it fails. Without a folder nothing is kept.
    """
    if folder is None:
        yield
        return
    path = folder / f"{at:%Y-%m-%dT%H%M%S}_{erasure.pseudonym}{_ENDING}"
    try:
        path.touch(mode=0o600)
        path.write_text("".join(f"{each}\n" for each in erasure.subjects), encoding="ascii")
    except OSError as error:
        sentence = f"The list of the forgotten cannot be written ({folder}: {error.strerror});"
        raise Sorry(f"{sentence} nothing was changed.", FAILED) from error
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def erasures(folder: Path) -> list[Erasure]:
    """All that are listed, in order of time. Raises Sorry."""
    if not folder.is_dir():
        raise Sorry(f"There is no list of the forgotten: {folder} is no folder.", FAILED)
    return [_read(path) for path in sorted(folder.glob(f"*{_ENDING}"))]


def _read(path: Path) -> Erasure:
    try:
        pseudonym = UUID(path.name.removesuffix(_ENDING).rpartition("_")[2])
        subjects = tuple(map(UUID, path.read_text(encoding="ascii").split()))
    except (OSError, ValueError) as error:
        raise Sorry(f"{path} cannot be read as one of the forgotten.", FAILED) from error
    return Erasure(CustomerId(pseudonym), subjects)
