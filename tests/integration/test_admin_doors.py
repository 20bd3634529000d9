"""Who gets in, what each role sees, and what the panel tells browsers."""

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.builders import CARMEN, madrid
from tests.integration.admin_stage import OWNER, PASSWORD, RECEPTION, STYLIST, Panel

#: One panel for all of them: Django takes a while to load and to migrate.
pytestmark = pytest.mark.xdist_group("panel")

LISTS = (
    "service", "pack", "stylist", "absence", "closure", "openinghours", "specialday", "faq",
    "policy", "customer", "deposit", "conversation", "escalation", "appointment", "auditentry",
)  # fmt: skip


def a_stranger(**given: Any) -> Any:
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1", **given)


@pytest.mark.parametrize("page", ["", "semana/", "salon/appointment/", "staff/staffmember/"])
def test_nobody_sees_anything_before_signing_in(panel: Panel, page: str) -> None:
    answered = a_stranger().get(f"/admin/{page}")
    assert answered.status_code == 302
    assert answered["Location"].startswith("/admin/login/")


def test_every_page_of_every_table_opens_for_the_owner(panel: Panel) -> None:
    from atrevete_apps.admin.site import panel as site

    panel.books(madrid(2027, 1, 8, 10))
    owner = panel.sign_in(OWNER)
    for model, screen in site._registry.items():
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert owner.get(base).status_code == 200, base
        if screen.has_add_permission(owner.get("/admin/").wsgi_request):
            assert owner.get(f"{base}add/").status_code == 200, base
        row = model._default_manager.first()
        if row is not None and model._meta.model_name not in {"policy", "escalation"}:
            assert owner.get(f"{base}{row.pk}/change/").status_code == 200, base


def test_everything_is_in_spanish(panel: Panel) -> None:
    pages = ("", "semana/", "salon/service/", "salon/appointment/", "salon/service/add/")
    owner = panel.sign_in(OWNER)
    text = " ".join(owner.get(f"/admin/{page}").text for page in pages)
    shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    english = r"\b(Filters|Search|Welcome|Save|Delete|Add|Change|Home|Log out|No results)\b"
    assert re.findall(english, shown) == []
    assert '<html lang="es"' in text


def test_reception_works_but_neither_sets_prices_nor_lets_people_in(panel: Panel) -> None:
    rita = panel.sign_in(RECEPTION)
    allowed = {name for name in LISTS if rita.get(f"/admin/salon/{name}/").status_code == 200}
    assert allowed == set(LISTS) - {"policy", "auditentry"}
    assert rita.get("/admin/staff/staffmember/").status_code == 403
    assert rita.get("/admin/salon/service/add/").status_code == 403
    assert 'name="_save"' not in _service(rita)
    assert 'name="_save"' in _service(panel.sign_in(OWNER))


def _service(client: Any) -> str:
    from atrevete_apps.admin.salon.models import Service

    service = Service.objects.get(name="CORTAR")
    return str(client.get(f"/admin/salon/service/{service.pk}/change/").text)


def test_a_stylist_sees_the_own_agenda_only(panel: Panel) -> None:
    mine = panel.books(madrid(2026, 12, 16, 18), stylist="Marta")
    others = panel.books(madrid(2026, 12, 16, 18), stylist="Pilar", guest=CARMEN)
    marta = panel.sign_in(STYLIST)
    seen = {name for name in LISTS if marta.get(f"/admin/salon/{name}/").status_code == 200}
    assert seen == {"appointment"}
    assert marta.get("/admin/staff/staffmember/").status_code == 403
    own, foreign = mine.appointments[0].id, others.appointments[0].id
    page = marta.get(f"/admin/salon/appointment/{own}/change/")
    assert page.status_code == 200
    assert "600" not in re.sub(r"<[^>]*>", " ", page.text.split('id="content"')[1])
    assert marta.get(f"/admin/salon/appointment/{foreign}/change/").status_code == 302
    for page in ("", f"semana/?estilista={others.appointments[0].stylist_id}&semana=2026-12-16"):
        text = marta.get(f"/admin/{page}").text
        assert "Laura García" in text
        assert "Carmen Ruiz" not in text
    assert marta.get(f"/admin/salon/appointment/{own}/cancelar/").status_code == 403
    assert marta.post(f"/admin/salon/appointment/{foreign}/soltar/").status_code == 404


def test_after_five_wrong_passwords_that_name_has_to_wait(panel: Panel) -> None:
    from atrevete_apps.admin.staff.models import StaffMember

    eva = StaffMember(username="eva", name="Eva")
    eva.set_password(PASSWORD)
    eva.save()
    browser = a_stranger()

    def tries(username: str, password: str) -> Any:
        return browser.post("/admin/login/", {"username": username, "password": password})

    assert [tries("eva", "mal").status_code for _ in range(4)] == [200] * 4
    assert tries("eva", "mal").status_code == 429
    refused = tries("eva", PASSWORD)
    assert refused.status_code == 429
    assert "cuarto de hora" in refused.text
    assert tries(OWNER, PASSWORD).status_code == 302


