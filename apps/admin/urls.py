"""Where the panel is."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import RedirectView

from .configuration import PREFIX
from .site import panel


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    del request
    return HttpResponse("alive", content_type="text/plain")


urlpatterns = [
    path("health/live", live),
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path(PREFIX, panel.urls),
]
