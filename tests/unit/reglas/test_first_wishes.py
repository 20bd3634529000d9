"""What people want, as they say it in their first messages."""

from datetime import datetime, time

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    AskAboutServices,
    AskConsultation,
    AskOther,
    Book,
    BookUsual,
    ChangeAppointment,
    ChooseWhen,
    DropServices,
    OutOfScope,
)
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import MADRID, understood

LASTING_HANDS = ("LIMAR Y PINTAR MANOS PERMANENTE", "MANICURA PERMANENTE+BIOTERAPIA")
LASTING_FEET = ("LIMAR Y PINTAR PIES PERMANENTE", "PEDICURA PERMANENTE CON BIOTERAPIA")
CUT_OR_STYLING = ("CORTAR", "PEINADO")


def wanted(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """What is clear, and what may be several things."""
    (book,) = [each for each in understood(text) if isinstance(each, Book)]
    return book.services, tuple(each.candidates for each in book.unclear)


@pytest.mark.parametrize(
    ("text", "services", "unclear"),
    [
        ("quería pelo y barba para el sábado", ("CORTE CABALLERO", "BARBA"), ()),
        ("necesito hora para barba y pelo", ("BARBA", "CORTE CABALLERO"), ()),
        ("arreglarme el pelo y la barba", ("CORTE CABALLERO", "BARBA"), ()),
        ("las cejas y el pelo, el viernes", ("CEJAS",), (CUT_OR_STYLING,)),
        # by itself, or when something is told of it, hair is no service
        ("tengo el pelo largo y la barba también", ("BARBA",), ()),
        ("quiero las cejas y el pelo de la cara", ("CEJAS",), ()),
        ("una permanente para el pelo y cejas", ("CEJAS",), (("MOLDEADO", "MOLDEADO EXTRA"),)),
        ("cortarme el pelo y el flequillo", ("CORTAR", "CORTE DE FLEQUILLO"), ()),
    ],
)
def test_the_hair_is_something_to_be_done_in_a_list(
    text: str, services: tuple[str, ...], unclear: tuple[tuple[str, ...], ...]
) -> None:
    assert wanted(text) == (services, unclear)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("corte y flequillo", ("CORTAR", "CORTE DE FLEQUILLO")),
        ("un corte con flequillo recto", ("CORTAR",)),
        ("quiero hacerme las ingles completas", ("PUBIS COMPLETO",)),
        ("quiero hacerme las ingles", ("INGLES O AXILAS",)),
        ("me maquilláis para una boda?", ("MAQUILLAJE",)),
        ("me quiero hacer el rizo de las pestañas y tintarlas", ("TINTE+PERMANENTE DE PESTAÑAS",)),
        ("rizarme las pestañas y teñírmelas", ("TINTE+PERMANENTE DE PESTAÑAS",)),
        ("rizarme las pestañas", ("PERMANENTE DE PESTAÑAS",)),
        ("solo quitar el semi de los pies", ("QUITA ESMALTE PERMANENTE",)),
        ("me podéis secar mañana, solo secar, que me lo lavo yo en casa", ("SECADO",)),
    ],
)
def test_all_of_it_is_wanted_and_nothing_else(text: str, services: tuple[str, ...]) -> None:
    assert wanted(text) == (services, ())


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("quiero quitarme el permanente y ponerme otro", LASTING_HANDS),
        ("quitar y volver a poner el esmalte permanente", LASTING_HANDS),
        ("quitarme las semis y hacérmelas otra vez", LASTING_HANDS),
        ("retirada de esmalte y permanente nuevo", LASTING_HANDS),
        ("quitarme el semi de los pies y ponérmelo de nuevo", LASTING_FEET),
    ],
)
def test_what_is_taken_off_the_nails_and_put_on_again_is_two_things(
    text: str, unclear: tuple[str, ...]
) -> None:
    assert wanted(text) == (("QUITA ESMALTE PERMANENTE",), (unclear,))


def test_what_is_only_taken_off_is_not_put_on_again() -> None:
    assert wanted("quitarme el permanente y cortarme el pelo")[0] == (
        "QUITA ESMALTE PERMANENTE",
        "CORTAR",
    )


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("las uñas de los pies con esmalte del que dura", LASTING_FEET),
        ("manicura de las que duran", LASTING_HANDS),
        ("una manicura duradera", LASTING_HANDS),
    ],
)
def test_what_lasts_is_the_permanent_kind(text: str, unclear: tuple[str, ...]) -> None:
    assert wanted(text) == ((), (unclear,))


