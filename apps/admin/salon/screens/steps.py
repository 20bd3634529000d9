"""What staff do to an appointment: shown first, then done by the core's use cases."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import get_current_timezone, localtime
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from atrevete_core.domain.availability import ANY_TIME, free_slots, without_own
from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.cancellation import GiveBack, Keep, LeaveToPerson
from atrevete_core.domain.ids import AppointmentId, HoldId, StylistId
from atrevete_core.phrases.spanish import hour
from atrevete_core.ports.storage import Records, SlotTaken
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.cancel import terms_of_cancelling
from atrevete_core.usecases.place_hold import NotBookable
from atrevete_core.usecases.reschedule import Move
from atrevete_core.usecases.staff_bookings import (
    cancel_by_staff,
    confirm_without_deposit,
    move_by_staff,
    record_visit,
    release_by_staff,
)

from ..acting import Refused, act, ask, refusal, tried
from ..models import Appointment, Stylist
from ..widgets import DayInput, HourInput
from ..wording import euros, moment

if TYPE_CHECKING:
    from .appointments import AppointmentScreen

_MOST_HOURS = 16


class CancelForm(forms.Form):
    who = forms.ChoiceField(label="¿Por qué?", widget=UnfoldAdminRadioSelectWidget())
    reason = forms.CharField(
        label="Nota para el registro",
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget(),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["who"].choices = choices


def cancel(screen: "AppointmentScreen", request: HttpRequest, pk: UUID) -> HttpResponse:
    """The money is said for both reasons before anything is done."""
    appointment = _mine(screen, request, pk)
    if appointment.status != AppointmentStatus.CONFIRMED.value:
        return _too_late(request, pk)
    customers, salons = ask(_terms(appointment))
    choices = [
        ("customer", f"La clienta no puede venir: {_money(customers)}."),
        ("salon", f"El salón no puede atenderla: {_money(salons)}."),
    ]
    form = CancelForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        by_salon = form.cleaned_data["who"] == "salon"

        def decision(records: Records, who: Act) -> Awaitable[Any]:
            return cancel_by_staff(records, AppointmentId(pk), who, by_salon=by_salon)

        outcome = tried(request, decision, reason=form.cleaned_data["reason"])
        if not isinstance(outcome, Refused):
            done = _done(outcome.refund.cents, outcome.kept.cents)
            messages.success(request, f"Cita cancelada y avisada por WhatsApp. {done}")
        return _back(pk)
    return _page(
        screen, request, appointment, form,
        title="Cancelar la cita", button="Cancelar la cita", danger=True,
        explained="La clienta recibe un mensaje y el estilista un correo; la hora queda libre.",
    )  # fmt: skip


def _terms(appointment: Appointment) -> Callable[[Records, datetime], Awaitable[tuple[Any, Any]]]:
    async def terms(records: Records, at: datetime) -> tuple[Any, Any]:
        booking = await records.bookings.of_appointment(AppointmentId(appointment.pk))
        ours = next(each for each in booking.appointments if each.id == appointment.pk)
        return (
            await terms_of_cancelling(records, ours, at=at),
            await terms_of_cancelling(records, ours, at=at, by_salon=True),
        )

    return terms


def _money(terms: GiveBack | Keep | LeaveToPerson) -> str:
    """What becomes of the deposit."""
    if isinstance(terms, LeaveToPerson):
        return "ya ha empezado, así que no se cancela: apunta cómo fue"
    if not terms.amount:
        return "no hay anticipo que devolver"
    if isinstance(terms, GiveBack):
        return f"se devuelven {euros(terms.amount.cents)}"
    return f"avisa con poca antelación, y el anticipo de {euros(terms.amount.cents)} no se devuelve"


def _done(refund: int, kept: int) -> str:
    if refund:
        return f"Se ha pedido la devolución de {euros(refund)}."
    return f"El anticipo de {euros(kept)} se queda en el salón." if kept else "No había anticipo."


class MoveForm(forms.Form):
    day = forms.DateField(label="Día", widget=DayInput())
    hour = forms.TimeField(label="Hora", widget=HourInput())
    stylist = forms.ModelChoiceField(
        Stylist.objects.none(), label="Con", widget=UnfoldAdminSelectWidget()
    )

    def __init__(self, *args: Any, category: str, **given: Any) -> None:
        super().__init__(*args, **given)
        of_craft = Stylist.objects.filter(categories__contains=[category])
        self.fields["stylist"].queryset = of_craft

    @property
    def start(self) -> datetime:
        given = self.cleaned_data
        return datetime.combine(given["day"], given["hour"], get_current_timezone())


def move(screen: "AppointmentScreen", request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another day, hour or stylist; the deposit goes along. A taken hour is said with free ones."""
    appointment = _mine(screen, request, pk)
    if appointment.status != AppointmentStatus.CONFIRMED.value:
        return _too_late(request, pk)
    start = localtime(appointment.starts_at)
    initial = {"day": start.date(), "hour": start.time(), "stylist": appointment.stylist_id}
    category = appointment.services.select_related("service").first().service.category
    form = MoveForm(request.POST or None, initial=initial, category=category)
    if request.method == "POST" and form.is_valid():
        stylist = form.cleaned_data["stylist"]
        wanted = Move(
            appointment_id=AppointmentId(pk),
            stylist_id=StylistId(stylist.pk),
            start=form.start,
            intent=f"panel:{uuid4()}",
        )
        try:
            act(request, lambda records, who: move_by_staff(records, wanted, who))
        except (SlotTaken, NotBookable) as error:
            free = ask(_free(appointment, form.cleaned_data["day"], StylistId(stylist.pk)))
            form.add_error(None, f"{refusal(error)} {_said_free(stylist, free)}")
        else:
            said = f"Cita cambiada a {moment(form.start)} con {stylist} y avisada por WhatsApp."
            messages.success(request, said)
            return _back(pk)
    return _page(
        screen, request, appointment, form,
        title="Cambiar la cita", button="Cambiar la cita",
        explained="El anticipo se conserva. La clienta recibe un mensaje y el estilista un correo.",
    )  # fmt: skip


