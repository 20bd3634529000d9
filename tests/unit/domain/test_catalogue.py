"""What is sold: prices and minutes of any combination, packs, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.catalogue import (
    Catalogue,
    Category,
    MixedCategories,
    NotSoldByChat,
    Pack,
    TooManyServices,
)
from atrevete_core.domain.ids import PackId, ServiceId, derived_id
from atrevete_core.domain.money import Money, total
from tests.builders import CATALOGUE, POLICY, a_work, pack, service
from tests.unit.domain.rules import EXAMPLES, bookable


def ids(*names: str) -> list[ServiceId]:
    return [service(name).id for name in names]


def a_pack(name: str, *services: str, minutes: int, euros: str) -> Pack:
    return Pack(
        id=PackId(derived_id("pack", name)),
        name=name,
        services=tuple(ids(*services)),
        minutes=minutes,
        price=Money.from_euros(euros),
    )


def selling(*packs: Pack) -> Catalogue:
    return replace(CATALOGUE, packs=packs)


def test_services_cost_and_last_what_they_do_one_by_one() -> None:
    work = a_work("AGUA LLUVIA", "BARRO GOLD", "PEINADO LARGO")
    assert (work.minutes, work.price) == (110, Money(9050))
    assert work.category is Category.HAIR


def test_eyebrows_and_manicure_are_the_salons_own_numbers() -> None:
    work = a_work("CEJAS", "MANICURA PERMANENTE+BIOTERAPIA")
    assert work.minutes == 105
    assert work.price.percent(20) == Money(954)


@EXAMPLES
@given(st.lists(bookable, min_size=1, max_size=5, unique=True))
def test_a_combination_without_a_pack_is_the_sum_of_its_services(names: list[str]) -> None:
    chosen = [service(name) for name in names]
    if len({each.category for each in chosen}) > 1:
        with pytest.raises(MixedCategories):
            a_work(*names)
        return
    work = a_work(*names)
    if work.pack is None:
        assert work.price == total(each.price for each in chosen)
        assert work.minutes == sum(each.minutes for each in chosen)


def test_mechas_and_cut_are_sold_as_the_pack() -> None:
    work = a_work("CORTAR", "MECHAS")
    assert work.pack == pack()
    assert (work.minutes, work.price) == (60, Money(8000))


def test_another_packs_name_does_not_make_these_services_a_pack() -> None:
    other = PackId(derived_id("pack", "other"))
    work = CATALOGUE.work(ids("CORTAR", "MECHAS"), policy=POLICY, pack=other)
    assert work.pack is None


def test_hair_and_beauty_do_not_share_an_appointment() -> None:
    with pytest.raises(MixedCategories) as refusal:
        a_work("CORTAR", "CEJAS")
    assert [each.name for each in refusal.value.services] == ["CORTAR", "CEJAS"]


def test_six_services_are_too_many() -> None:
    names = ["CORTAR", "BARRO", "BARBA", "AGUA LLUVIA", "AGUA TIERRA", "PEINADO LARGO"]
    with pytest.raises(TooManyServices) as refusal:
        a_work(*names)
    assert (refusal.value.asked, refusal.value.most) == (6, 5)


def test_what_a_person_sells_is_not_booked_by_chat() -> None:
    not_sold = next(each for each in CATALOGUE.services if not each.bookable)
    with pytest.raises(NotSoldByChat) as refusal:
        a_work(not_sold.name)
    assert refusal.value.service == not_sold


def test_an_appointment_for_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="needs a service"):
        CATALOGUE.work([], policy=POLICY)


def test_a_service_that_the_salon_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        CATALOGUE.work([ServiceId(derived_id("service", "x"))], policy=POLICY)


def test_names_are_found_whatever_their_case_and_accents() -> None:
    assert CATALOGUE.named(" cortar ") == service("CORTAR")
    assert CATALOGUE.named("corte nina") is None
    victor = CATALOGUE.stylist_named("victor")
    assert victor is not None
    assert CATALOGUE.stylist(victor.id) == victor
    assert CATALOGUE.pack_named("MECHAS + CORTE") == pack()
    assert CATALOGUE.pack_named("nada") is None


def test_marta_does_both_crafts() -> None:
    hair = {each.name for each in CATALOGUE.stylists_of(Category.HAIR)}
    beauty = {each.name for each in CATALOGUE.stylists_of(Category.BEAUTY)}
    assert hair & beauty == {"Marta"}


def test_the_pack_is_worth_suggesting_for_mechas_but_not_for_a_cut() -> None:
    assert CATALOGUE.best_pack_for(ids("MECHAS")) == pack()
    assert CATALOGUE.best_pack_for(ids("CORTAR")) is None


def test_who_has_the_pack_already_or_wants_more_is_not_asked() -> None:
    assert CATALOGUE.best_pack_for(ids("MECHAS", "CORTAR")) is None
    assert CATALOGUE.best_pack_for(ids("MECHAS", "BARBA")) is None


def test_of_several_packs_the_highest_saving_in_percent_wins_then_the_shortest() -> None:
    small = a_pack("Poco", "MECHAS", "CORTAR", minutes=60, euros="88.00")
    best = a_pack("Mucho", "MECHAS", "BARBA", minutes=90, euros="60.00")
    shorter = a_pack("Mucho y rápido", "MECHAS", "BARBA", minutes=50, euros="60.00")
    catalogue = selling(small, best, shorter)
    assert catalogue.best_pack_for(ids("MECHAS")) == shorter
    assert selling(small, best).best_pack_for(ids("MECHAS")) == best


def test_a_pack_that_saves_nothing_is_not_suggested() -> None:
    dear = a_pack("Caro", "MECHAS", "CORTAR", minutes=60, euros="88.70")
    assert selling(dear).best_pack_for(ids("MECHAS")) is None


@EXAMPLES
@given(st.lists(bookable, min_size=1, max_size=4, unique=True))
def test_a_suggested_pack_always_saves_and_costs_less_again_than_what_was_asked(
    names: list[str],
) -> None:
    found = CATALOGUE.best_pack_for(ids(*names))
    if found is not None:
        asked = total(service(name).price for name in names)
        assert set(ids(*names)) < set(found.services)
        assert found.price - asked < asked
        assert found.price < CATALOGUE.separate_price(found)
