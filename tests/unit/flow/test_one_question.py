"""However much there is to say, she asks one thing, at the end (VOICE)."""

from atrevete_core.domain.commands import AskConsultation, CallPerson, GiveName
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.flow.state import composed, part
from atrevete_core.phrases.people import calm
from tests.unit.flow.talking import Talk


def said(*parts: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    reply = composed([part(text, buttons) for text, buttons in parts])
    assert reply is not None
    return reply.text, reply.buttons


def test_only_the_last_question_is_asked() -> None:
    text, _ = said(("El martes cerramos. ¿Cuál te va mejor?", ()), ("¿Te llamas Ana?", ()))
    assert text == "El martes cerramos.\n¿Te llamas Ana?"


def test_the_buttons_of_a_question_that_is_left_out_go_with_it() -> None:
    text, buttons = said(("¿La cancelo? 😊", ("Sí", "No")), ("¿Te llamas Ana?", ()))
    assert (text, buttons) == ("¿Te llamas Ana?", ())


def test_a_question_that_is_followed_by_no_other_stays() -> None:
    text, buttons = said(("¿La cancelo?", ("Sí", "No")), ("Abrimos hasta las 20:00.", ()))
    assert (text, buttons) == ("¿La cancelo?\nAbrimos hasta las 20:00.", ("Sí", "No"))


def test_a_question_in_the_middle_of_an_answer_is_not_hers() -> None:
    text, _ = said(("«¿Hay parking?» Sí, al lado.", ()), ("¿Te llamas Ana?", ()))
    assert text.startswith("«¿Hay parking?» Sí, al lado.")


async def test_what_was_left_out_is_asked_when_the_name_is_known() -> None:
    talk = Talk()
    reply = await talk.says(AskConsultation(between=("OLEO PIGMENTO", "CULTURA DE COLOR")))
    assert reply.count("?") == 1
    assert "¿Te busco hora para la consulta" in await talk.says(GiveName(first_name="Irma"))


async def test_there_is_no_flower_where_somebody_is_worried() -> None:
    talk = Talk()
    reply = await talk.says(CallPerson(reason=EscalationReason.MEDICAL, about="medical"))
    assert "🌸" not in reply
    assert "la asistente virtual de Atrévete Peluquería. Soy una IA" in reply


def test_a_full_stop_stays_only_where_the_flower_ended_the_sentence() -> None:
    assert calm("¡Hola otra vez, Ana! 🌸 Soy Maite.") == "¡Hola otra vez, Ana! Soy Maite."
    assert (
        calm("Soy Maite, la de Atrévete 🌸 Soy una IA.") == "Soy Maite, la de Atrévete. Soy una IA."
    )