def _free(
    appointment: Appointment, day: date, stylist: StylistId
) -> Callable[[Records, datetime], Awaitable[list[str]]]:
    """The hours of that day at which this very appointment would fit."""

    async def free(records: Records, at: datetime) -> list[str]:
        booking = await records.bookings.of_appointment(AppointmentId(appointment.pk))
        ours = next(each for each in booking.appointments if each.id == appointment.pk)
        policy = await records.salons.policy(ours.salon_id)
        agenda = await records.bookings.agenda(
            ours.salon_id, day, day, stylists=[stylist], policy=policy
        )
        found = free_slots(
            without_own(agenda, [ours]), day, [stylist],
            lasting=ours.during.minutes, policy=policy, at=at, wish=ANY_TIME,
        )  # fmt: skip
        return [hour(localtime(slot.start)) for slot in found]

    return free


def _said_free(stylist: Stylist, hours: list[str]) -> str:
    if not hours:
        return f"{stylist} no tiene ese día ningún hueco para esta cita."
    return f"{stylist} tiene libre ese día: {', '.join(hours[:_MOST_HOURS])}."


def record(screen: "AppointmentScreen", request: HttpRequest, pk: UUID) -> HttpResponse:
    """Came, or did not."""
    _mine(screen, request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    came = request.POST.get("came") == "yes"
    status = AppointmentStatus.COMPLETED if came else AppointmentStatus.NO_SHOW
    outcome = tried(request, lambda r, who: record_visit(r, AppointmentId(pk), status, who))
    if not isinstance(outcome, Refused):
        said = "Apuntado: ha venido." if came else "Apuntado: no ha venido. El anticipo se queda."
        messages.success(request, said)
    return _back(pk)


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Queda escrito en el registro de cambios con tu nombre.",
    )


def waive(screen: "AppointmentScreen", request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirmed without a deposit, for a written reason."""
    appointment = _mine(screen, request, pk)
    if appointment.status != AppointmentStatus.PROVISIONAL.value:
        return _too_late(request, pk)
    form = WaiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hold = HoldId(appointment.hold_id)
        outcome = tried(
            request,
            lambda r, who: confirm_without_deposit(r, hold, who),
            reason=form.cleaned_data["reason"],
        )
        if not isinstance(outcome, Refused):
            messages.success(request, "Cita confirmada sin anticipo y avisada por WhatsApp.")
        return _back(pk)
    return _page(
        screen, request, appointment, form,
        title="Confirmar sin anticipo", button="Confirmar sin anticipo",
        explained="El enlace de pago se cierra y la cita queda confirmada, con todo lo que se "
        "reservó a la vez.",
    )  # fmt: skip


def release(screen: "AppointmentScreen", request: HttpRequest, pk: UUID) -> HttpResponse:
    """The time of an unpaid hold is given free."""
    appointment = _mine(screen, request, pk)
    if appointment.status != AppointmentStatus.PROVISIONAL.value:
        return _too_late(request, pk)
    if request.method == "POST":
        hold = HoldId(appointment.hold_id)
        outcome = tried(request, lambda records, who: release_by_staff(records, hold, who))
        if outcome is True:
            messages.success(request, "Hora soltada y avisada por WhatsApp.")
        elif outcome is False:
            messages.info(request, "Esa hora ya no estaba guardada.")
        return _back(pk)
    return _page(
        screen, request, appointment, forms.Form(),
        title="Soltar la hora", button="Soltar la hora", danger=True,
        explained="Se cierra el enlace de pago, la hora queda libre para otra persona y la clienta "
        "recibe un mensaje. No se le ha cobrado nada.",
    )  # fmt: skip


def _mine(screen: "AppointmentScreen", request: HttpRequest, pk: UUID) -> Appointment:
    """The appointment, if this person may change it."""
    appointment: Appointment | None = screen.get_object(request, str(pk))
    if appointment is None:
        raise Http404
    if not screen.has_change_permission(request, appointment):
        raise PermissionDenied
    return appointment


def _page(
    screen: "AppointmentScreen",
    request: HttpRequest,
    appointment: Appointment,
    form: forms.Form,
    **told: Any,
) -> HttpResponse:
    from .appointments import sold  # noqa: PLC0415 - it shows what these steps change

    return TemplateResponse(
        request,
        "panel/step.html",
        {
            **screen.admin_site.each_context(request),
            "opts": screen.opts,
            "appointment": appointment,
            "sold": sold(appointment),
            "form": form,
            **told,
        },
    )


def _too_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    messages.error(request, "Ya no se puede: la cita ha cambiado. Aquí está como está ahora.")
    return _back(pk)


def _back(pk: UUID) -> HttpResponse:
    return redirect("admin:salon_appointment_change", pk)
