"""S1: a new customer wants mechas on Friday; the pack saves her money, and she pays for it."""

from dataclasses import dataclass

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_adapters.reglas import Reglas
from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.domain.money import Money
from atrevete_core.ports.stylist_calendar import Look
from tests.builders import FRIDAY, NOW
from tests.unit.phrases.voice import assert_her_voice


@dataclass(frozen=True)
class Wording:
    """What one customer writes, message by message, until she has the link."""

    first: str
    name: str
    pack: str
    slot: str
    surname: str


WORDINGS = {
    "plain": Wording(
        "Hola, quería hacerme mechas el viernes", "sí", "el pack", "la segunda", "García López"
    ),
    "chat": Wording("holaa kiero mexas el viernes", "si soy yo", "vale", "la 1ª", "garcia"),
    "long": Wording(
        "Buenos días! Me gustaría pedir cita para unas mechas este viernes, si puede ser",
        "Sí, me llamo Laura",
        "Pues el pack, me interesa",
        "la primera me va bien",
        "Mis apellidos son García López",
    ),
    "latin": Wording(
        "Hola, quisiera agendar mechas para el viernes",
        "así es",
        "sí, el pack por favor",
        "la última",
        "García",
    ),
}


@pytest.fixture(scope="module")
def reglas() -> Reglas:
    """It reads the salon's vocabulary once."""
    return Reglas()


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=WORDINGS.keys())
async def test_she_accepts_the_pack_chooses_a_slot_gives_her_surname_and_pays(
    wording: Wording, reglas: Reglas
) -> None:
    salon = MemorySalon(now=NOW, model=reglas)
    laura = salon.person("+34600111222", "Laura")

    (hello,) = await laura.writes(wording.first)
    assert "Soy una IA" in hello
    assert hello.endswith("¿Te llamas Laura?")

    (offer,) = await laura.writes(wording.name)
    assert "En el pack Mechas + Corte tienes las dos cosas por 80,00 € en vez de 88,70 €" in offer

    (slots,) = await laura.writes(wording.pack)
    assert slots.startswith("El viernes 18 de diciembre puedo")
    assert 2 <= len(laura.replies[-1].buttons) <= 3

    (question,) = await laura.writes(wording.slot)
    assert question == "¿Y tus apellidos, Laura?"

    (link,) = await laura.writes(wording.surname)
    assert (
        "Son 80,00 € por las mechas y el corte, en vez de 88,70 €: "
        "16,00 € de anticipo y 64,00 € en el salón." in link
    )
    assert "confirmada" not in link

    await salon.pay()
    (confirmation,) = laura.reads()
    assert confirmation.startswith("¡Anticipo recibido, Laura! 🎉 Cita confirmada: ")

    _is_booked(salon)
    for reply in laura.replies:
        assert_her_voice(reply, sentences=8)


def _is_booked(salon: MemorySalon) -> None:
    """One confirmed appointment of an hour, paid with 16.00 EUR, and its stylist knows."""
    tables = salon.storage.tables
    (hold,) = tables.holds
    (appointment,) = tables.appointments
    (deposit,) = tables.deposits
    assert hold.status is HoldStatus.CONFIRMED
    assert appointment.status is AppointmentStatus.CONFIRMED
    assert appointment.during.minutes == 60
    assert salon.seed.salon.local(appointment.start).date() == FRIDAY
    assert (appointment.total, deposit.amount) == (Money(8000), Money(1600))
    assert deposit.status is DepositStatus.PAID
    stylist = salon.seed.catalogue.stylist(appointment.stylist_id)
    assert [mail.address for mail in salon.notifier.emails] == [stylist.email]
    (entry,) = salon.calendar.shown(stylist.calendar_id)
    assert (entry.look, entry.title) == (Look.CONFIRMED, "Laura: mechas y corte")


async def test_everything_said_at_once_is_not_asked_again(reglas: Reglas) -> None:
    salon = MemorySalon(now=NOW, model=reglas)
    laura = salon.person("+34600111222", "Laura")
    await laura.writes("Hola", "soy Laura García", "quiero corte el viernes a las 12:30 con Pilar")
    (hold,) = salon.storage.tables.holds
    (appointment,) = salon.storage.tables.appointments
    assert hold.status is HoldStatus.HELD
    start = salon.seed.salon.local(appointment.start)
    assert (start.date(), start.hour, start.minute) == (FRIDAY, 12, 30)
    assert salon.seed.catalogue.stylist(appointment.stylist_id).name == "Pilar"


async def test_a_no_to_the_pack_is_taken_for_an_answer(reglas: Reglas) -> None:
    salon = MemorySalon(now=NOW, model=reglas)
    laura = salon.person("+34600111222", "Laura")
    for words in ("mechas el viernes", "sí", "no, solo las mechas", "la primera", "García"):
        await laura.writes(words)
    (appointment,) = salon.storage.tables.appointments
    assert appointment.service_names == ("MECHAS",)
    assert appointment.total == Money(6250)
    assert sum("pack" in reply.text for reply in laura.replies) == 1


async def test_a_customer_who_does_not_pay_loses_the_slot_and_may_have_it_again(
    reglas: Reglas,
) -> None:
    salon = MemorySalon(now=NOW, model=reglas)
    laura = salon.person("+34600111222", "Laura")
    for words in ("corte el viernes a las 12:30", "sí", "García"):
        await laura.writes(words)
    await salon.advance(minutes=26)
    assert "solo puedo guardarte" in laura.reads()[-1]
    await salon.advance(minutes=5)
    assert laura.reads()[-1].endswith("¿Miro si sigue libre?")
    assert "Te guardo el *viernes 18 a las 12:30*" in (await laura.writes("sí, por favor"))[-1]
    await salon.pay()
    assert [hold.status for hold in salon.storage.tables.holds] == [
        HoldStatus.LAPSED,
        HoldStatus.CONFIRMED,
    ]
