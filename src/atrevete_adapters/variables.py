"""What an environment variable may hold: its name, where it is read from, and its form."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import NoDecode, PydanticBaseSettingsSource

PREFIX = "ATREVETE_"


class BadSettings(Exception):
    """The environment cannot be used. One sentence for each variable; never a variable's value."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


def variable_of(field_name: str) -> str:
    return PREFIX + field_name.upper()


class SecretFiles(PydanticBaseSettingsSource):
    """`ATREVETE_X_FILE` names the file that holds the value of `ATREVETE_X` (Docker secrets)."""

    def get_field_value(
        self,
        field: FieldInfo,  # noqa: ARG002 - pydantic-settings gives it
        field_name: str,
    ) -> tuple[Any, str, bool]:
        variable = variable_of(field_name)
        path = os.environ.get(f"{variable}_FILE")
        if not path:
            return None, field_name, False
        if os.environ.get(variable):
            raise BadSettings([f"{variable} and {variable}_FILE are both set: keep one of them."])
        return _text_of(Path(path), variable), field_name, False

    def __call__(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        wrong: list[str] = []
        for name, field in self.settings_cls.model_fields.items():
            try:
                value, key, _ = self.get_field_value(field, name)
            except BadSettings as error:
                wrong.extend(error.sentences)
                continue
            if value is not None:
                found[key] = value
        if wrong:
            raise BadSettings(wrong)
        return found


def _text_of(path: Path, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(
            [f"{variable}_FILE names a file that cannot be read: check its path and permissions."]
        ) from error


def _words(value: object) -> object:
    """A comma-separated list, as environment variables write it."""
    if not isinstance(value, str):
        return value
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _secret_words(value: object) -> object:
    return _words(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _web_address(value: str) -> str:
    return _with_scheme(value, {"http", "https"}).rstrip("/")


def _with_scheme(value: str, schemes: set[str]) -> str:
    # `urlsplit` and its `port` raise ValueError for what is no address at all.
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.hostname or parts.port == 0:
        raise ValueError("not an address of the expected form")
    return value


def _database(value: SecretStr) -> SecretStr:
    """SQLAlchemy takes a bare `postgresql://` for psycopg: name our driver."""
    scheme, found, rest = value.get_secret_value().partition("://")
    if not found or not rest or scheme not in {"postgresql", "postgres", "postgresql+asyncpg"}:
        raise ValueError("not a PostgreSQL address")
    return SecretStr(f"postgresql+asyncpg://{rest}")


_REDIS_SCHEMES = {
    f"redis{secure}{kind}" for secure in ("", "s") for kind in ("", "+sentinel", "+cluster")
}


def _redis(value: SecretStr) -> SecretStr:
    scheme, found, rest = value.get_secret_value().partition("://")
    if scheme not in _REDIS_SCHEMES or not found or not rest:
        raise ValueError("not a Redis address")
    return value


def _mail(value: SecretStr) -> SecretStr:
    _with_scheme(value.get_secret_value(), {"smtp", "smtps"})
    return value


def _filled(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise ValueError("empty")
    return value


def some(values: Sequence[SecretStr]) -> Sequence[SecretStr]:
    if not values:
        raise ValueError("empty")
    return values


def existing(value: Path) -> Path:
    if not value.is_file() or not os.access(value, os.R_OK):
        raise ValueError("cannot be read")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Secret = Annotated[SecretStr, AfterValidator(_filled)]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_secret_words)]
DatabaseAddress = Annotated[SecretStr, AfterValidator(_database)]
RedisAddress = Annotated[SecretStr, AfterValidator(_redis)]
MailAddress = Annotated[SecretStr, AfterValidator(_mail)]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]
