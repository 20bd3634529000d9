"""Several people in one sentence, and what each of them is to have (R27)."""

import pytest

from atrevete_core.domain.commands import AddServices, Book, Command
from tests.unit.reglas.conversation import understood


def booked(text: str) -> dict[str | None, tuple[str, ...]]:
    """What is booked for whom."""
    return {each.for_whom: services(each) for each in understood(text) if isinstance(each, Book)}


def services(book: Command) -> tuple[str, ...]:
    assert isinstance(book, Book)
    return (*book.services, *(each.words for each in book.unclear))


@pytest.mark.parametrize(
    "text",
    [
        "quería cita para mis hijas de 6 y 9 años, corte",
        "corte de niña para mis dos hijas",
        "para las hijas, que tienen 6 y 9 años, un corte de niña",
    ],
)
def test_two_daughters_in_one_word_are_two_people(text: str) -> None:
    assert booked(text) == {"mi hija": ("CORTE NIÑA",), "mi otra hija": ("CORTE NIÑA",)}


def test_three_sons_are_three() -> None:
    assert len(booked("corte de niño para mis tres hijos")) == 3


def test_parents_are_a_father_and_a_mother() -> None:
    assert booked("para mis padres, corte los dos") == {
        "mi padre": ("CORTE CABALLERO",),
        "mi madre": ("CORTAR",),
    }


def test_nobody_knows_how_many_friends_come() -> None:
    assert set(booked("mis amigas y yo queremos peinarnos")) == {None}


def test_children_who_are_only_spoken_of_have_no_appointment() -> None:
    assert booked("apenas acosté a los niños y quiero un peinado") == {None: ("PEINADO",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "se apunta mi suegra, que es Eva, quiere un secado. Mi hija Lola peinado y yo corte",
            {"mi suegra": ("SECADO",), "mi hija": ("PEINADO",), None: ("CORTAR",)},
        ),
        (
            "mi hija, Lola, un peinado, mi suegra, Carmen, un secado y yo un corte",
            {"mi hija": ("PEINADO",), "mi suegra": ("SECADO",), None: ("CORTAR",)},
        ),
        (
            "para mí corte, para mi hija peinado, y mi madre que se haga mechas",
            {None: ("CORTAR",), "mi hija": ("PEINADO",), "mi madre": ("MECHAS",)},
        ),
        (
            "quiero traer a mi niño de 4 años y a mi niña de 8 a cortarse",
            {"mi niño": ("CORTE NIÑO",), "mi niña": ("CORTE NIÑA",)},
        ),
        (
            "yo corte. Mi marido igual. Y el niño también",
            {None: ("CORTAR",), "mi marido": ("CORTE CABALLERO",), "el niño": ("CORTE NIÑO",)},
        ),
        (
            "vamos mi madre, mi tía y yo a peinarnos el sábado",
            {"mi madre": ("PEINADO",), "mi tía": ("PEINADO",), None: ("PEINADO",)},
        ),
        (
            "para mí y una amiga, peinado las dos",
            {None: ("PEINADO",), "mi amiga": ("PEINADO",)},
        ),
        (
            "quiero cita con mi amiga Laura, las dos peinado",
            {"mi amiga": ("PEINADO",), None: ("PEINADO",)},
        ),
        (
            "quería pedir hora para mi madre y mi suegra, las dos peinado, yo solo las llevo",
            {"mi madre": ("PEINADO",), "mi suegra": ("PEINADO",)},
        ),
        (
            "nos cortamos el pelo mi hijo de 10 años y yo",
            {"mi hijo": ("CORTE NIÑO",), None: ("CORTAR",)},
        ),
        (
            "para mi nieta Carla de 7 años un corte y para su hermano de 5 años otro",
            {"mi nieta": ("CORTE NIÑA",), "su hermano": ("CORTE NIÑO",)},
        ),
        (
            "corte pa mi crio d 6 años i otro pa mi",
            {"mi crio": ("CORTE NIÑO",), None: ("CORTAR",)},
        ),
        (
            "para mi hermana las dos cosas, corte y peinado",
            {"mi hermana": ("CORTAR", "PEINADO")},
        ),
        (
            "vamos mi chaval y yo a la vez: yo corte de caballero y él corte de niño",
            {None: ("CORTE CABALLERO",), "mi chaval": ("CORTE NIÑO",)},
        ),
        (
            "cortarme yo y que peinen a mi madre. Peinado normal. Se apunta mi prima: flequillo",
            {None: ("CORTAR",), "mi madre": ("PEINADO",), "mi prima": ("CORTE DE FLEQUILLO",)},
        ),
        ("2 personas corte", {None: ("CORTAR",), "mi acompañante": ("CORTAR",)}),
        ("corte para mí, mi hermana me lleva en coche", {None: ("CORTAR",)}),
        ("és la meva iaia, bioterapia podal", {"mi yaya": ("BIOTERAPIA PODAL",)}),
    ],
)
def test_each_has_what_is_said_of_them(
    text: str, expected: dict[str | None, tuple[str, ...]]
) -> None:
    assert booked(text) == expected


