"""Who gets what when somebody thinks again, and what a name or a remark is not (R27, R28, R37)."""

from datetime import date, time
from typing import Literal

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    AskAboutServices,
    AskMyAppointments,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    ConfirmAttendance,
    DayRange,
    DropServices,
    PartOfDay,
    UnclearService,
    When,
)
from atrevete_core.ports.language_model import Coming, Question, Upcoming
from tests.builders import madrid
from tests.unit.reglas.conversation import understood


def booked(*texts: str, **facts: object) -> list[tuple[str | None, tuple[str, ...]]]:
    said = understood(*texts, **facts)  # type: ignore[arg-type]
    return [(each.for_whom, each.services) for each in said if isinstance(each, Book)]


def test_one_of_a_group_may_think_again() -> None:
    assert booked(
        "para mí un corte y para mi hija Abril un peinado",
        "ah, y mi hermana Sol dice que se apunta, con un secado. A mí al final no me cortéis, "
        "hazme mejor un barro",
    ) == [("mi hija", ("PEINADO",)), ("mi hermana", ("SECADO",)), (None, ("BARRO",))]


def test_a_second_thought_of_one_leaves_the_other_her_own() -> None:
    text = "corte para mí y peinado para mi madre. No, para mí mejor un barro"
    assert booked(text) == [("mi madre", ("PEINADO",)), (None, ("BARRO",))]


@pytest.mark.parametrize(
    "text",
    [
        "agua lluvia, barro y secado. Y el barro que sea el gold, no el normal",
        "agua lluvia, barro y secado. El barro, el gold",
    ],
)
def test_a_service_said_more_exactly_is_not_booked_twice(text: str) -> None:
    [(_, services)] = booked(text)
    assert sorted(services) == ["AGUA LLUVIA", "BARRO GOLD", "SECADO"]


@pytest.mark.parametrize(
    "text",
    [
        "lo de siempre pero la barba no me la toquéis",
        "lo de siempre, la barba ni tocarla",
        "lo de siempre pero la barba me la dejo",
        "lo de siempre menos la barba",
        "lo de siempre pero no me toques la barba",
    ],
)
def test_what_is_not_to_be_touched_is_left_out(text: str) -> None:
    assert DropServices(services=("BARBA",)) in understood(text)


def test_what_was_asked_for_is_now_for_somebody_else_and_not_twice() -> None:
    said = understood(
        "el masaje de media hora es para mi suegra Brígida Toro",
        services=("MASAJE CORPORAL (30MIN)",),
    )
    assert DropServices(services=("MASAJE CORPORAL (30MIN)",)) in said
    assert booked(
        "y un masaje de media hora para mi suegra", services=("MASAJE CORPORAL (30MIN)",)
    ) == [("mi suegra", ("MASAJE CORPORAL (30MIN)",))]


def test_the_appointment_is_for_my_mother_in_law_asks_nothing() -> None:
    said = understood("sí, y la cita es para mi suegra", question=Question.NAME_CHECK)
    assert not any(isinstance(each, AskMyAppointments) for each in said)
    assert Book(for_whom="mi suegra") in said


def test_a_surname_is_no_service() -> None:
    assert booked("la consulta gratuita, el jueves 10. Faustino Heredia Cortés") == [
        (None, ("CONSULTA GRATUITA",))
    ]


def test_another_service_than_those_asked_about_is_taken_at_its_word() -> None:
    assert booked(
        "higiene de espalda el viernes",
        question=Question.WHICH_SERVICE,
        choices=("CERA MEDIAS PIERNAS", "CERA ENTERAS"),
    ) == [(None, ("HIGIENE DE ESPALDA",))]


def test_taking_a_child_to_school_books_nothing_for_the_child() -> None:
    assert booked("un corte el viernes a las 6, que a las 5 recojo a la niña") == [
        (None, ("CORTAR",))
    ]


def test_a_part_of_a_name_that_is_refused_leaves_and_what_is_said_more_exactly_replaces() -> None:
    draft = ("AGUA LLUVIA", "BARRO", "PEINADO")
    said = understood("me dijo agua tierra, no lluvia. Lo demás igual", services=draft)
    assert DropServices(services=("AGUA LLUVIA",)) in said
    draft = ("AGUA TIERRA", "BARRO", "PEINADO LARGO")
    said = understood("agua tierra no: agua lluvia", "y el barro que sea el gold", services=draft)
    assert DropServices(services=("AGUA TIERRA", "BARRO")) in said


def test_nobody_has_a_tint_of_the_lashes_beside_the_one_with_a_permanent() -> None:
    said = understood(
        "cejas y el de tinte + permanente de pestañas. El tinte suelto no",
        services=("CEJAS", "TINTE DE PESTAÑAS"),
    )
    assert DropServices(services=("TINTE DE PESTAÑAS",)) in said


TUESDAY_NOON = Upcoming(start=madrid(2026, 12, 1, 12), services=("CORTAR",), stylist="Marta")
THURSDAY = Upcoming(start=madrid(2026, 12, 3, 18), services=("PEINADO",), stylist="Marta")


@pytest.mark.parametrize(
    "text",
    [
        "¿la podemos pasar a mañana? no, espera, que mañana trabajo. Anúlamela y ya está",
        "¿puedo cambiarla a mañana? bueno no, cancélala",
        "cámbiamela al jueves… ay no, que tengo médico. Cancela",
    ],
)
def test_a_cancellation_that_is_said_last_is_what_counts(text: str) -> None:
    [said] = understood(text, upcoming=(TUESDAY_NOON,))
    assert isinstance(said, CancelAppointment)


