"""One craft in another form, and what is not needed after all (R37, R40, R44)."""

import pytest

from atrevete_adapters.reglas.vocabulary.families import family_of
from atrevete_core.domain.commands import AddServices, Book, DropServices
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import UPCOMING, left, understood

COLOUR = ("CORTAR", "CULTURA DE COLOR", "SECADO")
HANDS = ("LIMAR Y PINTAR MANOS PERMANENTE", "CEJAS")


@pytest.mark.parametrize(
    "text",
    [
        "al final la extra",
        "mejor la extra, que lo tengo largo",
        "cámbiame la cultura por la extra",
        "ay no, la extra",
        "pues entonces que sea la cultura extra",
    ],
)
@pytest.mark.parametrize("question", [None, Question.DAY, Question.SURNAME])
def test_the_form_named_last_takes_the_place_of_the_other_and_the_rest_stays(
    text: str, question: Question | None
) -> None:
    assert left(text, COLOUR, question) == {"CORTAR", "CULTURA DE COLOR EXTRA", "SECADO"}


@pytest.mark.parametrize(
    ("text", "chosen", "becomes"),
    [
        ("cambia el peinado largo por el normal", ("CORTAR", "PEINADO LARGO"), "PEINADO"),
        ("mejor el gold", ("CORTAR", "BARRO"), "BARRO GOLD"),
        ("la manicura mejor con bioterapia", HANDS, "MANICURA PERMANENTE+BIOTERAPIA"),
        ("sin permanente, la normal", HANDS, "LIMAR Y PINTAR MANOS"),
        ("el de media hora mejor", ("CEJAS", "MASAJE CORPORAL (60MIN)"), "MASAJE CORPORAL (30MIN)"),
    ],
)
def test_the_form_is_known_from_what_is_chosen(
    text: str, chosen: tuple[str, ...], becomes: str
) -> None:
    assert len(left(text, chosen)) == len(chosen)
    assert becomes in left(text, chosen)


def test_what_was_just_booked_gets_the_other_form() -> None:
    own = Upcoming(start=UPCOMING, services=("CORTAR", "PEINADO"), spoken_of=True)

    said = understood("mejor el largo", upcoming=(own,))

    assert AddServices(services=("PEINADO LARGO",)) in said
    assert DropServices(services=("PEINADO",)) in said


def test_the_plain_word_for_what_is_booked_changes_nothing_of_it() -> None:
    own = Upcoming(start=UPCOMING, services=("PEINADO LARGO",))

    said = understood("tengo que cancelar el peinado del jueves", upcoming=(own,))

    assert not [each for each in said if isinstance(each, AddServices | DropServices)]


@pytest.mark.parametrize(
    "text",
    [
        "las cejas me las hizo ya mi hija, así que déjalas",
        "las cejas ya las tengo hechas",
        "las cejas me las hago yo",
        "de las cejas ya se encargó mi hermana, quítalas",
        "lo de las cejas era solo por saber el precio",
        "las cejas las puse sin querer",
        "puse cejas por error",
        "me equivoqué con lo de las cejas",
        "las cejas por ahora no",
        "las cejas ni falta que hace",
        "no hace falta que me hagáis las cejas",
    ],
)
def test_what_is_done_already_or_was_a_mistake_is_not_booked(text: str) -> None:
    assert left(text, HANDS) == {"LIMAR Y PINTAR MANOS PERMANENTE"}


def test_what_others_do_at_home_is_no_wish() -> None:
    assert left("el secado quítamelo que luego me peina mi prima", COLOUR) == {
        "CORTAR",
        "CULTURA DE COLOR",
    }


def test_what_went_wrong_at_home_is_wanted() -> None:
    said = understood("el flequillo me lo cortó ya mi prima y quedó fatal, ¿me lo arregláis?")

    assert not [each for each in said if isinstance(each, DropServices)]


def test_the_forms_of_a_craft_are_told_from_the_plainest() -> None:
    assert family_of("Peinado extra")[0] == "peinado"
    assert family_of("SECADO") == ()


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("necesito teñirme las raíces, ¿es normal o extra?", "CULTURA DE COLOR"),
        ("un tinte, el normal o el extra, no sé", "CULTURA DE COLOR"),
        ("¿peinado largo o corto?", "PEINADO"),
        ("quiero un masaje, ¿de 30 o de 60?", "MASAJE CORPORAL"),
    ],
)
def test_one_form_or_the_other_is_asked(text: str, forms: str) -> None:
    [book] = [each for each in understood(text) if isinstance(each, Book)]
    assert not book.services
    assert len(book.unclear[0].candidates) > 1
    assert all(each.startswith(forms) for each in book.unclear[0].candidates)


def test_permanente_of_the_nails_that_are_chosen_is_no_perm() -> None:
    chosen = ("LIMAR Y PINTAR MANOS PERMANENTE",)
    said = understood("permanente", services=chosen, question=Question.DAY)
    assert not any(isinstance(each, Book) and each.unclear for each in said)


@pytest.mark.parametrize("text", ["la normal", "la sencilla porfa", "la normalita mejor"])
def test_of_two_with_names_apart_the_plain_one_is_the_cheaper(text: str) -> None:
    lasting = ("MANICURA PERMANENTE+BIOTERAPIA", "LIMAR Y PINTAR MANOS PERMANENTE")

    said = understood(text, question=Question.WHICH_SERVICE, choices=lasting)

    assert Book(services=(lasting[1],)) in said


@pytest.mark.parametrize("text", ["que sean brasileñas", "mejor brasileñas"])
def test_another_form_of_what_is_chosen_takes_its_place(text: str) -> None:
    assert left(text, ("INGLES O AXILAS",), Question.SLOT) == {"INGLES BRASILEÑAS"}


def test_what_is_joined_is_one_more() -> None:
    both = {"INGLES O AXILAS", "INGLES BRASILEÑAS"}
    assert left("y brasileñas", ("INGLES O AXILAS",), Question.SLOT) == both