def test_what_is_not_for_somebody_or_not_there_is_said_in_spanish(panel: Panel) -> None:
    refused = panel.sign_in(STYLIST).get("/admin/salon/service/")
    assert "Aquí no puedes entrar" in refused.text
    missing = panel.sign_in(OWNER).get("/admin/nada/")
    assert missing.status_code == 404
    assert "Esta página no existe" in missing.text
    wrong = a_stranger().post("/admin/login/", {"username": OWNER, "password": "no es esta"})
    assert "El usuario o la contraseña no son correctos." in wrong.text


def test_who_may_no_longer_enter_is_out_at_once(panel: Panel) -> None:
    from atrevete_apps.admin.staff.models import StaffMember

    StaffMember.objects.create(username="sara", name="Sara")
    sara = panel.sign_in("sara")
    assert sara.get("/admin/").status_code == 200
    StaffMember.objects.filter(username="sara").update(is_active=False)
    assert sara.get("/admin/").status_code == 302


def test_a_form_from_elsewhere_changes_nothing(panel: Panel) -> None:
    owner = panel.sign_in(OWNER, enforce_csrf_checks=True)
    answered = owner.post("/admin/salon/closure/add/", {"day": "2027-02-01", "reason": "x"})
    assert answered.status_code == 403


def test_what_changes_something_is_never_a_link(panel: Panel) -> None:
    owner = panel.sign_in(OWNER)
    nobody = uuid4()
    for page in (
        f"salon/appointment/{panel.books(madrid(2027, 1, 8, 12)).appointments[0].id}/como-fue/",
        f"salon/conversation/{nobody}/me-encargo/",
        f"salon/conversation/{nobody}/a-maite/",
        f"salon/escalation/{nobody}/me-encargo/",
        f"salon/escalation/{nobody}/resuelto/",
    ):
        assert owner.get(f"/admin/{page}").status_code in {403, 405}, page


def test_browsers_are_told_to_be_careful(panel: Panel) -> None:
    headers = panel.sign_in(OWNER).get("/admin/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    cookie = a_stranger().get("/admin/login/").cookies["atrevete_panel_csrf"]
    assert cookie["httponly"]


def test_in_public_cookies_travel_encrypted_and_debug_is_off() -> None:
    from atrevete_apps.admin.configuration import Installation, _settings
    from pydantic import SecretStr

    public = _settings(
        Installation(
            database_url=SecretStr("postgresql://u:p@db/salon?sslmode=require"),
            public_url="https://panel.example",
        )
    )
    assert public["SESSION_COOKIE_SECURE"]
    assert public["CSRF_COOKIE_SECURE"]
    assert public["SECURE_HSTS_SECONDS"] > 0
    assert public["ALLOWED_HOSTS"][0] == "panel.example"
    assert not public["DEBUG"]
    assert public["DATABASES"]["default"]["OPTIONS"]["sslmode"] == "require"


def test_a_database_that_is_away_is_one_sentence(panel: Panel) -> None:
    from atrevete_apps.admin.bridge import SalonBridge
    from django.test import override_settings

    from tests.integration.shell_stage import shell_settings

    nowhere = shell_settings(
        "postgresql+asyncpg://nobody@127.0.0.1:9/nothing", "redis://127.0.0.1:9/0"
    )
    owner = panel.sign_in(OWNER)
    with override_settings(SALON_BRIDGE=SalonBridge(nowhere)):
        answered = owner.get("/admin/")
    assert answered.status_code == 503
    assert "no llega a la base de datos" in answered.text


def test_the_command_lets_an_owner_in_and_refuses_weak_passwords(panel: Panel) -> None:
    from atrevete_apps.admin.commands import CannotCreate, create_owner

    for password in ("corta", "1234567890", "password123", "berta-berta"):
        with pytest.raises(CannotCreate):
            create_owner(username="berta-berta", name="Berta", password=password, replace=False)
    with pytest.raises(CannotCreate, match="minúsculas"):
        create_owner(username="Berta Ñ", name="Berta", password=PASSWORD, replace=False)
    berta = create_owner(username="berta", name="Berta", password=PASSWORD, replace=False)
    assert berta.is_owner
    with pytest.raises(CannotCreate, match="--replace"):
        create_owner(username="berta", name="Berta", password=PASSWORD, replace=False)
    again = create_owner(username="berta", name="Berta", password=PASSWORD + "!", replace=True)
    assert again.pk == berta.pk
    assert again.check_password(PASSWORD + "!")
