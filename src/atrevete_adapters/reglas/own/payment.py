"""What is said about paying: whether one must, that it fails, that it was done, in another way."""

import re
from collections.abc import Sequence

from atrevete_core.domain.commands import (
    Accept,
    AskDeposit,
    ClaimPaid,
    Command,
    PayOtherwise,
    ReportPaymentTrouble,
    TakeTime,
)
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Clock, Sign
from ..text.notation import Found
from ..text.words import listed
from .what_is_held import gives_up_what_is_held, pays_then

#: How the words begin that say to have paid or to send a proof of it.
_PAID = listed("pag man env adj")


def about_payment(reading: Reading) -> list[tuple[int, Command]]:
    """Commands about a payment that waits, failed or was made."""
    return _about_deposit(reading) or _payment(reading)


def _about_deposit(reading: Reading) -> list[tuple[int, Command]]:
    """Whether it must be paid; or that it was forgotten, which is no refusal."""
    if _asks_of_deposit(reading):
        return [(reading.spans("deposit_needed")[0].start, AskDeposit())]
    trouble = reading.spans("payment_trouble")  # «me la rechaza, no he podido pagar»
    failed = any(not reading.inside("forgot_to_pay", each) for each in trouble)
    if not reading.has("forgot_to_pay") or failed or reading.starts_with("no"):
        return []
    if reading.question is Question.LOOK_AGAIN:
        return [(0, Accept())]
    return [(0, TakeTime())] if reading.situation.waits_for_payment and not reading.asks else []


def _is_not_yet(reading: Reading, said: Found[str]) -> bool:
    """«todavía no lo he pagado»."""
    before = reading.text.words(max(0, said.start - _NOT_BEFORE), said.start)
    after = before[len(before) - before[::-1].index(",") :] if "," in before else before
    return bool({"no", "sin"} & set(after)) or reading.text.word(said.start) == "no"


_NOT_BEFORE = 4


def _payment(reading: Reading) -> list[tuple[int, Command]]:
    waits = reading.situation.waits_for_payment
    trouble = [
        each for each in reading.spans("payment_trouble")
        if (waits or _is_of_payment(reading.text.words(each.start, each.end)))
        and not (reading.inside("will_pay", each) or reading.inside("pay_otherwise", each))
    ]  # fmt: skip
    if trouble:
        if not reading.has("change", "elsewhere", "another_day", "instead"):
            reading.drop_items(0, len(reading.text))  # «no vale, que me la cambiaron el lunes»
        return [(trouble[0].start, ReportPaymentTrouble())]
    if pays_otherwise(reading):
        return [(reading.spans("pay_otherwise")[0].start, PayOtherwise())]
    if fails_to_pay(reading):
        return [(reading.spans("failing")[0].start, ReportPaymentTrouble())]
    said = [
        each for each in reading.spans("paid")
        if waits or _PAID & {word[:3] for word in reading.text.words(each.start, each.end)}
    ]  # fmt: skip
    paid = [each for each in said if not _is_not_yet(reading, each)]
    moves = reading.has("change") or reading.moves  # «si no se pierde lo pagado, cámbiala»
    if paid and not ((reading.asks or moves) and not waits):
        return [(paid[0].start, ClaimPaid())]
    asks_how_much = reading.has("price", "total")
    if waits and not asks_how_much and (reading.has("will_pay") or pays_then(reading)):
        reading.drop_items(0, len(reading.text))  # «guárdamelo hasta mañana»
        reading.found = {**reading.found, "book": [], "availability": []}
        asks = reading.asks or "hasta" in reading.text.words()
        return [(0, ClaimPaid() if asks else _is_not_failing(reading))]
    others = ("change", "cancel", "cancel_now", "stop_booking", "instead")
    not_yet = bool(said) and waits and not (paid or reading.mentions or reading.has(*others))
    return [(0, TakeTime())] if not_yet else []


def _is_not_failing(reading: Reading) -> Command:
    """«pago luego», to «¿Te está fallando el pago?», is no yes."""
    return TakeTime() if reading.question is Question.PAYMENT_TROUBLE else Accept()