def test_how_long_a_manicure_takes_says_nothing_of_its_kind() -> None:
    (asked,) = understood("¿cuánto dura la manicura?")
    assert isinstance(asked, AskAboutServices)
    assert len(asked.unclear[0].candidates) == 3


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("necesito un masaje que tengo la espalda fatal, una horita", "MASAJE CORPORAL (60MIN)"),
        ("un masaje el viernes a las 5, de media hora", "MASAJE CORPORAL (30MIN)"),
        ("quiero un masaje, que sea de una hora", "MASAJE CORPORAL (60MIN)"),
    ],
)
def test_how_long_it_is_to_be_may_be_said_apart(text: str, services: str) -> None:
    assert wanted(text) == ((services,), ())


@pytest.mark.parametrize(
    "text", ["quiero un masaje, llego en media hora", "quiero un masaje para dentro de una hora"]
)
def test_when_it_is_to_be_says_nothing_of_its_length(text: str) -> None:
    assert wanted(text)[0] == ()


@pytest.mark.parametrize(
    ("text", "services", "unclear"),
    [
        ("un peinado, tengo el pelo largo", ("PEINADO LARGO",), ()),
        ("quiero peinarme el viernes, lo tengo larguito", ("PEINADO LARGO",), ()),
        ("corte y peinado, lo tengo muy largo", ("CORTAR", "PEINADO LARGO"), ()),
        ("un peinado, no lo tengo muy largo", ("PEINADO",), ()),
        ("un corte, tengo el pelo largo", ("CORTAR",), ()),
    ],
)
def test_the_length_of_the_hair_says_which_form_it_is(
    text: str, services: tuple[str, ...], unclear: tuple[tuple[str, ...], ...]
) -> None:
    assert wanted(text) == (services, unclear)


def test_the_length_of_the_hair_told_later_changes_what_is_chosen() -> None:
    said = understood("tengo el pelo largo", services=("PEINADO",), question=Question.DAY)
    assert AddServices(services=("PEINADO LARGO",)) in said


@pytest.mark.parametrize(
    ("text", "services", "asked"),
    [
        ("mi hija hace la comunión en mayo, quiero que la peinéis", ("PEINADO NIÑA COMUNIÓN",), 0),
        ("mi nieta toma la primera comunión y quiero el peinado", (), 4),
        ("mi hija hace la comunión y quiero peinarme yo", ("PEINADO",), 0),
        ("el sábado tengo la comunión de mi sobrina, un peinado", ("PEINADO",), 0),
    ],
)
def test_the_styling_for_a_communion_is_the_girls_own(
    text: str, services: tuple[str, ...], asked: int
) -> None:
    clear, unclear = wanted(text)
    assert clear == services
    assert sum(map(len, unclear)) == asked


@pytest.mark.parametrize(
    ("text", "services", "unclear"),
    [
        (
            "depilarme entera, piernas, ingles y axilas",
            ("INGLES O AXILAS",),
            (("CERA ENTERAS", "CERA MEDIAS PIERNAS"),),
        ),
        ("depilarme, piernas enteras y axilas", ("CERA ENTERAS", "INGLES O AXILAS"), ()),
    ],
)
def test_each_part_to_be_waxed_is_what_was_said(
    text: str, services: tuple[str, ...], unclear: tuple[tuple[str, ...], ...]
) -> None:
    assert wanted(text) == (services, unclear)


def test_tattooed_brows_are_not_done_and_book_no_brows() -> None:
    (said,) = understood("quería saber si hacéis tatuajes de cejas o microblading")
    assert isinstance(said, OutOfScope)


@pytest.mark.parametrize(
    "text",
    [
        "lo mismo que la última vez pero añadiendo las axilas",
        "lo de siempre más las axilas",
        "lo de siempre sumando axilas",
    ],
)
def test_something_joins_the_usual(text: str) -> None:
    assert understood(text) == (BookUsual(), AddServices(services=("INGLES O AXILAS",)))


def test_something_unclear_joins_the_usual_and_is_asked_about() -> None:
    usual, more = understood("lo de siempre y además que me tiñáis")
    assert usual == BookUsual()
    assert isinstance(more, Book)
    assert more.unclear[0].candidates == ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")


@pytest.mark.parametrize(
    "text",
    [
        "¿y si lo cambio por el de media hora?",
        "¿lo puedo cambiar por el de media hora?",
        "cámbiamelo por el de media hora",
    ],
)
def test_the_shorter_massage_takes_the_place_of_the_booked_one_at_its_hour(text: str) -> None:
    at = datetime(2026, 12, 4, 17, tzinfo=MADRID)
    own = Upcoming(start=at, stylist="Rosa", services=("MASAJE CORPORAL (60MIN)",))
    assert understood(text, upcoming=(own,)) == (
        AddServices(services=("MASAJE CORPORAL (30MIN)",)),
        DropServices(services=("MASAJE CORPORAL (60MIN)",)),
    )


