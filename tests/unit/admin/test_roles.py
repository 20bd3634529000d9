"""Who may do what in the panel."""

import pytest
from atrevete_apps.admin.roles import Role, allows, sees_application


@pytest.mark.parametrize(
    "permission",
    ["salon.change_service", "salon.delete_pack", "staff.add_staffmember", "salon.view_policy"],
)
def test_the_owner_may_do_everything_and_nobody_else_may_do_this(permission: str) -> None:
    assert allows(Role.OWNER, permission)
    assert not allows(Role.RECEPTION, permission)
    assert not allows(Role.STYLIST, permission)


@pytest.mark.parametrize(
    "permission",
    [
        "salon.view_appointment", "salon.change_appointment", "salon.add_absence",
        "salon.add_closure", "salon.change_escalation", "salon.change_conversation",
        "salon.view_service", "salon.view_deposit", "salon.change_customer",
    ],
)  # fmt: skip
def test_reception_does_the_day_to_day(permission: str) -> None:
    assert allows(Role.RECEPTION, permission)


def test_a_stylist_looks_at_appointments_and_at_nothing_else() -> None:
    assert allows(Role.STYLIST, "salon.view_appointment")
    others = ("change_appointment", "view_customer", "view_conversation", "view_deposit")
    assert not any(allows(Role.STYLIST, f"salon.{each}") for each in others)


def test_nobody_but_the_owner_adds_or_deletes_what_money_and_people_leave_behind() -> None:
    for model in ("deposit", "customer", "appointment", "auditentry", "conversation"):
        assert not allows(Role.RECEPTION, f"salon.delete_{model}")
        assert not allows(Role.RECEPTION, f"salon.add_{model}")


def test_the_team_is_seen_by_the_owner_alone() -> None:
    assert sees_application(Role.OWNER, "staff")
    assert not sees_application(Role.RECEPTION, "staff")
    assert sees_application(Role.STYLIST, "salon")
