"""One after the other: «me corto yo y después mi hijo», «mi marido a las 10 y yo a las 10:40»
(R27).
"""

import pytest

from atrevete_core.domain.commands import Book, ChooseWhen

from .conversation import understood


def booked(text: str) -> dict[str | None, tuple[str, ...]]:
    """What is booked for whom; of what is unclear, its words."""
    return {
        each.for_whom: (*each.services, *(one.words for one in each.unclear))
        for each in understood(text)
        if isinstance(each, Book)
    }


@pytest.mark.parametrize(
    "text",
    [
        "me corto yo y luego mi marido",
        "corte para mí y detrás mi marido",
        "primero mi marido, después yo, cortarnos el pelo",
        "quiero cortarme el pelo yo y que mi marido se corte después",
        "cortarme yo y después mi marido",
    ],
)
def test_whoever_comes_after_the_writer_comes_too(text: str) -> None:
    assert booked(text) == {None: ("CORTAR",), "mi marido": ("CORTE CABALLERO",)}


@pytest.mark.parametrize(
    "text",
    [
        "me voy a cortar yo y luego mi madre me recoge",
        "quiero un corte y después mi madre pagará",
        "un corte y luego voy con mi madre al médico",
    ],
)
def test_whoever_does_something_else_afterwards_does_not(text: str) -> None:
    assert booked(text) == {None: ("CORTAR",)}


@pytest.mark.parametrize(
    "text",
    [
        "el viernes yo a las 11 corte y mi madre a las 12 peinado",
        "el viernes a las 11 corte para mí y a las 12 peinado para mi madre",
        "mi madre peinado a las 12 y yo corte a las 11, el viernes",
    ],
)
def test_each_has_the_hour_that_is_theirs(text: str) -> None:
    mine, on, theirs, then = understood(text)
    assert mine == Book(services=("CORTAR",))
    assert theirs == Book(services=("PEINADO",), for_whom="mi madre")
    times = [each.when for each in (on, then) if isinstance(each, ChooseWhen)]
    assert [each.at.hour for each in times if each.at] == [11, 12]
    assert [each.days.first.day for each in times if each.days and each.days.first] == [4, 4]


def test_the_same_for_both_at_two_hours_fits_each_of_them() -> None:
    assert booked("el viernes a las 10 yo y a las 10:40 mi marido, cortar los dos") == {
        None: ("CORTAR",),
        "mi marido": ("CORTE CABALLERO",),
    }


def test_a_bare_cut_at_two_hours_is_no_childs_for_the_writer() -> None:
    assert booked("corte mi hijo a las 5 y yo a las 5 y media") == {
        None: ("CORTAR",),
        "mi hijo": ("corte",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "corte para mí y peinado para mi hija. Mejor a las 5 y media, que ella sale a las 5",
        "para mí un corte y para mi hija un peinado, a las 5 y media, que ella acaba a las 5",
    ],
)
def test_the_hour_at_which_somebody_gets_off_is_no_hour_of_theirs(text: str) -> None:
    said = understood(text)
    times = [each.when.at for each in said if isinstance(each, ChooseWhen)]
    assert [(at.hour, at.minute) for at in times if at] == [(17, 30)]
    assert booked(text) == {None: ("CORTAR",), "mi hija": ("PEINADO",)}


