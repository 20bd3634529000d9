"""Services taken out, swapped and put in, in the many words that people have for it (R37, R44)."""

from datetime import date

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    CancelAppointment,
    ChooseWhen,
    DropServices,
)
from atrevete_core.ports.language_model import Question, Upcoming
from tests.builders import madrid
from tests.unit.reglas.conversation import SLOTS, understood

CHOSEN = ("AGUA LLUVIA", "CORTAR", "BARRO")


def left(text: str, *chosen: str) -> set[str]:
    """What is chosen after these words."""
    services = {*(chosen or CHOSEN)}
    for said in understood(text, services=chosen or CHOSEN, question=Question.DAY):
        assert not isinstance(said, CancelAppointment)
        if isinstance(said, DropServices):
            services -= {*said.services}
        if isinstance(said, AddServices | Book):
            services |= {*said.services}
    return services


@pytest.mark.parametrize(
    "text",
    [
        "olvídate del barro",
        "del barro olvídate",
        "déjate del barro",
        "pasa del barro, lo demás sí",
        "sacá el barro",
        "borra el barro",
        "el barro mejor que no",
        "el barro lo dejamos para otro día",
        "lo del barro déjalo",
        "ya no quiero el barro",
        "no me pongas el barro al final",
        "anula el barro y deja lo demás",
        "todo menos lo del barro",
        "quita entonces el barro, que me sale caro",
        "me he pensado lo del barro y no",
    ],
)
def test_one_of_several_is_taken_out_and_the_others_stay(text: str) -> None:
    assert left(text) == {"AGUA LLUVIA", "CORTAR"}


@pytest.mark.parametrize(
    "text",
    [
        "me quedo con el corte y ya",
        "dejémoslo en el corte",
        "deja solo el corte",
        "con el corte me basta",
        "el corte nada más",
        "quita agua lluvia y barro",
    ],
)
def test_only_one_of_several_stays(text: str) -> None:
    assert left(text) == {"CORTAR"}


@pytest.mark.parametrize(
    "text",
    [
        "mejor déjate del corte y hazme solo un peinado normal",
        "el corte cámbialo por un peinado",
        "cámbiame el corte por un peinado porfa",
        "mejor un peinado que un corte",
    ],
)
def test_one_takes_the_place_of_the_other(text: str) -> None:
    assert left(text, "CORTAR") == {"PEINADO"}


def test_a_remark_on_the_way_leaves_all_the_others() -> None:
    draft = ("AGUA LLUVIA", "PEINADO", "BARRO GOLD")
    assert left("y ya te digo el peinado largo", *draft) == {
        "AGUA LLUVIA",
        "PEINADO LARGO",
        "BARRO GOLD",
    }
    assert left("el corte y el barro mejor otro día", "CORTAR", "BARRO") == {"CORTAR", "BARRO"}


def test_what_was_only_thought_of_is_not_booked() -> None:
    assert understood("iba a pedir mechas pero al final solo corte") == (
        Book(services=("CORTAR",)),
    )


def test_giving_up_the_cut_gives_up_the_visit_unless_the_rest_is_kept() -> None:
    own = Upcoming(start=madrid(2026, 12, 3, 12), services=("CORTAR", "BARRO"), stylist="Marta")
    facts = {"upcoming": (own,), "has_upcoming": True}
    said = understood("mañana no voy a poder ir, tendría que cancelar el corte", **facts)  # type: ignore[arg-type]
    assert isinstance(said[0], CancelAppointment)
    said = understood("anula el barro pero deja el corte", **facts)  # type: ignore[arg-type]
    assert said == (DropServices(services=("BARRO",)),)


def test_what_one_does_oneself_is_left_out() -> None:
    said = understood("el maquillaje no, que me maquillo yo. Cejas y labio")
    assert said == (Book(services=("CEJAS", "LABIO")),)


