"""Told of several in one breath, and meant for one: whose each service is (R27, R28, R32)."""

import pytest

from atrevete_core.domain.commands import Book, LeaveOut, RunLate
from atrevete_core.ports.language_model import Coming, Question

from .conversation import NOW, understood
from .own_visit import booked


def books(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    said = [each for each in understood(text) if isinstance(each, Book)]
    assert not any(each.unclear for each in said)
    return [(each.for_whom, each.services) for each in said]


@pytest.mark.parametrize(
    "text",
    [
        "mi papá está de visita y quiero que le arreglen bien las manos, la manicura caballero",
        "quiero que a mi papá le arreglen las manos, la manicura caballero",
        "las manos, la manicura de caballero para mi papá",
    ],
)
def test_a_service_named_exactly_says_which_craft_it_is(text: str) -> None:
    assert books(text) == [("mi papá", ("MANICURA CABALLERO",))]


def test_hands_and_a_mans_manicure_are_two() -> None:
    (said,) = understood("las manos y la manicura caballero")
    assert isinstance(said, Book)
    assert said.services == ("MANICURA CABALLERO",)
    assert [each.words for each in said.unclear] == ["las manos"]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("mi madre está de visita y quiero que le hagáis un peinado el viernes", "mi madre"),
        ("dice mi madre que si le podéis hacer un peinado el viernes", "mi madre"),
        ("me ha pedido mi jefa que le coja cita para un peinado", "mi jefa"),
    ],
)
def test_what_is_asked_for_somebody_who_was_told_of_is_theirs(text: str, whom: str) -> None:
    assert books(text) == [(whom, ("PEINADO",))]


def test_whoever_likes_it_has_nothing_done() -> None:
    text = "mi marido me ha dicho que le gusta el pelo corto, quiero un corte de mujer"
    assert [whom for whom, _ in books(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "voy con los dos niños, no es para mí es para mi abuela, un peinado, y lo pago yo también",
        "voy con los dos peques, quería hora para mi abuela, un peinado",
        "no es para mí, es para mi abuela: un peinado, lo pago yo también",
    ],
)
def test_whoever_brings_and_pays_has_nothing_done(text: str) -> None:
    assert books(text) == [("mi abuela", ("PEINADO",))]


def test_the_two_of_us_are_two() -> None:
    both = books("con mi amiga, las dos peinado")
    assert both == [("mi amiga", ("PEINADO",)), (None, ("PEINADO",))]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("me coges el corte y a mi madre un peinado?", "mi madre"),
        ("ponme un corte y a mi madre un peinado", "mi madre"),
        ("me das hora para corte y que a mi madre le hagáis un peinado", "mi madre"),
        ("¿me puedes coger un corte y para mi madre un peinado?", "mi madre"),
        ("hazme un corte y a ella un peinado", "mi acompañante"),
    ],
)
def test_what_comes_before_theirs_is_the_writers(text: str, whom: str) -> None:
    assert books(text) == [(None, ("CORTAR",)), (whom, ("PEINADO",))]


def test_two_services_before_one_person_are_theirs() -> None:
    assert books("me coges corte y peinado para mi madre") == [("mi madre", ("CORTAR", "PEINADO"))]


@pytest.mark.parametrize(
    "text",
    [
        "Para mi padre no: que sea para mi hermano, Julián Ferrer Soto",
        "para mi padre no: que sea para mi hermano, Julián Ferrer Soto, manicura de caballero",
        "quiero la manicura de caballero, es para mi hermano Julián Ferrer Soto",
    ],
)
def test_another_takes_his_place_and_the_rest_stays(text: str) -> None:
    said = understood(
        text,
        services=("MANICURA CABALLERO",),
        companions=("mi padre",),
        question=Question.THIRD_NAME,
    )
    assert said[0] == Book(for_whom="mi hermano", for_name="Julián Ferrer Soto")
    assert not any(isinstance(each, Book) for each in said[1:])


def test_nobody_waits_for_him_of_whom_nothing_is_wanted() -> None:
    group = (Coming(whom="mi padre"), Coming(whom="mi hermano", services=("MANICURA CABALLERO",)))
    said = understood(
        "la cita es para mi hermano Julián Ferrer Soto",
        services=("MANICURA CABALLERO",),
        companions=("mi padre", "mi hermano"),
        group=group,
        question=Question.WHICH_SERVICE,
    )
    assert LeaveOut(people=("mi padre",)) in said


@pytest.mark.parametrize(
    "text",
    [
        "estoy dando vueltas con el coche, en diez minutos o así estoy ahí, no me lo deis a otro",
        "tenía ahora el corte, en diez minutos o así estoy ahí, no me lo deis a otro que voy",
        "en diez minutos más o menos estoy ahí, no me quitéis el sitio",
    ],
)
def test_who_begs_to_keep_the_place_runs_late_and_asks_for_nobody(text: str) -> None:
    assert understood(text, **booked(NOW)) == (RunLate(arrives_in=10),)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("tinte y corte para mi padre", ("COLOR CABALLERO", "CORTE CABALLERO")),
        ("mi marido quiere tinte", ("COLOR CABALLERO",)),
        ("una manicura para mi padre", ("MANICURA CABALLERO",)),
    ],
)
def test_a_man_has_what_there_is_for_men(text: str, services: tuple[str, ...]) -> None:
    assert [theirs for _, theirs in books(text)] == [services]


def test_what_is_not_there_for_men_is_asked_about() -> None:
    (said,) = understood("manicura permanente para mi marido")
    assert isinstance(said, Book)
    assert not said.services
    assert "MANICURA CABALLERO" not in said.unclear[0].candidates
