"""Conversations as a chat, and the tasks that wait for a person."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from unfold.decorators import display

from atrevete_core.domain.ids import ConversationId, EscalationId
from atrevete_core.usecases.staff_conversations import (
    close_task,
    return_to_maite,
    take_over,
    take_task,
)

from ..acting import Refused, now, tried
from ..models import Appointment, Conversation, Escalation, Utterance
from ..wording import moment
from .base import LookOnly
from .people import found

_LINES = 400
_SHORTEST_NUMBER = 3
_TASKS = 200
_CLOSED_FOR = timedelta(days=30)


class ConversationScreen(LookOnly):
    list_display = ("who", "telephone", "heard", "state")
    search_fields = ("contact__customer__search_name",)
    search_help_text = "Nombre o teléfono"
    list_select_related = ("contact__customer",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        del request
        if not search_term.strip():
            return queryset, False
        by_customer = found(queryset, search_term, through="contact__customer__")
        unnamed = Q(contact__profile_name__icontains=search_term.strip())
        digits = "".join(each for each in search_term if each.isdigit())
        if len(digits) >= _SHORTEST_NUMBER:
            unnamed |= Q(contact__phone__contains=digits)
        return by_customer | queryset.filter(unnamed), False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<uuid:pk>/me-encargo/", wrap(self.take), name="salon_conversation_take"),
            path("<uuid:pk>/a-maite/", wrap(self.give_back), name="salon_conversation_back"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del form_url, extra_context
        conversation = self.get_object(request, object_id)
        if conversation is None or not self.has_view_permission(request, conversation):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        newest = Utterance.objects.filter(conversation=conversation).order_by("-id")[:_LINES]
        # Maite's word within a turn is stored before the turn's closing stores what she answered.
        lines = sorted(newest, key=lambda line: (line.at, line.pk))
        return TemplateResponse(
            request,
            "panel/conversation.html",
            {
                **self.admin_site.each_context(request),
                "title": str(conversation),
                "opts": self.opts,
                "conversation": conversation,
                "days": [(day, list(said)) for day, said in groupby(lines, key=_day_of)],
                "tasks": Escalation.objects.filter(conversation=conversation)[:10],
                "ahead": _ahead(conversation, now()),
                "may_act": self.has_change_permission(request, conversation),
            },
        )

    def take(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """«I take it»."""
        self._must_be_post(request, pk)
        outcome = tried(request, lambda r, who: take_over(r, ConversationId(pk), who))
        if not isinstance(outcome, Refused):
            messages.success(request, "Es tuya: Maite calla hasta que se la devuelvas.")
        return back(request, "admin:salon_conversation_change", pk)

    def give_back(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """«Back to Maite»."""
        self._must_be_post(request, pk)
        outcome = tried(request, lambda r, who: return_to_maite(r, ConversationId(pk), who))
        if outcome is True:
            messages.success(request, "Maite vuelve a llevar la conversación.")
        elif outcome is False:
            messages.info(request, "Maite ya llevaba esta conversación.")
        return back(request, "admin:salon_conversation_change", pk)

    def _must_be_post(self, request: HttpRequest, pk: UUID) -> None:
        if request.method != "POST":
            raise PermissionDenied
        if not self.has_change_permission(request):
            raise PermissionDenied
        if self.get_object(request, str(pk)) is None:
            raise Http404

    @display(description="Con")
    def who(self, conversation: Conversation) -> str:
        return str(conversation)

    @display(description="Teléfono")
    def telephone(self, conversation: Conversation) -> str:
        return conversation.contact.phone or "—"

    @display(description="Último mensaje", ordering="last_heard_at")
    def heard(self, conversation: Conversation) -> str:
        return moment(conversation.last_heard_at)

    @display(description="La lleva", label={"Una persona": "warning", "Maite": "success"})
    def state(self, conversation: Conversation) -> str:
        return "Una persona" if conversation.human_since else "Maite"


class TaskScreen(LookOnly):
    """What waits for a person, as cards; the closed ones below."""

    search_fields = ("summary",)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<uuid:pk>/me-encargo/", wrap(self.take), name="salon_escalation_take"),
            path("<uuid:pk>/resuelto/", wrap(self.close), name="salon_escalation_close"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        del extra_context
        if not self.has_view_permission(request):
            raise PermissionDenied
        at, term = now(), request.GET.get("q", "").strip()
        rows = self.get_queryset(request).select_related("conversation__contact", "customer")
        rows = rows.filter(summary__icontains=term) if term else rows
        return TemplateResponse(
            request,
            "panel/tasks.html",
            {
                **self.admin_site.each_context(request),
                "title": "Avisos",
                "opts": self.opts,
                "open": rows.filter(closed_at=None).order_by("taken_at", "-raised_at")[:_TASKS],
                "closed": rows.filter(closed_at__gt=at - _CLOSED_FOR)[:_TASKS],
                "term": term,
                "may_act": self.has_change_permission(request),
            },
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del form_url, extra_context, object_id, request
        return redirect("admin:salon_escalation_changelist")

    def take(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        refused = self._refused(request)
        if refused is not None:
            return refused
        outcome = tried(request, lambda records, who: take_task(records, EscalationId(pk), who))
        if not isinstance(outcome, Refused):
            messages.success(request, "El aviso es tuyo.")
        return back(request, "admin:salon_escalation_changelist")

    def close(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        refused = self._refused(request)
        if refused is not None:
            return refused
        outcome = tried(request, lambda records, who: close_task(records, EscalationId(pk), who))
        if not isinstance(outcome, Refused):
            more = " Maite vuelve a llevar la conversación." if outcome.silences else ""
            messages.success(request, f"Aviso resuelto.{more}")
        return back(request, "admin:salon_escalation_changelist")

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        return None


def back(request: HttpRequest, name: str, *given: object) -> HttpResponse:
    """To the page that it was asked from."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return redirect(wanted)
    return redirect(name, *given)


def _day_of(line: Utterance) -> Any:
    return localtime(line.at).date()


def _ahead(conversation: Conversation, at: datetime) -> QuerySet[Appointment]:
    """What was booked in this conversation and is still to come."""
    return (
        Appointment.objects.filter(
            hold__conversation=conversation,
            starts_at__gte=at,
            status__in=("provisional", "confirmed"),
        )
        .select_related("customer", "stylist")
        .order_by("starts_at")
    )
