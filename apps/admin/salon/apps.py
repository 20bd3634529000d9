"""The salon, as a Django application."""

from django.apps import AppConfig


class SalonConfig(AppConfig):
    name = __package__
    label = "salon"
    verbose_name = "Salón"