def test_what_is_left_as_it_was_chosen_stays() -> None:
    said = understood(
        "en vez del barro ponme agua tierra; cortar y el peinado los dejo igual",
        services=("BARRO", "CORTAR", "PEINADO"),
    )
    assert [each.services for each in said if isinstance(each, DropServices)] == [("BARRO",)]
    [beard] = understood("corte de caballero, y la barba me la dejo igual")
    assert beard == Book(services=("CORTE CABALLERO",))


@pytest.mark.parametrize(
    "text",
    [
        "las ingles no, mejor axilas",
        "quita las ingles y ponme axilas",
        "pues las ingles al final no, mejor medias piernas y axilas",
    ],
)
def test_of_what_is_chosen_that_is_meant_which_shares_the_word(text: str) -> None:
    chosen = ("CERA MEDIAS PIERNAS", "INGLES BRASILEÑAS")
    assert left(text, *chosen) == {"CERA MEDIAS PIERNAS", "INGLES O AXILAS"}


@pytest.mark.parametrize(
    "text",
    [
        "no me quites el barro, eh",
        "no os olvidéis del barro",
        "no te olvides del barro",
        "no quiero quitar el barro",
        "sin el barro no voy a ningún lado",
        "el corte, solo las puntas",
        "el corte, que a las 4 solo puedo hasta las 5",
        "¿solo el corte son 40 minutos?",
        "quiero el corte sin que me toquen el flequillo",
        "quiero el corte sin tocar el flequillo",
        "el barro ya os diré cómo lo quiero, me quedo con la primera",
    ],
)
def test_what_only_sounds_like_taking_out_leaves_all_as_it_is(text: str) -> None:
    assert left(text) == {*CHOSEN}


@pytest.mark.parametrize(
    "text", ["no hace falta que me lo sequéis", "no hace falta que me peinéis", "no quiero secado"]
)
def test_what_is_not_needed_is_not_added(text: str) -> None:
    assert left(text) == {*CHOSEN}


@pytest.mark.parametrize(
    "text",
    [
        "solo el corte",
        "el corte solo, gracias",
        "me quedo con el corte",
        "solo quiero el corte",
        "con el corte me vale",
        "el corte nada más",
    ],
)
def test_only_one_of_them(text: str) -> None:
    assert left(text) == {"CORTAR"}


def test_a_no_to_a_service_refuses_no_hour() -> None:
    said = understood("no, quita el barro", services=CHOSEN, question=Question.SLOT, offered=SLOTS)
    assert said == (DropServices(services=("BARRO",)),)


@pytest.mark.parametrize(
    "text",
    [
        "había pensado en agua lluvia, después la mascarilla barro gold y que al final me peinen",
        "había pensado en agua lluvia y barro gold, y al final que me peinen",
        "agua lluvia, luego barro gold y al final peinado",
    ],
)
def test_what_comes_last_takes_nothing_out(text: str) -> None:
    [wish] = [each for each in understood(text) if isinstance(each, Book)]
    assert {*wish.services} == {"AGUA LLUVIA", "BARRO GOLD", "PEINADO"}


def test_what_was_only_thought_of_is_out() -> None:
    said = understood("había pensado en mechas, pero al final mejor un corte")
    assert [each.services for each in said if isinstance(each, Book)] == [("CORTAR",)]


@pytest.mark.parametrize(
    "text",
    [
        "el viernes agua lluvia, después la mascarilla barro gold",
        "el viernes por la mañana. Agua lluvia y luego barro gold",
        "agua lluvia el viernes, antes barro gold",
    ],
)
def test_one_after_the_other_is_on_the_same_day(text: str) -> None:
    [when] = [each.when for each in understood(text) if isinstance(each, ChooseWhen)]
    assert when.days
    assert when.days.first == when.days.last == date(2026, 12, 4)


def test_how_one_is_to_leave_is_what_was_named() -> None:
    said = understood("¿cuánto es el peinado extra? Tengo que salir peinada para una boda")
    assert not [each for each in said if isinstance(each, Book) and each.services]
