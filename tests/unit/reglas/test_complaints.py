"""Who is complained of: the salon, or the writer's own hair, day, car and family (R51)."""

import pytest

from atrevete_core.domain.commands import CallPerson, CancelAppointment
from tests.unit.reglas.conversation import facts_of, understood


def complains(text: str) -> bool:
    return any(
        isinstance(each, CallPerson) and each.about == "complaint" for each in understood(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "querría unas mechas el viernes, que estoy hecha un desastre",
        "me lo corté yo solita y me quedó horrible jajaja",
        "me he teñido en casa y me ha quedado naranja, ¿tenéis hueco mañana?",
        "se me ha roto el coche y no llego",
        "mi hermana me tiñó el pelo y me lo dejó naranja",
        "el niño se ha cortado el flequillo él solo, vaya chapuza",
        "estoy muy enfadada con mi hermana, así que voy yo sola",
        "salí fatal en la foto, necesito un corte",
        "no vuelvo hasta las 6 de trabajar",
        "vaya horror de tráfico, llego 10 minutos tarde",
        "mi marido se queja de que llevo el pelo muy largo, quería un corte para el jueves",
    ],
)
def test_what_went_wrong_without_the_salon_is_no_complaint(text: str) -> None:
    assert not complains(text)


@pytest.mark.parametrize(
    "text",
    [
        "el tinte que me pusisteis ha quedado verde",
        "Pilar me dejó el flequillo torcido",
        "el corte de ayer me quedó horrible",
        "me corté con vosotros y me quedó horrible",
        "se me ha caído el esmalte a los dos días",
        "a mi hija le cortasteis fatal",
        "les escribo porque me dejaron el cabello anaranjado",
        "vaya chapuza",
    ],
)
def test_what_the_salon_did_wrong_is_one(text: str) -> None:
    assert complains(text)


@pytest.mark.parametrize(
    "text",
    [
        "me hicieron el corte el otro día y un lado está más largo que otro, me lo arregláis?",
        "me cortasteis el jueves pasado y tengo el flequillo torcido",
        "ayer me cortasteis y el corte ha quedado desigual",
    ],
)
def test_an_uneven_cut_of_ours(text: str) -> None:
    [said] = understood(text)
    assert isinstance(said, CallPerson)
    assert said.about == "complaint"


def test_uneven_hair_alone_complains_of_nobody() -> None:
    said = understood("tengo un lado más largo que otro, quiero cortarme")
    assert not any(isinstance(each, CallPerson) for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "quiero un corte con capas desiguales",
        "me gusta con un lado más corto que otro, un corte así",
        "el color me duró cuatro semanas genial, quiero repetir",
        "me duró dos semanas la manicura, me toca otra el viernes",
        "me han dejado la tarde libre, un corte hoy",
        "¿me habéis dejado la hora de las 5?",
        "me han hecho un cambio de turno, ¿puedo ir a las 6?",
        "no me coge el teléfono nadie, por eso escribo: corte el viernes",
        "ya no me gusta el rubio, quiero mi color",
    ],
)
def test_ordinary_words_of_a_wish_complain_of_nothing(text: str) -> None:
    assert not complains(text)


@pytest.mark.parametrize(
    "text",
    [
        "me habéis dejado el pelo hecho un cuadro",
        "me han dejado fatal el flequillo",
        "el color me duró tres días",
        "la manicura me duró solo una semana",
        "no me contesta nadie",
        "eso no es lo que pedí",
    ],
)
def test_what_complains_of_the_salon_still_does(text: str) -> None:
    assert complains(text)


@pytest.mark.parametrize(
    "text",
    [
        "eso no es lo que pedí, pedí el viernes",
        "esto no es lo que dije, dije corte de caballero",
        "el corte no era lo que pedí, era corte y peinado",
    ],
)
def test_what_was_misunderstood_a_moment_ago_is_set_right(text: str) -> None:
    said = understood(text, services=("CORTAR",))
    assert not any(isinstance(each, CallPerson) for each in said)


def test_the_money_of_a_cancelled_appointment_is_no_complaint() -> None:
    said = understood("cancelo la cita, devolvedme el dinero", **facts_of({"upcoming": True}))
    assert CancelAppointment() in said


@pytest.mark.parametrize(
    "text",
    [
        "me han puesto una reunión en Toledo a las nueve, hasta la hora de comer no vuelvo",
        "estoy de viaje y no vuelvo hasta el jueves",
    ],
)
def test_who_comes_back_later_complains_of_nobody(text: str) -> None:
    assert not complains(text)


@pytest.mark.parametrize(
    "text", ["me dejasteis fatal, no vuelvo", "no vuelvo nunca más con vosotros"]
)
def test_who_never_comes_back_does(text: str) -> None:
    assert complains(text)


@pytest.mark.parametrize(
    "text", ["qué desastre de corte, no vuelvo más", "menudo desastre de mechas, no vuelvo"]
)
def test_what_was_done_badly_is_not_booked_again(text: str) -> None:
    assert complains(text)
