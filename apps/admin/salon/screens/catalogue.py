"""Services, packs, stylists with their hours, and the FAQ: plain forms with units and limits."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from ..fields import UnitsField
from ..models import Faq, Pack, PackService, Service, Stylist
from ..wording import euros, minutes
from .base import Screen
from .hours import stylist_week, week_said

_TEXT = {"widget": UnfoldAdminTextInputWidget()}
_LONG = {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 4})}


class Named(Screen):
    """Tables whose short texts are one line."""

    one_line: ClassVar[tuple[str, ...]] = ("name",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **given: Any) -> Any:
        if db_field.name in self.one_line:
            given |= _TEXT
        elif db_field.name in {"description", "text"}:
            given |= _LONG
        elif db_field.name == "position":
            return UnitsField(unit="", least=0, most=999, label="Orden", required=False,
                              initial=0, help_text="Los números bajos van primero.")  # fmt: skip
        return super().formfield_for_dbfield(db_field, request, **given)


class ServiceScreen(Named):
    list_display = ("__str__", "category", "length", "price", "bookable")
    list_filter = (("category", ChoicesDropdownFilter), "bookable")
    list_filter_submit = False
    search_fields = ("name", "description")
    unique_in_salon = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "category", ("price_cents", "minutes"))}),
        ("En el chat", {"fields": ("bookable", "description", "position")}),
    )

    @display(description="Duración", ordering="minutes")
    def length(self, service: Service) -> str:
        return minutes(service.minutes)

    @display(description="Precio", ordering="price_cents")
    def price(self, service: Service) -> str:
        return euros(service.price_cents)


class PackServices(TabularInline):
    model = PackService
    fields = ("service", "position")
    extra = 0
    min_num = 2
    validate_min = True
    hide_title = True
    verbose_name_plural = "Servicios del pack"


class PackScreen(Named):
    list_display = ("name", "contents", "length", "price", "apart")
    search_fields = ("name",)
    unique_in_salon = ("name",)
    inlines = (PackServices,)
    fieldsets = (
        (None, {"fields": ("name", ("price_cents", "minutes"), "description", "position")}),
    )

    @display(description="Servicios")
    def contents(self, pack: Pack) -> str:
        return ", ".join(str(each.service) for each in pack.members.select_related("service"))

    @display(description="Duración")
    def length(self, pack: Pack) -> str:
        return minutes(pack.minutes)

    @display(description="Precio")
    def price(self, pack: Pack) -> str:
        return euros(pack.price_cents)

    @display(description="Por separado")
    def apart(self, pack: Pack) -> str:
        return euros(sum(each.service.price_cents for each in pack.members.all()))


class StylistScreen(Named):
    list_display = ("name", "crafts", "email", "calendar_id")
    search_fields = ("name", "email")
    unique_in_salon = ("name",)
    one_line = ("name", "email", "calendar_id")
    readonly_fields = ("week",)
    fieldsets = (
        (None, {"fields": (("name", "gender"), "categories", "position")}),
        ("Horario de trabajo", {"fields": ("week",)}),
        ("Avisos y calendario", {"fields": ("email", "calendar_id")}),
    )

    def get_urls(self) -> list[URLPattern]:
        def page(request: HttpRequest, pk: UUID) -> HttpResponse:
            return stylist_week(self, request, pk)

        view = self.admin_site.admin_view(page)
        return [path("<uuid:pk>/horario/", view, name="salon_stylist_week"), *super().get_urls()]

    def response_add(
        self, request: HttpRequest, obj: Stylist, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Whoever is new has no hours yet: they come next."""
        super().response_add(request, obj, post_url_continue)
        return redirect("admin:salon_stylist_week", obj.pk)

    @display(description="Trabaja")
    def week(self, stylist: Stylist) -> str:
        if stylist._state.adding:
            return "Lo siguiente, después de guardar."
        said = week_said(list(stylist.hours.order_by("weekday", "opens"))) or ["Sin horario"]
        return format_html(
            '<span class="atv-hours-now">{}</span><a class="atv-link" href="{}">{}</a>',
            format_html_join("", "<span>{}</span>", ((each,) for each in said)),
            reverse("admin:salon_stylist_week", args=[stylist.pk]),
            "Ver o cambiar el horario",
        )

    @display(description="Hace")
    def crafts(self, stylist: Stylist) -> str:
        named = {"peluqueria": "peluquería", "estetica": "estética"}
        return " y ".join(named[each] for each in stylist.categories).capitalize()


class FaqScreen(Named):
    list_display = ("topic", "text", "keywords")
    search_fields = ("topic", "text")
    unique_in_salon = ("topic",)
    one_line = ("topic",)
    fields = ("topic", "text", "words", "position")

    @display(description="Palabras")
    def keywords(self, faq: Faq) -> str:
        return ", ".join(faq.words)
