"""The people who work with the panel, as a Django application."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = __package__
    label = "staff"
    verbose_name = "Equipo"
