"""What goes to a person whatever else is said, and what only looks so (R30, R49-R53, R67)."""

import pytest

from atrevete_core.domain.commands import AddServices, Ask, CallPerson, Offend
from tests.unit.reglas.conversation import understood


def about(text: str) -> str:
    said = understood(*text.split(" / "))[0]
    if isinstance(said, CallPerson):
        return said.about
    return "offence" if isinstance(said, Offend) else "harmless"


@pytest.mark.parametrize(
    "text",
    [
        "tiven un neno hai tres meses e estou dándolle o peito / podo facer as mechas?",
        "estou preñada, podo poñer tinte?",
        "tinc al·lèrgia al tint, hi ha algun problema?",
        "estoy con la regla, puedo hacerme la cera?",
        "es malo el tinte para el bebé?",
        "la mascarilla le puede hacer daño a mi piel?",
        "me pica todo el cuero cabelludo desde ayer",
        "estoy tomando roacutan / me puedo quitar el bigote con cera?",
        "me pica la cabeza desde el tinte, quiero cancelar la próxima",
        "padezco asma, me podéis hacer un moldeado?",
        "me salió una roncha después de la cera, qué me echo?",
        "me hice ayer las pestañas y hoy tengo el ojo rojo y me llora",
        "estoy en tratamiento de fertilidad, puedo teñirme?",
        "me he tatuado hace poco el brazo, me lo podéis depilar?",
        "mi niña es celíaca, el maquillaje lleva gluten?",
        "cuánto tengo que esperar después de operarme para el masaje?",
        "tuve una reacción la última vez con el tinte",
    ],
)
def test_health_goes_to_a_person(text: str) -> None:
    assert about(text) == "medical"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("se me está durmiendo la boca desde que me pusisteis la mascarilla", "emergency"),
        ("le está dando una reacción a mi madre ahora mismo", "emergency"),
        ("hoy me quito de en medio", "self_harm"),
        ("buscáis peluquera? tengo 10 años de experiencia", "supplier"),
        ("voy a ir ahí y os rompo el escaparate", "threat"),
        ("voy a cumplir 15 en marzo, me podéis dar cita?", "minor"),
        ("me dejasteis el pelo naranja el sábado", "complaint"),
        ("me cobrasteis dos veces el anticipo", "complaint"),
        ("la manicura que me hizo Rosa se levantó entera", "complaint"),
        ("podéis borrarme de vuestra base de datos?", "privacy"),
        ("prefiero que me llame alguna de las chicas", "asked"),
        ("os ofrezco posicionar vuestra web en google", "supplier"),
        ("somos distribuidores de queratina y me gustaría presentarles el catálogo", "supplier"),
        ("eres una máquina de mierda, no sirves ni para barrer pelos", "offence"),
        ("que te calles, cacharro inútil", "offence"),
        ("sois unas ladronas", "offence"),
    ],
)
def test_what_only_a_person_should_answer(text: str, meant: str) -> None:
    assert about(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "estoy fatal, he pasado la noche vomitando, anúlame la cita",
        "me duele la cabeza, no puedo ir hoy",
        "tengo covid, anula lo de mañana porfa",
        "se me cayó el móvil, perdona, qué decías?",
        "el corte que me hicisteis me encantó, quiero repetir",
        "estoy muy contenta con el corte",
        "es malo el jueves para mí, mejor el viernes",
        "mi hija cumple 8 años, peinado",
        "me muero de ganas de verme rubia",
        "voy para allí y os pago",
        "el martes me va mal",
    ],
)
def test_words_that_only_look_grave(text: str) -> None:
    assert about(text) == "harmless"


@pytest.mark.parametrize(
    "text",
    [
        "estoy cansada de vivir y lo tengo decidido",
        "ya no quiero seguir en este mundo",
        "mejor me muero",
        "no aguanto más, quiero desaparecer",
    ],
)
def test_whoever_is_tired_of_life_is_met_with_care(text: str) -> None:
    assert about(text) == "self_harm"


@pytest.mark.parametrize(
    "text",
    [
        "le doy la teta a mi beba, ¿me puedo teñir las pestañas?",
        "¿el tinte pasa a la leche?",
        "di a luz hace un mes, ¿puedo hacerme una permanente?",
        "estoy lactando, ¿hay problema con las mechas?",
    ],
)
def test_a_mother_who_nurses_is_answered_by_a_person(text: str) -> None:
    assert about(text) == "medical"


@pytest.mark.parametrize(
    "text",
    [
        "la aguja me ha dejado las manos hechas un mapa, ¿cuánto vale la manicura de caballero?",
        "mi hermana me ha dejado al crío, ¿le podéis hacer un corte de bebé?",
        "el sol me ha dejado el pelo hecho un estropajo, quiero un barro",
        "en otra peluquería me dejaron el pelo horrible, quería un corte",
    ],
)
def test_what_the_salon_has_not_done_is_no_complaint(text: str) -> None:
    assert not any(isinstance(each, CallPerson) for each in understood(text))


@pytest.mark.parametrize("text", ["la chica me ha dejado las cejas fatal", "me han dejado fatal"])
def test_what_the_salon_has_done_is_one(text: str) -> None:
    assert about(text) == "complaint"


def test_whether_there_is_anybody_on_saturdays_asks_for_the_hours() -> None:
    assert understood("¿los sábados hay alguien?") == (Ask(topics=("hours",)),)


def test_a_bride_who_adds_her_lip_needs_nobody() -> None:
    said = understood("y me añades el labio, que me caso en dos semanas", services=("CEJAS",))
    assert said == (AddServices(services=("LABIO",)),)
    bride = understood("me caso en dos semanas y quiero un recogido", services=("CEJAS",))
    assert any(isinstance(each, CallPerson) for each in bride)


def test_a_guest_who_says_that_she_is_no_bride_is_answered() -> None:
    said = understood("¿cuánto es un peinado de boda? no soy la novia eh, soy invitada")
    assert not any(isinstance(each, CallPerson) for each in said)
