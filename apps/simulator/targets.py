"""Where webhooks go. Settings give the start; tests move them to the port they got."""

from dataclasses import dataclass
from typing import Self

from .settings import SimulatorSettings, refuse_foreign


@dataclass
class Targets:
    """An empty address is not called."""

    chatwoot: str
    chatwoot_account: str
    stripe: str
    google: str

    @classmethod
    def of(cls, settings: SimulatorSettings) -> Self:
        return cls(
            chatwoot=settings.chatwoot_webhook_url,
            chatwoot_account=settings.chatwoot_account_webhook_url,
            stripe=settings.stripe_webhook_url,
            google=settings.google_push_url,
        )

    def move(self, **addresses: str | None) -> None:
        """Change the addresses that are given; raises `SimulatorSettingsWrong`."""
        given = {name: url for name, url in addresses.items() if url is not None}
        for name, url in given.items():
            refuse_foreign(name, url)
        for name, url in given.items():
            setattr(self, name, url)