@pytest.mark.parametrize(
    "text", ["cancélala, o mejor pásamela al jueves a las 5", "no la canceles, pásala al jueves"]
)
def test_a_move_that_is_said_last_is_what_counts(text: str) -> None:
    said = understood(text, upcoming=(TUESDAY_NOON,))
    assert isinstance(said[0], ChangeAppointment)


def test_who_finds_that_the_day_is_free_after_all_comes() -> None:
    said = understood(
        "uy, el jueves tengo médico a las 5. Ah no, que eso es el viernes. Gracias, allí estaré",
        question=Question.ATTENDANCE,
        upcoming=(THURSDAY,),
    )
    assert said == (ConfirmAttendance(),)


def test_who_comes_at_another_hour_moves() -> None:
    said = understood(
        "no puedo el jueves, mejor el viernes a las 5, allí estaré",
        question=Question.ATTENDANCE,
        upcoming=(THURSDAY,),
    )
    assert isinstance(said[0], ChangeAppointment)


def test_what_is_left_after_something_is_taken_away_is_wanted() -> None:
    said = understood(
        "quítame el peinado que ya me peino yo, deja corte y secado",
        services=("CORTAR", "SECADO", "PEINADO"),
    )
    assert DropServices(services=("PEINADO",)) in said
    assert not any(isinstance(each, DropServices) and "CORTAR" in each.services for each in said)


def test_a_sister_who_joins_leaves_the_writer_her_own() -> None:
    text = "mi hermana Sol se apunta, ella un secado. ¿Puede ser las dos a la vez?"
    assert booked(text, services=("CORTAR",)) == [("mi hermana", ("SECADO",))]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("lo de la última vez pero con otra chica", "f"),
        ("lo de siempre pero con otra persona", None),
        ("lo de siempre, cambiando de peluquera", None),
    ],
)
def test_the_usual_may_be_wished_with_somebody_else(text: str, gender: Literal["f"] | None) -> None:
    assert ChooseStylist(another=True, gender=gender) in understood(text)


@pytest.mark.parametrize(
    "text",
    [
        "¿podéis atender a mi marido y a mí el mismo día? el corte y yo un barro",
        "es para mi marido y para mí, el corte y yo barro",
    ],
)
def test_el_before_and_i_is_he(text: str) -> None:
    books = [each for each in understood(text) if isinstance(each, Book)]
    assert [each.services for each in books] == [("CORTE CABALLERO",), ("BARRO",)]


@pytest.mark.parametrize(
    "text",
    ["¿cuánto vale?", "¿cuánto me dices que vale?", "¿cuánto habéis dicho que vale?"],
)
def test_what_it_costs_is_no_yes_to_the_pack(text: str) -> None:
    said = understood(text, question=Question.PACK, services=("MECHAS",), first_name="Laura")
    assert [each.do for each in said] == ["ask_about_services"]


@pytest.mark.parametrize(
    "text",
    [
        "oye y para tíos cortáis? cuánto?",
        "¿cuánto cobráis a los hombres por cortar?",
        "precio de cortar para varones",
    ],
)
def test_what_a_man_pays_is_the_price_of_his_cut(text: str) -> None:
    assert understood(text) == (AskAboutServices(services=("CORTE CABALLERO",)),)


def test_who_booked_the_wrong_day_moves_the_appointment() -> None:
    own = Upcoming(start=madrid(2026, 12, 4, 17), stylist="Pilar", services=("CORTAR",))
    change, when = understood(
        "me he equivocado de día al reservar, era el jueves", upcoming=(own,), first_name="Laura"
    )
    assert isinstance(change, ChangeAppointment)
    assert when.do == "choose_when"


@pytest.mark.parametrize("text", ["el que sea por la mañana", "cualquier mañana"])
def test_any_morning_is_any_day(text: str) -> None:
    said = understood(text, question=Question.DAY, services=("CORTAR",), first_name="Laura")
    (when,) = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert (when.days, when.part) == (DayRange(first=date(2026, 12, 1)), PartOfDay.MORNING)


def test_the_first_of_the_days_is_the_soonest() -> None:
    said = understood("el primero", question=Question.DAY, services=("CORTAR",), first_name="Laura")
    assert said == (ChooseWhen(when=When(soonest=True)),)


@pytest.mark.parametrize("text", ["¿el color lo hacéis sin amoniaco?", "¿el tinte es vegano?"])
def test_what_is_in_it_is_a_question_and_no_booking(text: str) -> None:
    assert [each.do for each in understood(text)] == ["ask_other"]


def test_wedding_guests_are_counted() -> None:
    said = understood("peinado para 6 invitadas de boda")
    assert len([each for each in said if isinstance(each, Book)]) == 6


def test_whoever_cannot_be_there_on_another_day_is_not_late() -> None:
    own = Upcoming(start=madrid(2026, 12, 4, 17), stylist="Pilar", services=("CORTAR",))
    change, when = understood(
        "el viernes no llego a las 5, que curro hasta las 6", upcoming=(own,), first_name="Laura"
    )
    assert isinstance(change, ChangeAppointment)
    assert isinstance(when, ChooseWhen)
    assert when.when.earliest == time(18)


def test_what_is_added_to_what_was_priced_does_not_take_its_place() -> None:
    said = understood(
        "¿y si me corto las puntas también?", question=Question.NAME_CHECK, choices=("MECHAS",)
    )
    assert said == (AddServices(services=("CORTAR",)),)


def test_which_colour_may_be_told_before_it_is_asked() -> None:
    colour = UnclearService(
        words="color", candidates=("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")
    )
    both = tuple(
        Coming(whom=whom, services=("CORTAR",), unclear=(colour,)) for whom in ("mi madre", "")
    )
    said = understood("el color normal", question=Question.NAME_CHECK, group=both)
    assert said == (Book(services=("CULTURA DE COLOR",)),)
