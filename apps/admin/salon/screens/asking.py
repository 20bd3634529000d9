"""A page that is asked once, shows the bookings in the way, and only then stores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from atrevete_core.domain import booking as core

from ..models import Appointment
from ..spans import SpansForm
from .base import Screen


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a valid form decides. The bookings that it hits are never moved: each becomes a task."""

    #: Whom it would hit.
    hits: Callable[[], Sequence[core.Appointment]]
    #: Stores it, and gives whom it has hit.
    store: Callable[[], Sequence[core.Appointment]]
    #: What was done, as a sentence.
    done: Callable[[], str]
    #: How many bookings are hit, without a full stop; none as well.
    counted: Callable[[int], str]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The page that asks for hours or for time off."""

    screen: Screen
    title: str
    explained: str
    form: Form
    decision: Decision
    back: str
    may: bool = True
    button: str = "Guardar"
    #: Where what is shown is removed as a whole.
    remove: str = ""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or where it leads once stored. Raises PermissionDenied."""
        hit: list[Appointment] = []
        if request.method == "POST":
            if not self.may:
                raise PermissionDenied
            if self.form.is_valid():
                hit = _rows(self.decision.hits())
                if _sure(request, hit):
                    return self._stored(request)
        if not self.may and isinstance(self.form, SpansForm):
            self.form.only_read()
        return TemplateResponse(
            request,
            "panel/asking.html",
            {
                **self.screen.admin_site.each_context(request),
                "title": self.title,
                "explained": self.explained,
                "form": self.form,
                "opts": self.screen.model._meta,
                "may": self.may,
                "button": self.button,
                "back": self.back,
                "remove": self.remove,
                "in_between": hit,
                "counted": self.decision.counted(len(hit)),
            },
        )

    def _stored(self, request: HttpRequest) -> HttpResponse:
        hit = len(self.decision.store())
        said = f"{self.decision.done()} {self.decision.counted(hit)}"
        if hit:
            messages.warning(request, f"{said}: {_are_tasks(hit)}")
        else:
            messages.success(request, f"{said}.")
        return redirect(self.back)


def _rows(found: Sequence[core.Appointment]) -> list[Appointment]:
    """The core's appointments as the panel's rows, in order of time."""
    rows = Appointment.objects.filter(pk__in=[each.id for each in found])
    return list(rows.select_related("customer", "stylist").order_by("starts_at"))


def _sure(request: HttpRequest, shown: Sequence[Appointment]) -> bool:
    """Whether each of these was on the page that was sent: nobody agrees to what they did not
    see.
    """
    return {str(each.pk) for each in shown} <= set(request.POST.getlist("sure"))


def _are_tasks(count: int) -> str:
    """What becomes of the bookings in the way."""
    if count == 1:
        return "sigue en pie, y es ahora un aviso para que alguien llame."
    return "siguen en pie, y cada una es ahora un aviso para que alguien llame."
