"""The panel's everyday work, form by form: what is shown first, what is done, who is told."""

import re
from dataclasses import asdict
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from atrevete_core.domain.booking import AppointmentStatus, Booking
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import Movement
from atrevete_core.domain.money import Money
from tests.builders import CARMEN, LAURA, NOW, POLICY, SALON, an_escalation, madrid, stylist
from tests.integration.admin_stage import OWNER, RECEPTION, Panel

#: One panel for all of them: Django takes a while to load and to migrate.
pytestmark = pytest.mark.xdist_group("panel")

_weeks = count()


@pytest.fixture
def monday() -> Any:
    """A Monday at 10:00 that no other test of this module books."""
    return madrid(2027, 1, 11, 10) + timedelta(weeks=next(_weeks))


@pytest.fixture
def lola(panel: Panel) -> Any:
    return panel.sign_in(OWNER)


def said(page: Any) -> str:
    """What a person reads on it."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def last_change(actor: str = OWNER) -> Any:
    from atrevete_apps.admin.salon.models import AuditEntry

    entry = AuditEntry.objects.filter(actor=f"admin:{actor}").order_by("-at").first()
    assert entry is not None
    return entry


def tasks(panel: Panel, customer: UUID) -> list[Any]:
    from atrevete_apps.admin.salon.models import Escalation

    return list(Escalation.objects.filter(customer_id=customer).order_by("raised_at"))


def service(name: str) -> Any:
    from atrevete_apps.admin.salon.models import Service

    return Service.objects.get(name=name)


# --- what the salon sells -------------------------------------------------------------------


def price_form(row: Any, price: str, **changes: str) -> dict[str, str]:
    given = {
        "name": row.name, "category": row.category, "price_cents": price,
        "minutes": str(row.minutes), "description": row.description, "position": str(row.position),
        "bookable": "on", "_save": "1",
    }  # fmt: skip
    return given | changes


def test_a_new_price_is_maites_at_once_and_written_down(panel: Panel, lola: Any) -> None:
    row = service("BARRO")
    page = f"/admin/salon/service/{row.pk}/change/"
    assert 'value="36,50"' in lola.get(page).text
    assert lola.post(page, price_form(row, "12,50")).status_code == 302
    catalogue = panel.records(lambda r: r.salons.catalogue(SALON.id))
    changed = catalogue.named("BARRO")
    assert changed is not None
    assert changed.price == Money(1250)
    entry = last_change()
    assert (entry.action, entry.subject) == ("service.changed", f"service:{row.pk}")
    assert entry.details["before"] == {"price_cents": 3650}
    assert entry.details["after"] == {"price_cents": 1250}
    assert "precio: 36,50 € → 12,50 €" in said(lola.get("/admin/salon/auditentry/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"price_cents": "gratis"}, "Escribe un importe en euros, como 12,50."),
        ({"price_cents": "1,005"}, "El importe llega hasta los céntimos"),
        ({"price_cents": "-3"}, "El importe va de 0,00 € a 10.000,00 €."),
        ({"minutes": "0"}, "mayor o igual a 5"),
        ({"name": "CORTAR"}, "Ya hay otro con este mismo valor."),
        ({"name": ""}, "Este campo es obligatorio."),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(
    panel: Panel, lola: Any, changes: dict[str, str], sentence: str
) -> None:
    row = service("PEINADO")
    answered = lola.post(
        f"/admin/salon/service/{row.pk}/change/", price_form(row, "10,00", **changes)
    )
    assert answered.status_code == 200
    assert sentence in said(answered)
    assert service("PEINADO").price_cents == row.price_cents


def test_a_service_that_was_sold_cannot_be_deleted(panel: Panel, lola: Any, monday: Any) -> None:
    panel.books(monday, "CORTAR")
    row = service("CORTAR")
    page = lola.get(f"/admin/salon/service/{row.pk}/delete/")
    assert "protegid" in said(page)
    lola.post(f"/admin/salon/service/{row.pk}/delete/", {"post": "yes"})
    assert service("CORTAR") == row


# --- time off -------------------------------------------------------------------------------


def test_an_absence_shows_what_is_in_the_way_before_it_is_stored(
    panel: Panel, lola: Any, monday: Any
) -> None:
    booking = panel.books(monday.replace(hour=12), stylist="Harol")
    day = monday.date().isoformat()
    form = {
        "stylist": str(stylist("Harol").id), "first_day": day, "first_hour": "11:00",
        "last_hour": "14:00", "reason": "dentista",
    }  # fmt: skip
    before = len(tasks(panel, LAURA.customer.id))
    shown = lola.post("/admin/salon/absence/add/", form)
    assert shown.status_code == 200
    assert "Hay 1 cita en medio" in said(shown)
    assert "Laura García" in said(shown)
    assert absences() == []
    unseen = lola.post("/admin/salon/absence/add/", form | {"sure": str(LAURA.customer.id)})
    assert "Hay 1 cita en medio" in said(unseen)
    seen = str(booking.appointments[0].id)
    stored = lola.post("/admin/salon/absence/add/", form | {"sure": seen}, follow=True)
    assert "Hay 1 cita en medio: sigue en pie, y es ahora un aviso" in said(stored)
    [absence] = absences()
    assert (absence.starts_at, absence.ends_at) == (
        monday.replace(hour=11),
        monday.replace(hour=14),
    )
    assert panel.now_of(booking).status is AppointmentStatus.CONFIRMED
    task = tasks(panel, LAURA.customer.id)[before]
    assert task.reason == EscalationReason.AGENDA_CONFLICT.value
    assert "dentista" in task.summary
    assert last_change().action == "absence.entered"
    lola.post(f"/admin/salon/absence/{absence.pk}/delete/", {"post": "yes"})
    assert absences() == []
    assert last_change().action == "absence.withdrawn"


def absences() -> list[Any]:
    from atrevete_apps.admin.salon.models import Absence

    return list(Absence.objects.all())


@pytest.mark.parametrize(
    "changes",
    [
        {"first_hour": "14:00", "last_hour": "11:00"},
        {"first_day": "2027-02-31"},
        {"first_day": "2027-03-03", "last_day": "2027-03-01"},
        {"last_day": "2029-01-01"},
        {"stylist": ""},
    ],
)
def test_an_absence_that_makes_no_sense_is_not_stored(
    panel: Panel, lola: Any, changes: dict[str, str]
) -> None:
    form = {"stylist": str(stylist("Rosa").id), "first_day": "2027-03-03"} | changes
    answered = lola.post("/admin/salon/absence/add/", form)
    assert answered.status_code == 200
    assert "errornote" in answered.text or "errors" in answered.text
    assert absences() == []


def test_a_whole_day_off_on_the_day_of_23_hours_ends_at_midnight(panel: Panel, lola: Any) -> None:
    form = {"stylist": str(stylist("Rosa").id), "first_day": "2027-03-28"}
    lola.post("/admin/salon/absence/add/", form)
    [absence] = absences()
    assert absence.ends_at - absence.starts_at == timedelta(hours=23)
    lola.post(f"/admin/salon/absence/{absence.pk}/delete/", {"post": "yes"})


def test_reception_closes_a_day_and_opens_it_again(panel: Panel, monday: Any) -> None:
    rita, day = panel.sign_in(RECEPTION), monday.date()
    form = {"day": day.isoformat(), "reason": "inventario"}
    closed = rita.post("/admin/salon/closure/add/", form, follow=True)
    assert "cerrado por inventario. No había ninguna cita en medio." in said(closed)
    hours = panel.records(lambda r: r.salons.hours(SALON.id, day, day))
    assert not hours.is_open(day)
    assert last_change(RECEPTION).action == "day.closed"
    from atrevete_apps.admin.salon.models import Closure

    [closure] = Closure.objects.all()
    rita.post(f"/admin/salon/closure/{closure.pk}/delete/", {"post": "yes"})
    assert panel.records(lambda r: r.salons.hours(SALON.id, day, day)).is_open(day)
    refused = rita.post("/admin/salon/closure/add/", {"day": "2026-12-15", "reason": "x"})
    assert "Ese día ya ha pasado." in said(refused)


# --- hours ----------------------------------------------------------------------------------


def week_form(days: str = "01234", opens: str = "10:00", closes: str = "20:00") -> dict[str, str]:
    return {
        f"{key}_{day}_0": at for day in days for key, at in (("opens", opens), ("closes", closes))
    }


def test_new_hours_show_the_bookings_left_outside_before_they_are_stored(
    panel: Panel, lola: Any, monday: Any
) -> None:
    booking = panel.books(monday.replace(hour=19), stylist="Víctor")
    before = panel.records(lambda r: r.salons.hours(SALON.id, monday.date(), monday.date()))
    page, known = "/admin/salon/openinghours/", len(tasks(panel, LAURA.customer.id))
    assert 'value="20:00"' in lola.get(page).text
    form = week_form("1234") | week_form("0", closes="19:00")
    shown = said(lola.post(page, form))
    assert "1 cita queda fuera" in shown
    assert "Laura García" in shown
    assert panel.records(lambda r: r.salons.hours(SALON.id, monday.date(), monday.date())) == before
    sure = form | {"sure": str(booking.appointments[0].id)}
    stored = said(lola.post(page, sure, follow=True))
    assert "Horario del salón guardado. 1 cita queda fuera: sigue en pie" in stored
    hours = panel.records(lambda r: r.salons.hours(SALON.id, monday.date(), monday.date()))
    assert str(hours.spans(monday.date())[0].closes) == "19:00:00"
    assert panel.now_of(booking).status is AppointmentStatus.CONFIRMED
    task = tasks(panel, LAURA.customer.id)[known]
    assert "Con el horario nuevo queda fuera la cita de Laura García" in task.summary
    assert last_change().action == "openinghours.changed"
    told = said(lola.get("/admin/salon/auditentry/"))
    assert "Cambia el horario del salón" in told
    assert "lunes: 10:00–20:00 → 10:00–19:00" in told
    panel.records(lambda r: r.salons.set_week(SALON.id, before.weekly))


def test_a_stylists_new_hours_concern_her_own_bookings_alone(
    panel: Panel, lola: Any, monday: Any
) -> None:
    rosas = panel.books(monday.replace(hour=18), stylist="Rosa")
    page = f"/admin/salon/stylist/{stylist('Rosa').id}/"
    assert "Lunes: 10:00–20:00" in said(lola.get(f"{page}change/"))
    form = week_form(closes="14:00")
    assert "1 cita queda fuera" in said(lola.post(f"{page}horario/", form))
    sure = form | {"sure": str(rosas.appointments[0].id)}
    stored = said(lola.post(f"{page}horario/", sure, follow=True))
    assert "Horario de Rosa guardado." in stored
    assert "Lunes: 10:00–14:00" in stored
    as_before = week_form() | week_form("5", closes="14:00")
    again = said(lola.post(f"{page}horario/", as_before, follow=True))
    assert "Ninguna cita queda fuera." in again
    assert panel.sign_in(RECEPTION).post(f"{page}horario/", form).status_code == 403


def test_the_week_shows_when_she_works_and_what_stands_outside(
    panel: Panel, lola: Any, monday: Any
) -> None:
    panel.books(monday.replace(hour=21), stylist="Harol")
    harol = stylist("Harol").id
    week = f"/admin/semana/?estilista={harol}&semana={monday.date()}"
    before = panel.records(
        lambda r: r.bookings.agenda(
            SALON.id, monday.date(), monday.date(), stylists=[harol], policy=POLICY
        )
    ).working[harol]
    assert "No trabaja" not in said(lola.get(week))
    mornings = {"opens_0_0": "10", "closes_0_0": "14"}
    lola.post(f"/admin/salon/stylist/{harol}/horario/", mornings)
    page = lola.get(week)
    # Monday's four hours are open; the booking at nine in the evening lies within the picture.
    assert page.text.count('class="atv-open"') == 1
    assert "--top: 0; --length: 240" in page.text
    assert "21:00" in said(page).split("lun ")[1]
    assert "No trabaja" in said(page)
    panel.records(lambda r: r.salons.set_working_week(SALON.id, harol, before))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_1_0": ""}, "Pon las dos horas, o ninguna."),
        ({"opens_1_0": "21:00"}, "«Hasta» tiene que ser después de «desde»."),
        ({"opens_1_1": "16:00", "closes_1_1": "18:00"}, "Hay dos tramos que se solapan."),
        ({"opens_1_0": "las nueve"}, "Escribe las horas como 9:30."),
    ],
)
def test_hours_that_make_no_sense_are_refused_on_their_day(
    panel: Panel, lola: Any, changes: dict[str, str], sentence: str
) -> None:
    answered = lola.post("/admin/salon/openinghours/", week_form() | changes)
    assert answered.status_code == 200
    assert f"Martes – y – {sentence}" in said(answered)


def test_a_date_has_hours_of_its_own_and_goes_back_to_the_week(
    panel: Panel, lola: Any, monday: Any
) -> None:
    from atrevete_apps.admin.salon.models import SpecialDay

    day, sunday = monday.date(), (monday - timedelta(days=1)).date()
    booking = panel.books(monday.replace(hour=18), stylist="Pilar")
    seen = {"sure": str(booking.appointments[0].id)}
    form = {"day": day.isoformat(), **week_form("0", closes="12:00")}
    form |= {"opens_0_1": "12:30", "closes_0_1": "14:00"}
    rita, base = panel.sign_in(RECEPTION), "/admin/salon/specialday/"
    assert "1 cita queda fuera" in said(rita.post(f"{base}add/", form))
    stored = said(rita.post(f"{base}add/", form | seen, follow=True))
    assert "De 10:00 a 12:00 y de 12:30 a 14:00" in stored
    assert "ya tiene horario propio" in said(rita.post(f"{base}add/", form))
    row = SpecialDay.objects.filter(day=day).earliest("pk")
    closed = said(rita.post(f"{base}{row.pk}/change/", seen, follow=True))
    assert "Cerrado" in closed
    row = SpecialDay.objects.get(day=day)
    assert "vuelve al horario de la semana" in said(rita.get(f"{base}{row.pk}/delete/"))
    gone = said(rita.post(f"{base}{row.pk}/delete/", {"post": "yes"}, follow=True))
    assert "vuelve al horario de siempre. Ninguna cita queda fuera." in gone
    assert not SpecialDay.objects.filter(day=day).exists()
    rita.post(f"{base}add/", {"day": sunday.isoformat(), **week_form("0")})
    told = said(lola.get("/admin/salon/auditentry/"))
    assert f"{day:%d/%m/%Y}: cerrado → el horario de siempre" in told
    own = SpecialDay.objects.get(day=sunday)
    rita.post(f"{base}{own.pk}/delete/", {"post": "yes"})


def test_a_new_stylists_hours_are_asked_for_next(panel: Panel, lola: Any) -> None:
    form = {
        "name": "Nerea",
        "gender": "f",
        "categories": "peluqueria",
        "position": "9",
        "_save": "1",
    }
    added = lola.post("/admin/salon/stylist/add/", form, follow=True)
    assert "Horario de Nerea" in said(added)
    from atrevete_apps.admin.salon.models import Stylist

    Stylist.objects.get(name="Nerea").delete()


# --- appointments ---------------------------------------------------------------------------


def at(booking: Booking, step: str = "change") -> str:
    return f"/admin/salon/appointment/{booking.appointments[0].id}/{step}/"


def test_cancelling_says_first_what_becomes_of_the_money(
    panel: Panel, lola: Any, monday: Any
) -> None:
    booking = panel.books(monday)
    shown = said(lola.get(at(booking, "cancelar")))
    assert shown.count("se devuelven 5,24 €") == 2
    done = lola.post(at(booking, "cancelar"), {"who": "customer"}, follow=True)
    assert "Se ha pedido la devolución de 5,24 €." in said(done)
    assert panel.now_of(booking).status is AppointmentStatus.CANCELLED
    ledger = panel.records(lambda r: r.ledger.of_hold(booking.hold.id))
    assert [e.amount for e in ledger if e.movement is Movement.REFUND] == [Money(524)]
    assert last_change().details["refund_cents"] == 524
    again = lola.post(at(booking, "cancelar"), {"who": "customer"}, follow=True)
    assert "Ya no se puede" in said(again)


def test_with_short_notice_the_customer_loses_it_and_the_salon_does_not_keep_it(
    panel: Panel, lola: Any
) -> None:
    booking = panel.books(madrid(2026, 12, 17, 10), stylist="Víctor")
    shown = said(lola.get(at(booking, "cancelar")))
    assert "el anticipo de 5,24 € no se devuelve" in shown
    assert "El salón no puede atenderla: se devuelven 5,24 €" in shown
    assert lola.post(at(booking, "cancelar"), {}).status_code == 200
    assert panel.now_of(booking).status is AppointmentStatus.CONFIRMED
    lola.post(at(booking, "cancelar"), {"who": "salon", "reason": "avería"})
    assert last_change().details["reason"] == "avería"
    assert panel.now_of(booking).status is AppointmentStatus.CANCELLED


def test_a_taken_hour_is_said_together_with_free_ones(panel: Panel, lola: Any, monday: Any) -> None:
    panel.books(monday.replace(hour=12), stylist="Pilar", guest=CARMEN)
    booking = panel.books(monday, stylist="Pilar")
    wanted = {"day": monday.date().isoformat(), "hour": "12:00", "stylist": stylist("Pilar").id}
    refused = said(lola.post(at(booking, "cambiar"), wanted))
    assert "Esa hora no está libre" in refused
    assert "Pilar tiene libre ese día: 10:00, 10:30, 11:00, 13:00" in refused
    done = lola.post(at(booking, "cambiar"), wanted | {"hour": "13:00"}, follow=True)
    assert "Cita cambiada a" in said(done)
    assert panel.now_of(booking).start == monday.replace(hour=13)
    past = lola.post(at(booking, "cambiar"), wanted | {"day": "2026-12-14", "hour": "10:00"})
    assert "ya ha pasado" in said(past)


def test_how_it_went_is_asked_from_its_start_on(panel: Panel, lola: Any, monday: Any) -> None:
    ahead = panel.books(monday)
    assert "Ha venido" not in said(lola.get(at(ahead)))
    refused = lola.post(at(ahead, "como-fue"), {"came": "yes"}, follow=True)
    assert "Ya no se puede" in said(refused)
    begun = panel.books(NOW - timedelta(minutes=30), stylist="Rosa")
    assert "Ha venido" in said(lola.get(at(begun)))
    assert "Cancelar" not in said(lola.get(at(begun))).split("La cita")[0]
    lola.post(at(begun, "como-fue"), {"came": "no"})
    assert panel.now_of(begun).status is AppointmentStatus.NO_SHOW
    lola.post(at(begun, "como-fue"), {"came": "yes"})
    assert panel.now_of(begun).status is AppointmentStatus.COMPLETED


def test_a_deposit_is_waived_only_for_a_written_reason(
    panel: Panel, lola: Any, monday: Any
) -> None:
    booking = panel.books(monday, paid=False)
    assert "obligatorio" in said(lola.post(at(booking, "sin-anticipo"), {"reason": " "}))
    assert panel.now_of(booking).status is AppointmentStatus.PROVISIONAL
    done = lola.post(at(booking, "sin-anticipo"), {"reason": "es de la casa"}, follow=True)
    assert "confirmada sin anticipo" in said(done)
    assert panel.now_of(booking).status is AppointmentStatus.CONFIRMED
    assert last_change().details == {"waived_cents": 524, "reason": "es de la casa"}


def test_an_unpaid_hour_is_given_free(panel: Panel, lola: Any, monday: Any) -> None:
    booking = panel.books(monday, paid=False)
    assert "No se le ha cobrado nada" in said(lola.get(at(booking, "soltar")))
    lola.post(at(booking, "soltar"))
    assert panel.now_of(booking).status is AppointmentStatus.EXPIRED
    assert "Ya no se puede" in said(lola.post(at(booking, "soltar"), follow=True))


@pytest.mark.parametrize(
    "typed", ["600 111 222", "+34600111222", "laura garcia", "LAURA", "111222"]
)
def test_a_customer_is_found_by_phone_in_any_spelling_or_name_without_accents(
    panel: Panel, lola: Any, monday: Any, typed: str
) -> None:
    panel.books(monday)
    for table in ("customer", "appointment", "conversation"):
        page = said(lola.get(f"/admin/salon/{table}/", {"q": typed}))
        assert "Laura García" in page, table
        assert "Carmen Ruiz" not in page, table


# --- conversations and tasks ----------------------------------------------------------------


def test_a_conversation_is_read_as_a_chat_and_changes_hands(panel: Panel, lola: Any) -> None:
    panel.records(LAURA.arrives)
    page = f"/admin/salon/conversation/{LAURA.conversation_id}/"
    assert "La lleva Maite" in said(lola.get(f"{page}change/"))
    taken = lola.post(f"{page}me-encargo/", follow=True)
    assert "Maite calla hasta que se la devuelvas" in said(taken)
    conversation = panel.records(lambda r: r.conversations.get(LAURA.conversation_id))
    assert conversation.human_since is not None
    assert "Esperan a una persona" in said(lola.get("/admin/"))
    back = lola.post(f"{page}a-maite/", {"next": "/admin/"}, follow=True)
    assert back.redirect_chain == [("/admin/", 302)]
    assert "Maite vuelve a llevar la conversación" in said(back)
    assert "ya llevaba" in said(lola.post(f"{page}a-maite/", follow=True))
    elsewhere = lola.post(f"{page}a-maite/", {"next": "https://malo.example/"})
    assert elsewhere["Location"].startswith("/admin/")


def test_i_take_it_and_done(panel: Panel) -> None:
    rita, task = panel.sign_in(RECEPTION), an_escalation(guest=LAURA)
    panel.records(LAURA.arrives)
    panel.records(lambda r: r.escalations.add(task))
    lists = "/admin/salon/escalation/"
    assert "Quiere hablar con una persona." in said(rita.get(lists))
    assert "El aviso es tuyo." in said(rita.post(f"{lists}{task.id}/me-encargo/", follow=True))
    taken = panel.records(lambda r: r.escalations.get(task.id))
    assert taken.taken_at is not None
    done = said(rita.post(f"{lists}{task.id}/resuelto/", follow=True))
    assert "Aviso resuelto. Maite vuelve a llevar la conversación." in done
    assert panel.records(lambda r: r.escalations.get(task.id)).closed_at is not None
    assert "Ya no existe" in said(rita.post(f"{lists}{CARMEN.customer.id}/resuelto/", follow=True))


# --- terms and team -------------------------------------------------------------------------


def test_new_terms_are_a_new_version_and_old_bookings_keep_theirs(
    panel: Panel, lola: Any, monday: Any
) -> None:
    booking = panel.books(monday)
    before = panel.records(lambda r: r.salons.policy(SALON.id))
    form = {k: v for k, v in asdict(before).items() if v} | {"min_deposit": "0,50"}
    form |= {"deposit_percent": before.deposit_percent, "max_no_shows": before.max_no_shows}
    lola.post("/admin/salon/policy/", form | {"free_cancellation_hours": "48"})
    after = panel.records(lambda r: r.salons.policy(SALON.id))
    assert (after.version, after.free_cancellation_hours) == (before.version + 1, 48)
    assert panel.now_of(booking).policy_version == before.version
    assert last_change().details["after"] == {"free_cancellation_hours": 48}
    refused = lola.post("/admin/salon/policy/", form | {"deposit_percent": "101"})
    assert "no se ha guardado nada" in said(refused)
    lola.post("/admin/salon/policy/", form | {"free_cancellation_hours": "24"})


def test_the_owner_lets_a_stylist_in_with_the_own_agenda(panel: Panel, lola: Any) -> None:
    from atrevete_apps.admin.staff.models import StaffMember

    form = {
        "name": "Pilar", "username": "pilar", "role": "stylist", "stylist_id": "",
        "new_password": "una frase bien larga", "is_active": "on", "_save": "1",
    }  # fmt: skip
    page = "/admin/staff/staffmember/add/"
    assert "Una estilista necesita su agenda." in said(lola.post(page, form))
    own = form | {"stylist_id": str(stylist("Pilar").id)}
    assert "demasiado" in said(lola.post(page, own | {"new_password": "pilar"}))
    assert lola.post(page, own).status_code == 302
    pilar = StaffMember.objects.get(username="pilar")
    assert pilar.check_password("una frase bien larga")
    entry = last_change()
    assert entry.action == "staffmember.added"
    assert "frase" not in str(entry.details)


def test_of_a_customer_the_log_says_what_changed_and_not_who_she_is(
    panel: Panel, lola: Any
) -> None:
    panel.records(CARMEN.arrives)
    form = {"first_name": "Carmela", "last_name": "Ruiz", "wants_reminders": "on", "_save": "1"}
    page = f"/admin/salon/customer/{CARMEN.customer.id}/change/"
    assert lola.post(page, form).status_code == 302
    entry = last_change()
    assert entry.action == "customer.changed"
    assert entry.details == {"fields": ["first_name"]}
