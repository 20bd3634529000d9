"""The panel itself: its pages, and who stands behind each table."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from unfold.sites import UnfoldAdminSite

from .salon import models
from .salon.screens import agenda, appointments, catalogue, conversations, hours, people, terms
from .salon.screens import time_off as off
from .staff.models import StaffMember
from .staff.screens import StaffScreen


class Panel(UnfoldAdminSite):
    """Django's admin, with a start page and a week view of the salon's own."""

    site_url = None
    index_title = "Hoy"
    enable_nav_sidebar = True

    def extra_urls(self) -> list[URLPattern]:
        return [path("semana/", self.admin_view(self.week), name="week")]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        del extra_context
        request.current_app = self.name
        return agenda.start(self, request)

    def week(self, request: HttpRequest) -> HttpResponse:
        return agenda.week(self, request)


_SCREENS: Final = {
    models.Appointment: appointments.AppointmentScreen,
    models.Escalation: conversations.TaskScreen,
    models.Conversation: conversations.ConversationScreen,
    models.Customer: people.CustomerScreen,
    models.Deposit: people.DepositScreen,
    models.Service: catalogue.ServiceScreen,
    models.Pack: catalogue.PackScreen,
    models.Stylist: catalogue.StylistScreen,
    models.Absence: off.AbsenceScreen,
    models.Closure: off.ClosureScreen,
    models.OpeningHours: hours.OpeningHoursScreen,
    models.SpecialDay: hours.SpecialDayScreen,
    models.Faq: catalogue.FaqScreen,
    models.Policy: terms.TermsScreen,
    models.AuditEntry: people.AuditScreen,
    StaffMember: StaffScreen,
}


def _panel() -> Panel:
    panel = Panel(name="admin")
    for model, screen in _SCREENS.items():
        panel.register(model, screen)
    return panel


panel: Final = _panel()
