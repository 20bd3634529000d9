"""What the salon sells, and who does it."""

from typing import ClassVar

from django.db import models

from ..fields import CentsField, ChoicesArrayField, MinutesField, WordsField
from .rows import SalonRow, belongs_to, own_id, plain_text

CATEGORIES = (("peluqueria", "Peluquería"), ("estetica", "Estética"))
GENDERS = (("f", "Mujer"), ("m", "Hombre"))


class Service(SalonRow):
    id = own_id()
    name = plain_text("nombre", optional=False)
    category = models.TextField("categoría", choices=CATEGORIES)
    minutes = MinutesField("duración")
    price_cents = CentsField("precio")
    bookable = models.BooleanField(
        "se reserva por WhatsApp",
        default=True,
        help_text="Si no, Maite lo explica y lo vende una persona.",
    )
    description = plain_text("descripción", help_text="Lo que Maite cuenta cuando preguntan.")
    position = models.IntegerField("orden", default=0)

    class Meta(SalonRow.Meta):
        db_table = "services"
        verbose_name, verbose_name_plural = "servicio", "servicios"
        ordering = ("category", "position", "name")

    def __str__(self) -> str:
        return self.name.capitalize()


class Pack(SalonRow):
    id = own_id()
    name = plain_text("nombre", optional=False)
    minutes = MinutesField("duración")
    price_cents = CentsField("precio")
    description = plain_text("descripción")
    position = models.IntegerField("orden", default=0)

    class Meta(SalonRow.Meta):
        db_table = "packs"
        verbose_name, verbose_name_plural = "pack", "packs"
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class PackService(SalonRow):
    id = models.BigAutoField(primary_key=True)
    pack = belongs_to("salon.Pack", "pack_id", related="members", cascade=True)
    service = belongs_to("salon.Service", "service_id", "servicio")
    position = models.IntegerField("orden", default=0)

    class Meta(SalonRow.Meta):
        db_table = "pack_services"
        verbose_name, verbose_name_plural = "servicio del pack", "servicios del pack"
        ordering = ("position",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("pack", "position"), name="one_service_a_position")
        ]

    def __str__(self) -> str:
        return str(self.service)


class Stylist(SalonRow):
    id = own_id()
    name = plain_text("nombre", optional=False)
    gender = models.TextField(
        "género", choices=GENDERS, help_text="Para «mi compañera» o «mi compañero»."
    )
    categories = ChoicesArrayField(
        models.TextField(choices=CATEGORIES), verbose_name="hace", help_text="Al menos una."
    )
    email = plain_text("correo", help_text="Recibe las citas confirmadas, cambiadas y canceladas.")
    calendar_id = plain_text(
        "calendario de Google", help_text="El identificador que da Google al compartirlo."
    )
    position = models.IntegerField("orden", default=0)

    class Meta(SalonRow.Meta):
        db_table = "stylists"
        verbose_name, verbose_name_plural = "estilista", "estilistas"
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name


class Faq(SalonRow):
    id = models.BigAutoField(primary_key=True)
    topic = plain_text("tema", optional=False)
    text = plain_text("respuesta", optional=False, help_text="Maite la dice tal cual.")
    words = WordsField(
        models.TextField(),
        verbose_name="palabras",
        default=list,
        help_text="Una por línea: cuando la clienta usa una de ellas, Maite responde esto.",
    )
    position = models.IntegerField("orden", default=0)

    class Meta(SalonRow.Meta):
        db_table = "faqs"
        verbose_name, verbose_name_plural = "pregunta frecuente", "preguntas frecuentes"
        ordering = ("position", "topic")

    def __str__(self) -> str:
        return self.topic.capitalize()