def test_a_mother_in_law_who_is_named_keeps_her_name() -> None:
    said = understood("se apunta mi suegra, que se llama Carmen, y quiere un secado; yo un corte")
    assert Book(services=("SECADO",), for_whom="mi suegra", for_name="Carmen") in said


@pytest.mark.parametrize("text", ["es el día de la madre y quería regalarle a la mía un facial"])
def test_ones_own_mother_is_whom_the_feast_is_about(text: str) -> None:
    assert set(booked(text)) == {"mi madre"}


def test_what_is_added_to_theirs_joins_what_they_have() -> None:
    said = understood("y añádele las cejas a mi madre", services=("BIOTERAPIA FACIAL",))
    assert said == (AddServices(services=("CEJAS",)),)


def test_what_changes_hands_is_booked_once() -> None:
    said = understood("ponla para mi madre, Rosario Gil, lo mismo, el jueves", services=("CORTAR",))
    assert said[0] == Book(for_whom="mi madre", for_name="Rosario Gil")


def test_the_day_at_the_end_is_nobody() -> None:
    said = understood("hora para mi marido y para mí, él corte y yo peinado, el jueves próximo")
    assert Book(services=("PEINADO",)) in said
    assert Book(services=("CORTE CABALLERO",), for_whom="mi marido") in said


def test_what_is_counted_first_and_then_told_is_wanted_once() -> None:
    said = understood(
        "quiero dos cortes juntos: corte caballero para mí y corte de niño para mi hijo de 8 años"
    )
    assert Book(services=("CORTE CABALLERO",)) in said
    assert Book(services=("CORTE NIÑO",), for_whom="mi hijo") in said


def test_ones_own_service_beside_theirs_is_not_theirs() -> None:
    text = "se apunta mi madre: ¿le podéis hacer un moldeado a ella a la vez que mi corte?"
    said = understood(text, services=("CORTAR",))
    assert [each for each in said if isinstance(each, Book)] == [
        Book(services=("MOLDEADO",), for_whom="mi madre")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "peinado largo para mi hermana. Total: mechas para mí, peinado para mi hija",
        "se apunta mi tía: peinado largo para ella. O sea: mechas para mí, peinado para mi hija",
    ],
)
def test_what_stands_right_before_whose_it_is_is_theirs(text: str) -> None:
    said = understood(text)
    assert Book(services=("MECHAS",)) in said
    assert Book(services=("PEINADO",), for_whom="mi hija") in said


def test_he_is_never_the_writer() -> None:
    said = understood("para mí y mi hijo: para mí corte de caballero y para él corte de niño")
    assert Book(services=("CORTE CABALLERO",)) in said
    assert Book(services=("CORTE NIÑO",), for_whom="mi hijo") in said


def test_twins_are_two_children() -> None:
    assert booked("tengo gemelos y quiero corte de niño para los dos") == {
        "mi gemelo": ("CORTE NIÑO",),
        "mi otro gemelo": ("CORTE NIÑO",),
    }


def test_each_child_has_the_cut_that_can_be_for_nobody_else() -> None:
    text = "mi hija el jueves y mi hijo el viernes, corte de niña y corte de niño"
    assert booked(text) == {"mi hija": ("CORTE NIÑA",), "mi hijo": ("CORTE NIÑO",)}