def test_half_an_hour_later_still_moves_it() -> None:
    at = datetime(2026, 12, 4, 17, tzinfo=MADRID)
    own = Upcoming(start=at, stylist="Rosa", services=("MASAJE CORPORAL (60MIN)",))
    said = understood("¿puede ser media hora más tarde?", upcoming=(own,))
    assert isinstance(said[0], ChangeAppointment)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("quiero la facial pero con la radiofrecuencia de 30", "BIOTERAPIA FACIAL+RADIOF. (30MIN)"),
        ("manicura permanente pero con la bioterapia", "MANICURA PERMANENTE+BIOTERAPIA"),
        ("pedicura pero sin permanente", "LIMAR Y PINTAR PIES"),
    ],
)
def test_a_but_says_which_of_them_it_is(text: str, services: str) -> None:
    assert wanted(text) == ((services,), ())


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("quiero teñirme, tengo el pelo por los hombros", ("CULTURA DE COLOR",)),
        ("teñirme y cortar, lo tengo corto", ("CULTURA DE COLOR", "CORTAR")),
        ("un corte, que lo quiero corto", ("CORTAR",)),
    ],
)
def test_short_hair_needs_no_larger_form(text: str, services: tuple[str, ...]) -> None:
    assert wanted(text) == (services, ())


@pytest.mark.parametrize(
    "text", ["¿tenéis algún pack o promoción?", "¿qué packs tenéis?", "¿hay algún pack?"]
)
def test_whoever_asks_for_packs_hears_of_those_that_there_are(text: str) -> None:
    assert understood(text) == (AskAboutServices(services=("Mechas + Corte",)),)


@pytest.mark.parametrize(
    "text",
    [
        "y algo para el encrespamiento?",
        "tengo el pelo muy fino y sin volumen, ¿hay algún tratamiento?",
        "¿tenéis algo contra la caspa?",
    ],
)
def test_a_remedy_for_the_hair_is_looked_at_in_the_free_consultation(text: str) -> None:
    assert AskConsultation() in understood(text)


def test_one_that_is_named_is_booked() -> None:
    assert wanted("quiero algo para el pelo, un agua lluvia") == (("AGUA LLUVIA",), ())


def test_what_is_sold_in_the_salon_is_an_open_question() -> None:
    assert understood("¿vendéis champú?") == (AskOther(),)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("que me quiten las puntas abiertas y un hidratante", ("CORTAR", "AGUA LLUVIA")),
        ("depilar axilas y piernas hasta la rodilla", ("INGLES O AXILAS", "CERA MEDIAS PIERNAS")),
        ("permanente las manos y normal los pies",
         ("LIMAR Y PINTAR MANOS PERMANENTE", "LIMAR Y PINTAR PIES")),
        ("baño de color sin amoniaco para tapar canas", ("OLEO PIGMENTO",)),
        ("unas mechas para disimular las canas", ("MECHAS",)),
        ("tengo canas y quiero mechas para disimularlas", ("MECHAS",)),
        ("me maquillo poco, quiero las cejas", ("CEJAS",)),
    ],
)  # fmt: skip
def test_everyday_words_for_it(text: str, services: tuple[str, ...]) -> None:
    assert wanted(text) == (services, ())


def test_grey_hair_to_be_covered_is_a_wish_of_its_own() -> None:
    assert wanted("corte y cita para teñirme las canas")[1] == (
        ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA"),
    )


@pytest.mark.parametrize("text", ["me quiero rapar al 2", "un corte al 2", "un rapado al 3"])
def test_how_short_it_is_to_be_is_no_day(text: str) -> None:
    assert not [each for each in understood(text) if isinstance(each, ChooseWhen)]


def test_a_stretch_of_days_beside_a_cut_is_one() -> None:
    assert [each for each in understood("un corte del 2 al 5") if isinstance(each, ChooseWhen)]


def test_until_when_it_must_be_over_is_no_other_hour() -> None:
    said = understood(
        "¿me da tiempo a estar a las 12 fuera?", services=("CORTAR",), waits_for_payment=True
    )
    assert said == (AskOther(),)


def test_whether_the_pack_holds_what_is_chosen_is_asked_of_that_pack() -> None:
    said = understood("¿y en pack?", services=("MECHAS", "CORTAR"), question=Question.DAY)
    assert AskAboutServices(services=("Mechas + Corte",)) in said


def test_the_hour_that_can_be_reached_is_the_wish() -> None:
    text = "no me da tiempo a llegar a las 5, mejor el viernes a las 6"
    [said] = understood(text, services=("CORTAR",), question=Question.DAY)
    assert isinstance(said, ChooseWhen)
    assert said.when.at == time(18)
    [told] = understood("el viernes me da tiempo a llegar a las 6", services=("CORTAR",))
    assert isinstance(told, ChooseWhen)
    assert told.when.at == time(18)
