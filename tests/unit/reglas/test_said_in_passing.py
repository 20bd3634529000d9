"""What is corrected, refused or only leant on in one breath, by one person for themselves."""

from datetime import time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Book,
    BookUsual,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    Offend,
)
from atrevete_core.ports.language_model import Question

from .conversation import SLOTS, understood


def services(*texts: str, **facts: Any) -> list[str]:
    """All that is to be booked, whoever it is for."""
    said = understood(*texts, **facts)
    return [name for each in said if isinstance(each, Book) for name in each.services]


def of(kind: type[Command], *texts: str, **facts: Any) -> list[Command]:
    return [each for each in understood(*texts, **facts) if isinstance(each, kind)]


@pytest.mark.parametrize(
    "texts",
    [
        ("agua lluvia, óleo pigmento y peinado largo", "nono, agua lluvia no, agua tierra"),
        ("agua lluvia, óleo pigmento y peinado largo", "no, agua lluvia no, agua tierra"),
    ],
)
def test_what_is_refused_afterwards_leaves_alone_what_stands_between(texts: list[str]) -> None:
    assert services(*texts) == ["OLEO PIGMENTO", "PEINADO LARGO", "AGUA TIERRA"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cejas y permanente de pestañas, el tinte no", ["CEJAS", "PERMANENTE DE PESTAÑAS"]),
        ("permanente de pestañas y el tinte no", ["PERMANENTE DE PESTAÑAS"]),
        ("el infoactivo fuerza y de una vez el corte de caballero y la barba",
         ["INFOACTIVO FUERZA", "CORTE CABALLERO", "BARBA"]),
        ("a la vez el corte y el secado", ["CORTAR", "SECADO"]),
        ("quiero el color caballero con el corte de caballero",
         ["COLOR CABALLERO", "CORTE CABALLERO"]),
        ("no hace falta la consulta, me decido por el óleo pigmento", ["OLEO PIGMENTO"]),
        ("secado en vez de corte", ["SECADO"]),
    ],
)  # fmt: skip
def test_each_thing_is_wanted_or_not_by_itself(text: str, names: list[str]) -> None:
    assert services(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "un masaje de 30 minutos pero no es para mí es para mi suegra",
        "un masaje de media hora no para mi sino para mi suegra que cumple años el viernes",
    ],
)
def test_what_is_not_for_the_writer_is_for_whoever_follows(text: str) -> None:
    [book] = of(Book, text)
    assert book == Book(services=("MASAJE CORPORAL (30MIN)",), for_whom="mi suegra")


def test_what_one_really_wants_now_takes_the_place_of_all_before() -> None:
    said = understood(
        "una higiene de espalda el viernes a las 12... no calla, que eso es para mí y ya iré yo",
        "lo que quiero ahora es para mi abuela: limar y pintar manos, el viernes a las 12",
    )
    [book] = [each for each in said if isinstance(each, Book)]
    assert (book.for_whom, book.services) == ("mi abuela", ("LIMAR Y PINTAR MANOS",))


@pytest.mark.parametrize(
    "text",
    [
        "Si es gratis, prefiero que me lo miren en la consulta: el jueves 17 a las 11",
        "si hay hueco el jueves, la consulta",
    ],
)
def test_an_if_is_no_yes_to_what_was_asked_about(text: str) -> None:
    said = understood(text, question=Question.ANYTHING_ELSE, choices=("BARRO", "BARRO GOLD"))
    assert "accept" not in [each.do for each in said]
    assert "CONSULTA GRATUITA" in str(said)


@pytest.mark.parametrize(
    "text",
    [
        "lo mío de siempre para el jueves, con quien siempre",
        "lo de cada mes el jueves",
        "el jueves lo que me suelo hacer",
        "el mismo servicio que la última vez, el jueves",
    ],
)
def test_the_usual_has_many_names(text: str) -> None:
    said = understood(text)
    assert BookUsual() in said
    assert not any(isinstance(each, ChooseStylist) for each in said)


def test_a_cut_with_the_usual_stylist_is_a_cut() -> None:
    assert services("un corte con la de siempre el jueves") == ["CORTAR"]


