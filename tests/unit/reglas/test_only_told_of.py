"""Somebody who is only spoken of gets no appointment; whoever comes gets their own (R27, R28)."""

import pytest

from atrevete_core.domain.commands import Book, CancelAppointment, ChooseStylist, ChooseWhen
from atrevete_core.ports.language_model import Question

from .conversation import understood


def booked(text: str) -> dict[str, tuple[str, ...]]:
    said = [each for each in understood(text) if isinstance(each, Book)]
    return {
        each.for_whom or "": (*each.services, *(one.candidates[0] for one in each.unclear))
        for each in said
    }


@pytest.mark.parametrize(
    "text",
    [
        "un corte para el jueves, luego me viene a buscar mi hijo así que no puedo tarde",
        "tengo que dejar a los niños con mi madre, y después un corte",
        "mi madre se queda con la niña así que puedo ir tranquila, quiero un corte",
        "quería un corte pero dependo de que mi marido llegue con el coche",
        "el jueves tengo médico con mi padre por la mañana, por la tarde un corte",
        "mi jefe no me deja salir antes de las seis, un corte el jueves",
        "mi vecina la del tercero me dijo que preguntara aquí, es para un corte",
        "mi hijo de 3 años vendrá conmigo pero se porta bien, es para un corte",
        "mi madre, que en paz descanse, iba mucho ahí. Quiero un corte",
        "mi madre quiere que me corte el pelo así que aquí estoy, un corte",
        "mi mujer se ríe de mí y por eso quería un corte",
        "me corto el pelo el jueves y mi novia flipa",
        "quiero un corte el jueves, y mi marido que qué prisa tengo",
        "le he prometido a mi madre que me corto el pelo",
    ],
)
def test_who_is_only_spoken_of_gets_no_appointment(text: str) -> None:
    assert booked(text) == {"": ("CORTAR",)}


@pytest.mark.parametrize(
    ("text", "all_of_them"),
    [
        (
            "me gustaría ir con mi madre: yo para un corte y ella para un secado",
            {"": ("CORTAR",), "mi madre": ("SECADO",)},
        ),
        (
            "un corte para mi niño de 8 y otro para mi niña de 5, y a mí me pones un secado",
            {"mi niño": ("CORTE NIÑO",), "mi niña": ("CORTE NIÑA",), "": ("SECADO",)},
        ),
        ("pa mi abuela un marcado y pa mi unas cejas", {"mi abuela": ("PEINADO",), "": ("CEJAS",)}),
        (
            "corte para mí, y mi hija de 10 años quiere peinado con trenzas",
            {"": ("CORTAR",), "mi hija": ("PEINADO",)},
        ),
        (
            "seríamos mi suegra, mi cuñada y yo: la suegra peinado, mi cuñada mechas y yo corte",
            {"mi suegra": ("PEINADO",), "mi cuñada": ("MECHAS",), "": ("CORTAR",)},
        ),
        (
            "quiero un corte y mi hermana igual pero con peinado",
            {"": ("CORTAR",), "mi hermana": ("CORTAR", "PEINADO")},
        ),
        (
            "para mi mujer un peinado y para un servidor un corte de caballero",
            {"mi mujer": ("PEINADO",), "": ("CORTE CABALLERO",)},
        ),
        (
            "mi hija mayor corte de niña y mi hija pequeña secado",
            {"mi hija": ("CORTE NIÑA",), "mi otra hija": ("SECADO",)},
        ),
        (
            "es para una persona mayor, mi abuela, tiene 90 años, sería lavar y peinar",
            {"mi abuela": ("PEINADO",)},
        ),
        (
            "mi pareja trabaja de noche así que solo puede por la mañana, un corte para él",
            {"mi pareja": ("CORTE CABALLERO",)},
        ),
        (
            "la señora a la que cuido quiere peinarse, el viernes por la mañana",
            {"la señora": ("PEINADO",)},
        ),
        (
            "el niño necesita un corte y el padre también",
            {"el niño": ("CORTE NIÑO",), "el padre": ("CORTE CABALLERO",)},
        ),
        (
            "mi ex quiere llevar al niño a cortarse el pelo pero lo organizo yo",
            {"el niño": ("CORTE NIÑO",)},
        ),
        (
            "somos tres: Ana corte, Bea corte y yo mechas",
            {"Ana": ("CORTAR",), "Bea": ("CORTAR",), "": ("MECHAS",)},
        ),
    ],
)
def test_each_gets_what_is_said_of_them(text: str, all_of_them: dict[str, tuple[str, ...]]) -> None:
    assert booked(text) == all_of_them


def test_who_cannot_come_alone_any_more_cancels_nothing() -> None:
    said = understood("un corte para mi padre, que el pobre ya no puede venir solo")
    assert [each for each in said if isinstance(each, Book)]
    assert not [each for each in said if isinstance(each, CancelAppointment)]


def test_a_girl_is_called_june_and_the_two_of_them_are_no_hour() -> None:
    for text in (
        "mi hijo Iker y mi hija June, corte a los dos",
        "es para mi hija y para mí, corte las dos",
    ):
        said = understood(text)
        assert len([each for each in said if isinstance(each, Book)]) == len("xx")
        assert not [each for each in said if isinstance(each, ChooseWhen)]


def test_who_is_told_about_first_and_then_wants_something_comes() -> None:
    assert booked("mi madre vive en el pueblo y quiere un peinado") == {"mi madre": ("PEINADO",)}


def test_the_only_one_spoken_of_is_meant_whoever_tells_why() -> None:
    told = "Me dice mi marido que el sábado comemos fuera. ¿El lunes? lo mismo, corte para ella"
    [book] = [e for e in understood(told, companions=("mi suegra",)) if isinstance(e, Book)]
    assert book.for_whom == "mi suegra"


def test_another_of_the_team_is_nobody_who_comes() -> None:
    said = understood("aunque sea con otro compañero", services=("CORTAR",), question=Question.DAY)
    assert said == (ChooseStylist(anyone=True),)


def test_who_does_it_at_home_books_nothing() -> None:
    text = "es para que le hagáis a mi marido corte de caballero y perilla, si no se lo corto yo"
    [book] = [each for each in understood(text) if isinstance(each, Book)]
    assert (book.for_whom, book.services) == ("mi marido", ("CORTE CABALLERO", "PERILLA"))
