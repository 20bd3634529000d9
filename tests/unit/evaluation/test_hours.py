"""Which hours a customer counts in a message."""

from datetime import time

import pytest
from atrevete_apps.cli.evaluation.hours import hours_named


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("puedo a las 10:30 con Pilar o a las 12:00 con Marta", [time(10, 30), time(12)]),
        ("a las 5 o a las 11", [time(17), time(11)]),
        ("a la 1 con Rosa", [time(13)]),
        ("de 10:30 a 11:30 o de 16:00 a 17:00", [time(10, 30), time(16)]),
        ("a las 4:30", [time(16, 30)]),
        ("*a las 9:15* con Harol.", [time(9, 15)]),
        ("cuesta 26,20 € y dura 35 min", []),
        ("a las 17.", [time(17)]),
        ("el viernes 18 a las 12:30 (30 min)", [time(12, 30)]),
    ],
)
def test_hours_are_counted_as_they_are_said(text: str, hours: list[time]) -> None:
    assert hours_named(text) == hours