def test_who_cannot_is_not_whom_one_wants() -> None:
    said = understood(
        "vaya... pues si Marta no puede, el jueves 10 a las 11:30 con Pilar",
        question=Question.SLOT,
        offered=SLOTS,
        services=("CORTAR",),
    )
    assert ChooseStylist(stylist="Pilar") in said
    [when] = [each for each in said if isinstance(each, ChooseWhen)]
    assert when.when.at == time(11, 30)


@pytest.mark.parametrize(
    "text",
    [
        "la más temprano que tenga",
        "la hora más temprana",
        "la que antes tengas",
        "lo más prontito",
        "lo que tengas antes",
    ],
)
def test_the_earliest_is_the_first_that_was_offered(text: str) -> None:
    said = understood(text, question=Question.SLOT, offered=SLOTS, services=("CORTAR",))
    assert said == (ChooseSlot(position=1),)


@pytest.mark.parametrize(
    "text", ["y tú cómo vas vestida, guapa? mándame fotito anda", "no seas estrecha, enséñame algo"]
)
def test_a_pass_at_her_is_no_business_of_the_salons(text: str) -> None:
    assert understood(text) == (Offend(),)


def test_a_photograph_of_the_salon_is_no_pass() -> None:
    assert Offend() not in understood("¿me mandas una foto del salón?")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("el normal", "CULTURA DE COLOR"),
        ("sí, el normal", "CULTURA DE COLOR"),
        ("Laura, el más barato", "CULTURA DE COLOR"),
        ("el de 50", "CULTURA DE COLOR EXTRA"),
        ("la segunda porfa", "CULTURA DE COLOR EXTRA"),
    ],
)
def test_who_is_asked_their_name_may_choose_of_the_prices_that_were_told(
    text: str, name: str
) -> None:
    both = ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")
    said = understood(text, question=Question.NAME_CHECK, first_name="Laura", choices=both)
    assert Book(services=(name,)) in said
    assert "give_name" not in [each.do for each in said]


@pytest.mark.parametrize(
    "text",
    [
        "no no, solo mechas… bueno espera, ¿con el corte son 80? venga, el pack entonces",
        "mmm no. bueno va, dame el pack",
    ],
)
def test_the_last_word_about_the_pack_counts(text: str) -> None:
    said = understood(
        text, question=Question.PACK, choices=("Mechas + Corte",), services=("MECHAS",)
    )
    assert "choose_pack" in [each.do for each in said]


def test_the_form_that_is_not_wanted_is_not_booked() -> None:
    said = understood(
        "maquillaje express para mi prima Inés el sábado 12 a las 10:00",
        "ay no, mejor el maquillaje completo, el MAQUILLAJE de 60 minutos, no el express",
    )
    [book] = [each for each in said if isinstance(each, Book)]
    assert book.services == ("MAQUILLAJE",)


def test_a_friend_who_comes_along_has_only_what_is_hers() -> None:
    said = understood(
        "quiero cortarme el pelo", "y mi amiga Patri se viene conmigo, ella solo peinado"
    )
    assert [each for each in said if isinstance(each, Book)] == [
        Book(services=("CORTAR",)),
        Book(services=("PEINADO",), for_whom="mi amiga", for_name="Patri"),
    ]


def test_a_payment_that_was_refused_gives_nothing_up() -> None:
    said = understood(
        "Me salió que el pago fue rechazado", waits_for_payment=True, services=("CEJAS",)
    )
    assert [each.do for each in said] == ["report_payment_trouble"]


def test_each_of_a_couple_has_what_is_for_them() -> None:
    said = understood("kiero pa mi corte caballero y pa mi novia un peinado largo, a la vez")
    assert [each for each in said if isinstance(each, Book)] == [
        Book(services=("CORTE CABALLERO",)),
        Book(services=("PEINADO LARGO",), for_whom="mi novia"),
    ]


def test_a_friend_who_comes_too_is_no_private_business() -> None:
    said = understood("para mí un peinado, y se viene mi amiga Berta a la misma hora: ella barro")
    assert "ask_private" not in [each.do for each in said]


def test_what_stands_in_brackets_says_it_again() -> None:
    said = str(understood("cuánto vale la permanente de manos (limar y pintar)?"))
    assert "'LIMAR Y PINTAR MANOS'," not in said
    assert "LIMAR Y PINTAR MANOS PERMANENTE" in said
