"""Stripe's way of saying no."""

from typing import Any


class StripeRefusal(Exception):
    """An error object of Stripe's; the type follows from the status unless it is given."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        param: str | None = None,
        code: str | None = None,
        kind: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = error_body(message, kind=kind, param=param, code=code)


def error_body(
    message: str, *, kind: str, param: str | None = None, code: str | None = None
) -> dict[str, Any]:
    error = {"type": kind, "message": message, "param": param, "code": code}
    return {"error": {name: value for name, value in error.items() if value is not None}}


def not_found(what: str, number: str, param: str) -> StripeRefusal:
    return StripeRefusal(
        f"No such {what}: '{number}'", status=404, param=param, code="resource_missing"
    )