def _asks_of_deposit(reading: Reading) -> bool:
    """«¿es obligatorio?», «¿y si no pago?»: of the deposit that waits or is named, or when nothing
    else is there to be paid.
    """
    spans = reading.spans("deposit_needed")
    if all(_HOW_MUCH.search(reading.text.between(0, each.start)) for each in spans):
        return False
    now = reading.situation
    paying = any(word.startswith(_OF_DEPOSIT) for word in reading.text.words())
    return paying or now.waits_for_payment or bool(now.services and not now.upcoming)


#: «¿cuánto hay que pagar?» does not ask whether, «¿por qué…?» does.
_HOW_MUCH = re.compile(r"\b(?:cuantos?|como|donde|cuando|(?<!por )que|quien)$")
_OF_DEPOSIT = ("pag", "anticip", "señal", "adelant", "deposit", "abon")


def pays_otherwise(reading: Reading) -> bool:
    """Whether the deposit is to be paid in another way, not what is left to pay."""
    otherwise = [
        each
        for each in reading.spans("pay_otherwise")
        if not _THE_REST & {*reading.text.words(*reading.clause(each.start))}
        and (not reading.mentions or _says_to_pay(reading.text.words(*reading.clause(each.start))))
    ]
    refuses = any(reading.text.word(each.start) == "no" for each in otherwise)
    clauses = (reading.text.words(*reading.clause(each.start)) for each in otherwise)
    named = any({"anticipo", "señal"} & {*words} for words in clauses)
    return bool(otherwise and (reading.situation.waits_for_payment or refuses or named))


def _says_to_pay(words: Sequence[str]) -> bool:
    """«y aparte quiero las cejas el mismo día» is not about paying."""
    return any(word.startswith((*_PAY_WORDS, *_OTHER_WAYS)) for word in words)


_OTHER_WAYS = ("efectiv", "metalic", "transfer", "paypal", "señal", "iban", "abon", "adelant")
#: «¿lo que falta en efectivo?» is not the deposit.
_THE_REST = listed("resto falta queda quede demas")
_PAY_WORDS = (
    "pag", "tarjeta", "enlace", "link", "cobr", "banco", "anticip", "operacion", "transacc",
    "saldo", "fondos", "codigo", "sms", "bizum", "payment", "caduc", "deneg", "rechaz", "declin",
    "autoriz", "error", "fallo",
)  # fmt: skip
_BARE_ERRORS = frozenset({("error",), ("fallo",)})


def _is_of_payment(words: Sequence[str]) -> bool:
    """Without a link that waits: «el viernes tampoco puedo» is about something else."""
    return tuple(words) not in _BARE_ERRORS and any(word.startswith(_PAY_WORDS) for word in words)


def fails_to_pay(reading: Reading) -> bool:
    """While a link waits: «la página se queda en blanco», «nada, otra vez lo mismo»."""
    if not reading.situation.waits_for_payment or not reading.has("failing"):
        return False
    if reading.has("cancel", "change") or reading.moves or _says_to_have_paid(reading):
        return False
    fails = [e for e in reading.spans("failing") if not reading.inside("will_pay", e)]
    if gives_up_what_is_held(reading) or not fails:
        return False
    dated = any(
        isinstance(each.values[0], Clock) or "weekday" in each.rule for each in reading.items
    )
    if reading.asks and reading.text.word(0) == "si":
        return False  # «si pago y no voy, ¿me lo devolvéis?»
    timed = any(not isinstance(each.values[0], Sign) for each in reading.items)
    plain = not dated and (max(map(len, reading.spans("failing"))) > 1 or not timed)
    others = reading.mentions or reading.asks or reading.people
    return reading.has("pay_thing") or (plain and not others)


def _says_to_have_paid(reading: Reading) -> bool:
    """«he pagado, pero no me sale nada»."""
    return any(
        word.startswith(("pagad", "pague", "abonad", "pagao"))
        for each in reading.spans("paid")
        for word in reading.text.words(each.start, each.end)
    )
