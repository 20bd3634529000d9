"""Which failure strikes, and how often."""

from atrevete_apps.simulator.faults import Fault, FaultBook, Mode, Vendor

SEND = "POST /api/v1/accounts/1/conversations/128/messages"


def book(*faults: Fault) -> FaultBook:
    made = FaultBook()
    for fault in faults:
        made.add(fault)
    return made


def test_a_glob_meets_method_and_path() -> None:
    faults = book(
        Fault(vendor=Vendor.CHATWOOT, operation="POST */messages", mode=Mode.BROKEN, times=None)
    )
    assert faults.strike_request(Vendor.CHATWOOT, SEND) is not None
    assert faults.strike_request(Vendor.CHATWOOT, SEND.replace("POST", "GET")) is None
    assert faults.strike_request(Vendor.STRIPE, SEND) is None


def test_a_spent_failure_makes_room_for_the_next() -> None:
    faults = book(
        Fault(vendor=Vendor.CHATWOOT, operation="POST *", mode=Mode.BROKEN),
        Fault(vendor=Vendor.CHATWOOT, operation="POST *", mode=Mode.UNAVAILABLE),
    )
    struck = [faults.strike_request(Vendor.CHATWOOT, SEND) for _ in range(3)]
    assert [fault and fault.mode for fault in struck] == [Mode.BROKEN, Mode.UNAVAILABLE, None]


def test_webhooks_and_requests_do_not_take_each_others_failures() -> None:
    faults = book(
        Fault(vendor=Vendor.CHATWOOT, operation="*", mode=Mode.LOST),
        Fault(vendor=Vendor.CHATWOOT, operation="*", mode=Mode.UNAVAILABLE),
    )
    request = faults.strike_request(Vendor.CHATWOOT, SEND)
    webhook = faults.strike_webhook(Vendor.CHATWOOT, "message_created")
    assert request is not None
    assert request.mode is Mode.UNAVAILABLE
    assert webhook is not None
    assert webhook.mode is Mode.LOST


def test_cleared_failures_are_gone() -> None:
    faults = book(Fault(vendor=Vendor.SMTP, operation="DATA", mode=Mode.BROKEN, times=None))
    faults.clear()
    assert faults.listed() == []
    assert faults.strike_request(Vendor.SMTP, "DATA") is None
