"""What is said of an hour that is held while its link waits: it is given up, or paid later."""

import re

from ..reading import Reading
from ..temporal.items import Clock, Days, Sign, Unit

_GIVES_UP = re.compile(
    r"^(?:\W|uy |ay |uf |perdona |perdon |lo siento |hola )*(?:al final|ya|mejor|pues al final)"
    r"(?: yo)? no (?:puedo|podre|voy a poder|podemos|vamos a poder)(?: (?:ir|venir|ese dia))?\W*"
    r"(?:(?:lo siento|perdona|perdon|gracias)\W*)*$"
)


def gives_up_what_is_held(reading: Reading) -> bool:
    """«al final no puedo», while the link waits: they will not come, nothing fails."""
    if not reading.situation.waits_for_payment or reading.mentions:
        return False
    line, told = reading.text.line, [each.values[0] for each in reading.items]
    if any(isinstance(each, Clock) for each in told):
        return False
    days = [each for each in told if isinstance(each, Days) and each.unit is not Unit.MONTH]
    another = days or reading.asks
    return bool(_GIVES_UP.match(line)) or (bool(_RATHER_NOT.match(line)) and not another)


#: «pues al final mira, mejor no, que se me ha roto la lavadora», with its reason.
_RATHER_NOT = re.compile(
    r"(?:(?:[,.!]|uy|ay|uf|oye|mira|pues|bueno|perdona|perdon|lo siento|hola|al final|casi|que|ya"
    r"|creo|sabes) )*"
    r"(?:mejor no|va a ser que no|al final no|no va a poder ser|lo dejamos|lo dejo|dejalo|dejadlo"
    r"|(?:mejor )?(?:lo dejamos|lo dejo)|me lo he pensado mejor|ya no (?:lo|la) quiero)\b"
    r"(?! (?:me|se|te|lo) (?:deja|abre|va|carga|funciona|coge|acepta))"
)


def excuses_only(reading: Reading) -> bool:
    """«ay, que no me ha dado tiempo, lo siento, sí por favor»: that «no» refuses nothing."""
    told = reading.spans("forgot_to_pay")
    refused = [
        each
        for each in reading.spans("no")
        if not any(each.start < e.end + 1 and e.start < each.end + 1 for e in told)
    ]
    return bool(told) and not refused and not reading.has("cancel", "cancel_now", "stop_booking")


_PAYS = re.compile(
    r"\b(?:pago|pagare|pagaria|pagaremos|pagamos|pagar|pagarlo|pagarla|pagartelo|pagaroslo|abono"
    r"|ingreso|hago el (?:pago|ingreso|bizum))\b"
)
_ELSE = ("change", "cancel", "cancel_now", "payment_trouble", "paid", "instead", "elsewhere")


def pays_then(reading: Reading) -> bool:
    """«cuando salga a las 6 te lo pago», «cobro el viernes, ¿te lo puedo pagar entonces?»: the
    hour is that of paying, not of coming.
    """
    said = _PAYS.search(reading.text.line)
    timed = any(not isinstance(each.values[0], Sign) for each in reading.items)
    return bool(said) and timed and not (reading.mentions or reading.has(*_ELSE))
