"""Small numbers in the menu."""

from django.http import HttpRequest

from .salon.acting import member
from .salon.models import Escalation


def tasks(request: HttpRequest) -> str:
    """How many hand-overs and notices nobody has taken."""
    if not member(request).has_perm("salon.view_escalation"):
        return ""
    waiting = Escalation.objects.filter(closed_at=None, taken_at=None).count()
    return str(waiting or "")
