"""Google's way of saying no."""

from typing import Any

REASON_DOMAIN = "global"


class GoogleRefusal(Exception):
    """An error answer with Google's nested body."""

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = error_body(status, reason, message)


def error_body(status: int, reason: str, message: str) -> dict[str, Any]:
    inner = {"domain": REASON_DOMAIN, "reason": reason, "message": message}
    return {"error": {"code": status, "message": message, "errors": [inner]}}


def not_found() -> GoogleRefusal:
    return GoogleRefusal(404, "notFound", "Not Found")
