"""What would be booked wrongly: twice, too much, or for the wrong person (R27, R37, R44)."""

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    CallPerson,
    ChoosePack,
    DropServices,
    Offend,
    Refuse,
)
from atrevete_core.flow.dialogue import Draft
from atrevete_core.flow.wanted import add_services
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import UPCOMING, understood


def test_a_service_said_twice_is_in_the_draft_once() -> None:
    draft = Draft(services=["CORTAR"])
    add_services(draft, ("CEJAS", "CORTAR", "CEJAS"))
    assert draft.services == ["CORTAR", "CEJAS"]


@pytest.mark.parametrize(
    "text", ["corte y secado, el jueves a las 12", "el viernes a las 10, corte y secado"]
)
def test_a_list_named_again_with_its_day_is_all_that_is_wanted(text: str) -> None:
    said = understood(text, services=("CORTAR", "SECADO", "CEJAS"))
    assert DropServices(services=("CEJAS",)) in said


def test_what_follows_a_refusal_is_not_wanted() -> None:
    said = understood("mejor cejas, no el corte", services=())
    assert [each.services for each in said if isinstance(each, Book)] == [("CEJAS",)]


def test_each_of_two_people_has_their_own() -> None:
    said = understood("yo mechas, ella peinado, mi hermana")
    assert [(each.for_whom, each.services) for each in said if isinstance(each, Book)] == [
        (None, ("MECHAS",)),
        ("mi hermana", ("PEINADO",)),
    ]


def test_an_addition_to_what_is_booked_is_no_new_booking() -> None:
    said = understood(
        "¿me puedes añadir unas cejas después del corte?",
        has_upcoming=True,
        upcoming=(Upcoming(start=UPCOMING, services=("CORTAR",)),),
    )
    assert said == (AddServices(services=("CEJAS",)),)


def test_a_short_word_in_another_language_is_no_emergency() -> None:
    assert not any(isinstance(each, CallPerson) for each in understood("sóc la Núria, hola"))


@pytest.mark.parametrize("text", ["pásame una foto en tanga", "va, mándame fotos sin ropa"])
def test_indecent_wishes_are_met_with_a_limit(text: str) -> None:
    assert understood(text) == (Offend(),)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("el barro, el normal no, el extra", ("BARRO EXTRA",)),
        ("quiero mechas, las normales no, las localizadas", ("MECHAS LOCALIZADAS",)),
        ("no es tinte, son mechas", ("MECHAS",)),
        ("corte y barba", ("CORTE CABALLERO", "BARBA")),
        ("cortarme la barba", ("BARBA",)),
        ("que me corten el pelo y me lo sequen", ("CORTAR", "SECADO")),
        ("una despuntadita y unos rayitos", ("CORTAR", "MECHAS")),
        ("me quiero quitar los pelillos del bigote", ("LABIO",)),
    ],
)
def test_nothing_is_booked_beside_what_is_meant(text: str, services: tuple[str, ...]) -> None:
    assert [each.services for each in understood(text) if isinstance(each, Book)] == [services]


@pytest.mark.parametrize(
    ("text", "draft", "gone"),
    [
        ("corte no, peinado", ("CORTAR",), ("CORTAR",)),
        ("no es tinte, son mechas", ("CULTURA DE COLOR",), ("CULTURA DE COLOR",)),
        ("perdón, quise decir peinado", ("SECADO",), ("SECADO",)),
        ("nada de secado", ("CORTAR", "SECADO"), ("SECADO",)),
        ("el secado quítalo", ("CORTAR", "SECADO"), ("SECADO",)),
        ("mejor solo el tinte", ("CORTAR", "CULTURA DE COLOR"), ("CORTAR",)),
    ],
)
def test_what_is_refused_leaves_the_draft(
    text: str, draft: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    said = understood(text, services=draft)
    assert DropServices(services=gone) in said
    assert not any(each.do == "cancel_appointment" for each in said)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "mi esposo y yo, corte y corte de caballero",
            {None: ("CORTAR",), "mi esposo": ("CORTE CABALLERO",)},
        ),
        (
            "quiero mechas y mi hija, que tiene 17, cortarse el pelo",
            {None: ("MECHAS",), "mi hija": ("CORTAR",)},
        ),
        (
            "mechas para mí y corte de niño para mi hijo Hugo",
            {None: ("MECHAS",), "mi hijo": ("CORTE NIÑO",)},
        ),
        (
            "mi hija 12 años corte, mi hijo 6 años corte",
            {"mi hija": ("CORTE NIÑA",), "mi hijo": ("CORTE NIÑO",)},
        ),
        ("yo quiero mechas y mi madre también", {None: ("MECHAS",), "mi madre": ("MECHAS",)}),
        (
            "cortarle el pelo a mi niño de 4 años y a mí también",
            {"mi niño": ("CORTE NIÑO",), None: ("CORTAR",)},
        ),
        (
            "mi mujer mechas y corte y yo corte de caballero",
            {"mi mujer": ("MECHAS", "CORTAR"), None: ("CORTE CABALLERO",)},
        ),
    ],
)
def test_everybody_gets_what_was_said_of_them(
    text: str, wanted: dict[str | None, tuple[str, ...]]
) -> None:
    books = [each for each in understood(text) if isinstance(each, Book)]
    assert {each.for_whom: each.services for each in books} == wanted


@pytest.mark.parametrize(
    "text",
    ["el pack no, solo las mechas", "pack no", "de pack nada", "el pack ahora no",
     "el corte no lo necesito", "mejor sin el pack"],
)  # fmt: skip
def test_a_pack_that_is_refused_is_not_taken(text: str) -> None:
    said = understood(
        text, question=Question.PACK, choices=("Mechas + Corte",), services=("MECHAS",)
    )
    assert said == (Refuse(),)


def test_a_pack_may_be_taken_after_all() -> None:
    said = understood("al final sí, el pack, no las mechas solas", services=("MECHAS",))
    assert said == (ChoosePack(pack="Mechas + Corte"),)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("no lo tengo muy largo", "CULTURA DE COLOR"),
        ("la extra no, la normal", "CULTURA DE COLOR"),
        ("la normal no, la extra", "CULTURA DE COLOR EXTRA"),
        ("lo tengo larguísimo", "CULTURA DE COLOR EXTRA"),
    ],
)
def test_what_it_is_not_leaves_the_other(text: str, chosen: str) -> None:
    said = understood(
        text,
        question=Question.WHICH_SERVICE,
        choices=("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA"),
    )
    assert said == (Book(services=(chosen,)),)


def test_the_one_without_something_is_never_the_one_with_it() -> None:
    said = understood(
        "la que no lleva bioterapia",
        question=Question.WHICH_SERVICE,
        choices=("LIMAR Y PINTAR PIES PERMANENTE", "PEDICURA PERMANENTE CON BIOTERAPIA"),
    )
    assert said == (Book(services=("LIMAR Y PINTAR PIES PERMANENTE",)),)


def test_what_was_not_asked_about_is_no_answer() -> None:
    said = understood(
        "Higiene de espalda",
        question=Question.WHICH_SERVICE,
        choices=("CERA MEDIAS PIERNAS", "CERA ENTERAS"),
    )
    assert said == (Book(services=("HIGIENE DE ESPALDA",)),)
