"""Prices that are asked, and what was asked about booked next (R7, R40, S13, S15)."""

from atrevete_core.domain.commands import Accept, AskAboutServices, Book, GiveName, UnclearService
from tests.builders import pack
from tests.unit.flow.talking import Talk
from tests.unit.flow.test_booking_talk import at_home


async def test_the_price_of_one_thing_and_of_one_of_two_leaves_both_wished_for() -> None:
    """«¿Cuánto sale un tinte con corte? El normal, el viernes»: nothing is lost (R37)."""
    talk = await at_home()
    forms = UnclearService(words="tinte", candidates=("BARRO", "BARRO GOLD"))
    reply = await talk.says(AskAboutServices(services=("CORTAR",), unclear=(forms,)))
    assert "26,20 €" in reply
    assert "¿Cuál sería" in reply
    await talk.says(Book(services=("BARRO",)))
    assert talk.dialogue.draft
    assert talk.dialogue.draft.services == ["CORTAR", "BARRO"]


async def test_the_pack_that_was_asked_about_may_be_taken() -> None:
    talk = await at_home()
    reply = await talk.says(AskAboutServices(services=(pack().name,)))
    assert "80,00 €" in reply
    await talk.says(Accept())
    assert talk.dialogue.draft
    assert set(talk.dialogue.draft.services) == {"MECHAS", "CORTAR"}


async def test_whoever_asks_what_is_done_hears_of_it() -> None:
    talk = await at_home()
    reply = await talk.says(AskAboutServices(services=()))
    assert "peluquería (cortes" in reply
    assert "?" not in reply


async def test_what_was_asked_for_somebody_else_is_offered_once_the_name_is_known() -> None:
    """«¿Cuánto cuesta un corte para mi marido?», by a new customer."""
    talk = Talk("Laura")
    husbands = AskAboutServices(services=("CORTAR",))
    await talk.says(husbands, Book(for_whom="mi marido"))
    assert await talk.says(GiveName(first_name="Laura")) == "¿Te busco hora para el corte?"
    await talk.says(Accept())
    assert talk.dialogue.draft
    assert (talk.dialogue.draft.for_whom, talk.dialogue.draft.services) == ("mi marido", ["CORTAR"])
