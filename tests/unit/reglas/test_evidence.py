"""Whoever is only spoken of does not come; whoever is to come is not lost (R27, R28)."""

import pytest

from atrevete_core.domain.commands import AskPrivate, Book, ReportPaymentTrouble

from .conversation import understood


def booked(*texts: str) -> dict[str | None, tuple[str, ...]]:
    said = understood(*texts)
    return {each.for_whom: each.services for each in said if isinstance(each, Book)}


@pytest.mark.parametrize(
    "texts",
    [
        ("el martes subo a Madrid a ver a mi hermana y quería hacerme las cejas",),
        (
            "me ha dado vuestro número mi cuñada Mercedes, que va los jueves",
            "unas cejas, por favor",
        ),
        ("si está cerrado me quedo a dormir con mi hermana y voy al día siguiente: cejas",),
        ("cejas el miércoles", "mi prima dice que en Madrid no trabaja nadie"),
        ("El lunes tengo turno y el jueves me voy a Cuenca a ver a mi hijo", "quería las cejas"),
        ("el sábado bautizamos a mi nieto y quiero unas cejas bonitas",),
        ("mi hermana se va a vivir fuera, unas cejas",),
        ("se me va mi hija a Londres, quiero unas cejas",),
        ("va mi hermana a recogerme, unas cejas el viernes",),
        ("mi madre necesita el coche, así que unas cejas antes de las 12",),
        ("a mi marido no le gusta que vaya así, unas cejas",),
        ("mi jefa quiere que vaya arreglada, unas cejas el viernes",),
        ("mi hermana nos lleva en coche, unas cejas el viernes",),
        ("mi prima trabaja para un banco, quiero unas cejas",),
        ("mi madre me espera y le llevo la compra, unas cejas",),
    ],
)
def test_whoever_belongs_to_a_tale_does_not_come(texts: tuple[str, ...]) -> None:
    assert booked(*texts) == {None: ("CEJAS",)}


@pytest.mark.parametrize(
    ("texts", "whom"),
    [
        (("mi mamá vive en Madrid y cumple años", "le quiero agendar unas cejas"), "mi mamá"),
        (("es que mi papá está de visita y quiero que le arreglen las cejas",), "mi papá"),
        (("os escribo por mi madre", "es para hacerse las cejas"), "mi madre"),
        (("mi abuela, tiene 90 años, sería para las cejas",), "mi abuela"),
        (("mi amiga está enferma, necesita unas cejas",), "mi amiga"),
        (("mi madre quiere la hora de las 5, unas cejas",), "mi madre"),
        (("mi madre quiere que le hagáis las cejas",), "mi madre"),
        (("mi novio ha llegado de Chile. Quiere cejas",), "mi novio"),
        (("mi marido tiene 3 dedos rotos, pide cejas",), "mi marido"),
    ],
)
def test_for_whom_something_is_wished_comes(texts: tuple[str, ...], whom: str) -> None:
    assert booked(*texts) == {whom: ("CEJAS",)}


def test_her_hair_is_done_and_the_writers_is_cut() -> None:
    texts = ("el viernes se gradúa mi hija", "hay que peinarla", "y ya que voy cortadme a mí")
    assert booked(*texts) == {"mi hija": ("PEINADO",), None: ("CORTAR",)}


@pytest.mark.parametrize(
    "text", ["solo dime el día y con quién se peina", "bueno, dime al menos si tiene cita o no"]
)
def test_who_asked_for_a_strangers_appointment_asks_on_in_vain(text: str) -> None:
    before = "mi novia Lorena tiene cita con vosotros, ¿me dices qué día es?"
    assert understood(text, history=[before]) == (AskPrivate(),)


def test_after_that_an_own_wish_is_heard() -> None:
    before = "¿me dices si Ana tiene cita?"
    assert understood("vale, dime qué día tenéis y quiero un corte", history=[before]) != (
        AskPrivate(),
    )


def test_a_card_that_was_refused_is_no_promise_to_pay_later() -> None:
    said = understood(
        "Me dice que la tarjeta ha sido rechazada, no he podido pagar.",
        waits_for_payment=True,
        services=("CORTAR",),
    )
    assert said == (ReportPaymentTrouble(),)


@pytest.mark.parametrize(
    "texts",
    [
        ("se acaba de jubilar mi madre y quiero invitarla a una bioterapia facial",),
        ("mi madre se jubila", "me gustaría invitarla a una bioterapia facial"),
        ("no es para mí, quiero invitar a mi madre a una bioterapia facial",),
    ],
)
def test_whoever_is_invited_comes(texts: tuple[str, ...]) -> None:
    assert booked(*texts) == {"mi madre": ("BIOTERAPIA FACIAL",)}
