"""An open question is answered in the model's words, if this turn's look-ups bear them out."""

import pytest

from atrevete_adapters.memory.model import ScriptedModel
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.commands import Ask, AskOther, GiveName
from atrevete_core.ports.language_model import LookUp, Tool, Understood
from tests.builders import madrid
from tests.unit.flow.talking import Talk

LOOK = Understood(
    look_ups=(LookUp(id="1", tool=Tool.SERVICES, arguments={"names": ["BARRO GOLD"]}),)
)
NAMED = GiveName(first_name="Laura", last_name="Gómez")


async def asked(text: str) -> str:
    model = ScriptedModel([LOOK, Understood(commands=(NAMED, AskOther()), text=text)])
    salon = MemorySalon(now=madrid(2026, 12, 16, 11), model=model)
    [said] = await salon.person("+34600111222", "Laura").writes("soy Laura, ¿qué le va a mi pelo?")
    return said


@pytest.mark.parametrize(
    "text",
    [
        "Para un pelo apagado va muy bien el Barro Gold: son 48,00 € y 40 min.",
        "Depende de cómo lo tengas, Laura; en el salón te lo miran con calma.",
    ],
)
async def test_words_that_the_books_bear_out_are_said(text: str) -> None:
    assert text in await asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "El Barro Gold te lo dejo en 40,00 €.",
        "Te lo hace Lucía mañana a las 10:00.",
        "Ya tienes tu cita confirmada.",
        "Mira en barro.example.com/oferta",
    ],
)
async def test_otherwise_the_codes_own_sentence_goes_out(text: str) -> None:
    said = await asked(text)
    assert text not in said
    assert "Eso no lo sé seguro" in said


async def test_who_asks_about_cancelling_hears_the_hours_of_the_terms() -> None:
    talk = Talk()

    told = await talk.says(Ask(topics=("cancellation",)))

    assert "24 horas" in told