def test_one_of_two_hours_is_no_hour_of_each() -> None:
    said = understood("corte para mi madre y para mí el viernes a las 5 o a las 6")
    assert sum(isinstance(each, ChooseWhen) for each in said) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "mi niña de 9 años corte y mi niño de 6 tb, y yo mechas",
            {"mi niña": ("CORTE NIÑA",), "mi niño": ("CORTE NIÑO",), None: ("MECHAS",)},
        ),
        (
            "mi madre secado y mi hermana igual y yo corte",
            {"mi madre": ("SECADO",), "mi hermana": ("SECADO",), None: ("CORTAR",)},
        ),
        (
            "hora para mi hijo de 8 años y de paso me corto yo también",
            {"mi hijo": ("CORTE NIÑO",), None: ("CORTAR",)},
        ),
        (
            "mi madre y mi hermana también y yo, mechas las tres",
            {"mi madre": ("MECHAS",), "mi hermana": ("MECHAS",), None: ("MECHAS",)},
        ),
    ],
)
def test_who_wants_the_same_has_it_and_not_what_follows(
    text: str, expected: dict[str | None, tuple[str, ...]]
) -> None:
    assert booked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "un corte de caballero, uno de niña y otro de mujer",
            {None: ("CORTE CABALLERO",), "mi niña": ("CORTE NIÑA",), "mi acompañante": ("CORTAR",)},
        ),
        (
            "un corte para mí y dos de niño",
            {None: ("CORTAR",), "mi niño": ("CORTE NIÑO",), "mi otro niño": ("CORTE NIÑO",)},
        ),
        (
            "quiero un corte para mí y un corte de niño",
            {None: ("CORTAR",), "mi niño": ("CORTE NIÑO",)},
        ),
        ("corte de niño, de niño pequeño", {None: ("CORTE NIÑO",)}),
        ("me cortáis el pelo? el corte de caballero", {None: ("CORTE CABALLERO",)}),
    ],
)
def test_cuts_of_several_kinds_are_for_several_people(
    text: str, expected: dict[str | None, tuple[str, ...]]
) -> None:
    assert booked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "venimos mi hermana, mi madre y yo a peinarnos",
            {"mi hermana": ("PEINADO",), "mi madre": ("PEINADO",), None: ("PEINADO",)},
        ),
        (
            "hora para que mi madre se haga la permanente de pestañas y yo las cejas",
            {"mi madre": ("PERMANENTE DE PESTAÑAS",), None: ("CEJAS",)},
        ),
        (
            "me das cita para el secado de mi hermana y el mío?",
            {"mi hermana": ("SECADO",), None: ("SECADO",)},
        ),
        (
            "cortarle el pelo a Marcos, mi hijo, que tiene 3 años, y las puntas a mí",
            {"mi hijo": ("CORTE NIÑO",), None: ("CORTAR",)},
        ),
        (
            "soy la mujer de Antonio, él quiere cortarse el pelo",
            {"mi marido": ("CORTE CABALLERO",)},
        ),
        ("la peque se quiere cortar el flequillo", {"la peque": ("CORTE DE FLEQUILLO",)}),
        ("vengo de parte de mi prima Sandra, quiero mechas", {None: ("MECHAS",)}),
        ("el secado es para mi madre, pero me avisáis a mí", {"mi madre": ("SECADO",)}),
    ],
)
def test_nobody_who_is_to_come_is_lost(
    text: str, expected: dict[str | None, tuple[str, ...]]
) -> None:
    assert booked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "necesito hora para 2 niñas de 6 y 8 años, corte",
            {"mi niña": ("CORTE NIÑA",), "mi otra niña": ("CORTE NIÑA",)},
        ),
        (
            "para dos amigos y para mí, secado",
            {"mi amigo": ("SECADO",), "mi otro amigo": ("SECADO",), None: ("SECADO",)},
        ),
        (
            "me gustaría que mi hija se hiciera unas mechas y yo un corte",
            {"mi hija": ("MECHAS",), None: ("CORTAR",)},
        ),
        ("tengo dos niñas y quiero un corte para mí", {None: ("CORTAR",)}),
    ],
)
def test_as_many_as_are_counted_have_their_own(
    text: str, expected: dict[str | None, tuple[str, ...]]
) -> None:
    assert booked(text) == expected


@pytest.mark.parametrize("service", ["un corte", "una manicura normal", "unas mechas"])
def test_what_the_hour_is_for_tells_no_minutes(service: str) -> None:
    [when] = [
        each.when
        for each in understood(f"el viernes a las 5 para {service}")
        if isinstance(each, ChooseWhen)
    ]
    assert when.at is not None
    assert (when.at.hour, when.at.minute) == (17, 0)
