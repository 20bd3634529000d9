"""The customer's own words → services, for the reference catalogue and for any other (R40, R41)."""

from collections.abc import Sequence

import pytest

from atrevete_adapters.seeds.reference import reference_salon
from atrevete_core.domain.catalogue import Catalogue, Category, Service
from atrevete_core.domain.commands import Book, UnclearService
from atrevete_core.domain.ids import ServiceId, derived_id
from atrevete_core.domain.money import Money
from tests.unit.reglas.conversation import understood


def catalogue(*names: str) -> Catalogue:
    return Catalogue(
        services=tuple(
            Service(
                id=ServiceId(derived_id("service", name)),
                name=name,
                category=Category.HAIR,
                minutes=30,
                price=Money(1000),
            )
            for name in names
        )
    )


def booked(text: str, sold: Catalogue) -> tuple[Sequence[str], Sequence[UnclearService]]:
    books = [each for each in understood(text, catalogue=sold) if isinstance(each, Book)]
    assert len(books) == 1
    return books[0].services, books[0].unclear


@pytest.mark.parametrize("name", [each.name for each in reference_salon().catalogue.services])
def test_every_exact_name_of_the_catalogue_is_that_service(name: str) -> None:
    if name.startswith("Bono"):
        pytest.skip("a bono is sold by a person")

    assert booked(f"quiero {name}", reference_salon().catalogue) == ((name,), ())


_OTHER = catalogue(
    "Corte mujer", "Corte hombre", "Tinte raíz", "Balayage", "Lavado y peinado", "Manicura rusa"
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("quería un corte de mujer", "Corte mujer"),
        ("teñirme las raíces", "Tinte raíz"),
        ("un balayage", "Balayage"),
        ("lavar y peinar", "Lavado y peinado"),
        ("una manicura", "Manicura rusa"),
        ("corte hombre", "Corte hombre"),
    ],
)
def test_another_salons_names_are_recognised(text: str, name: str) -> None:
    assert booked(text, _OTHER) == ((name,), ())


def test_a_word_that_two_services_share_is_asked_about() -> None:
    services, unclear = booked("un corte", _OTHER)

    assert not services
    assert set(unclear[0].candidates) == {"Corte mujer", "Corte hombre"}


def test_an_exact_name_wins_over_longer_names_that_contain_it() -> None:
    assert booked("un barro", reference_salon().catalogue) == (("BARRO",), ())
    assert booked("peinado", reference_salon().catalogue) == (("PEINADO",), ())


def test_five_services_in_one_breath() -> None:
    services, unclear = booked(
        "quiero agua lluvia, barro gold, peinado largo, cejas y labio", reference_salon().catalogue
    )

    assert services == ("AGUA LLUVIA", "BARRO GOLD", "PEINADO LARGO", "CEJAS", "LABIO")
    assert not unclear
