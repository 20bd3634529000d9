"""Django's settings, made from those of the salon: nothing is read when a module is imported."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import django
from django.conf import settings as django_settings
from pydantic import SecretStr
from sqlalchemy import URL, make_url

from atrevete_adapters.assembly.parts import salon_id_of
from atrevete_adapters.settings import Settings
from atrevete_core.domain.ids import SalonId

from .bridge import SalonBridge
from .look import UNFOLD

#: Under this path everything of the panel is served, so that a proxy needs one rule for it.
PREFIX: Final = "admin/"
#: Django's own tables live apart from the salon's (docs/decisions/0040).
SCHEMA: Final = "admin"
HERE: Final = Path(__file__).parent
_FAILURES: Final = 5
_SESSION_HOURS: Final = 12
_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What the panel needs to know. Its own tables need the database alone."""

    database_url: SecretStr
    salon_id: SalonId | None = None
    secret_key: SecretStr = field(default_factory=lambda: SecretStr("only for commands"))
    public_url: str = "http://127.0.0.1"
    bridge: SalonBridge | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Installation":
        """The whole panel of this salon. `admin_secret_key` must be set."""
        if settings.admin_secret_key is None:
            raise ValueError("the panel needs a secret key")
        return cls(
            database_url=settings.database_url,
            salon_id=salon_id_of(settings),
            secret_key=settings.admin_secret_key,
            public_url=settings.public_url,
            bridge=SalonBridge(settings),
        )

    @property
    def is_public(self) -> bool:
        return self.public_url.startswith("https://")


def configure(installation: Installation) -> None:
    """Make Django ready, once in a process."""
    if not django_settings.configured:
        django_settings.configure(**_settings(installation))
        django.setup()


def _settings(of: Installation) -> dict[str, Any]:
    return {
        **_web(of),
        **_security(of),
        **_language(),
        "DATABASES": {"default": database_of(of.database_url)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": [
            "unfold.apps.BasicAppConfig",
            "unfold.contrib.filters",
            "django.contrib.admin.apps.SimpleAdminConfig",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "axes",
            f"{__package__}.staff",
            f"{__package__}.salon",
        ],
        "UNFOLD": UNFOLD,
        "SALON_ID": of.salon_id,
        "SALON_BRIDGE": of.bridge,
    }


def _web(of: Installation) -> dict[str, Any]:
    return {
        "DEBUG": False,
        "ROOT_URLCONF": f"{__package__}.urls",
        "ALLOWED_HOSTS": [urlsplit(of.public_url).hostname or "", "127.0.0.1", "localhost"],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            f"{__package__}.middleware.CalmDown",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "axes.middleware.AxesMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ],
                    "builtins": [f"{__package__}.salon.templatetags.salon"],
                },
            }
        ],
        "STATIC_URL": f"/{PREFIX}static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 3600,
        "LOGGING_CONFIG": None,
    }


def _security(of: Installation) -> dict[str, Any]:
    return {
        "SECRET_KEY": of.secret_key.get_secret_value(),
        "AUTH_USER_MODEL": "staff.StaffMember",
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
            for name, options in (
                ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name")}),
                ("MinimumLengthValidator", {"min_length": 10}),
                ("CommonPasswordValidator", {}),
                ("NumericPasswordValidator", {}),
            )
        ],
        # After five wrong passwords that name waits a quarter of an hour, at that address.
        "AXES_FAILURE_LIMIT": _FAILURES,
        "AXES_COOLOFF_TIME": timedelta(minutes=15),
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_TEMPLATE": "panel/locked.html",
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
        "AXES_SENSITIVE_PARAMETERS": ["username", "ip_address"],
        "SESSION_COOKIE_AGE": _SESSION_HOURS * 3600,
        "SESSION_COOKIE_SECURE": of.is_public,
        "SESSION_COOKIE_NAME": "atrevete_panel",
        "CSRF_COOKIE_NAME": "atrevete_panel_csrf",
        "CSRF_COOKIE_SECURE": of.is_public,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_TRUSTED_ORIGINS": [of.public_url] if of.is_public else [],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if of.is_public else None,
        "SECURE_HSTS_SECONDS": _YEAR if of.is_public else 0,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "SILENCED_SYSTEM_CHECKS": [],
    }


def _language() -> dict[str, Any]:
    return {
        "LANGUAGE_CODE": "es",
        "LANGUAGES": [("es", "Español")],
        "LOCALE_PATHS": [HERE / "locale"],
        "USE_I18N": True,
        "USE_TZ": True,
        "TIME_ZONE": "Europe/Madrid",
        "USE_THOUSAND_SEPARATOR": False,
    }


def database_of(address: SecretStr) -> dict[str, Any]:
    """Django finds its own tables first, then the salon's."""
    url = make_url(address.get_secret_value().replace("postgres://", "postgresql://", 1))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database or "",
        "USER": url.username or "",
        "PASSWORD": url.password or "",
        "HOST": url.host or "",
        "PORT": str(url.port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "options": f"-c search_path={SCHEMA},public -c statement_timeout=10000",
            "connect_timeout": 5,
            **_tls(url),
        },
    }


def _tls(url: URL) -> dict[str, str]:
    given = url.query.get("sslmode") or url.query.get("ssl")
    return {"sslmode": str(given)} if given else {}
