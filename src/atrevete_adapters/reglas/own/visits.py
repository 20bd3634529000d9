"""What is said about appointments that exist, and about paying: late, change, cancel, payment."""

import re
from collections.abc import Sequence

from atrevete_core.domain.commands import (
    Accept,
    AskDeposit,
    AskReceipt,
    CancelAppointment,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    ClaimPaid,
    Command,
    DayRange,
    PayOtherwise,
    RefuseSlots,
    ReportPaymentTrouble,
    StopReminders,
    TakeTime,
    When,
)
from atrevete_core.ports.language_model import Question, Upcoming

from ..people.for_whom import hands_on
from ..people.stylists_said import unwanted
from ..reading import NamedStylist, Reading
from ..temporal.items import Clock, Sign
from ..text.notation import Found
from ..text.words import listed
from ..which_and_target import HAVE, MINE, PAUSES, as_day_of_it, spoken_of, which_and_target
from .absent import absent
from .last_word import cancels_after_all
from .lateness import late
from .moving import wants_no_other
from .references import references
from .several_visits import several
from .somebody_else import wished_gender
from .what_is_held import gives_up_what_is_held, pays_then
from .which import named_own, which_one

#: After these something else is spoken of.
_APART = frozenset({"pero", "otro", "otra"})
#: How far back a word belongs to what follows.
_NEAR = 6
#: How the words begin that say to have paid or to send a proof of it.
_PAID = listed("pag man env adj")
_YES_OR_NO = frozenset(
    {
        Question.PACK, Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.CONSULTATION,
        Question.LOOK_AGAIN, Question.SECOND_BOOKING, Question.ANYTHING_ELSE, Question.NEW_DAY,
        Question.THIRD_NAME,
    }
)  # fmt: skip


def visits(reading: Reading) -> list[tuple[int, Command]]:
    """Commands about what was booked before, or about its payment."""
    if reading.has("stop_reminders") and not _takes_out_of_book(reading):
        return [(reading.spans("stop_reminders")[0].start, StopReminders())]
    if reading.has("receipt") and not reading.has("paid"):
        return [(reading.spans("receipt")[0].start, AskReceipt())]
    if (delay := late(reading)) is not None:
        return [delay]
    payment = _about_deposit(reading) or _payment(reading)
    return payment or _change_or_cancel(reading)


def _is_not_yet(reading: Reading, said: Found[str]) -> bool:
    """«todavía no lo he pagado»."""
    before = reading.text.words(max(0, said.start - _NOT_BEFORE), said.start)
    after = before[len(before) - before[::-1].index(",") :] if "," in before else before
    return bool({"no", "sin"} & set(after)) or reading.text.word(said.start) == "no"


_NOT_BEFORE = 4
_OFF_THE_LIST = listed("baja borrame quitame borradme quitadme")


def _takes_out_of_book(reading: Reading) -> bool:
    """«lo de hoy no va a poder ser, dadlo de baja» is about an appointment."""
    said = reading.spans("stop_reminders")
    bare = all(reading.text.word(each.start) in _OFF_THE_LIST for each in said)
    others = [
        each
        for each in (*reading.spans("cancel"), *reading.spans("not_in_time"))
        if not any(one.start < each.end and each.start < one.end for one in said)
    ]
    return bare and bool(others or reading.has("cannot"))


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


def _payment(reading: Reading) -> list[tuple[int, Command]]:
    waits = reading.situation.waits_for_payment
    trouble = [
        each for each in reading.spans("payment_trouble")
        if (waits or _is_of_payment(reading.text.words(each.start, each.end)))
        and not (reading.inside("will_pay", each) or reading.inside("pay_otherwise", each))
    ]  # fmt: skip
    if trouble:
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


def _change_or_cancel(reading: Reading) -> list[tuple[int, Command]]:
    if cancels_after_all(reading):
        return _cancel(reading)
    if reading.people and reading.situation.services and hands_on(reading):
        return []  # «ponla para mi madre»
    if gives_up_what_is_held(reading):
        reading.drop_items(0, len(reading.text))
        return [(0, CancelAppointment())]
    if is_draft_change(reading):
        return [] if reading.items else [(reading.spans("change")[0].start, RefuseSlots())]
    return _not_coming(reading) or _moved_or_given_up(reading)


def _not_coming(reading: Reading) -> list[tuple[int, Command]]:
    """«mi hermana al final no va»: hers is cancelled, and nothing is booked."""
    gone = [] if reading.has("cancel", "cancel_now") else absent(reading)
    if gone:
        reading.found = {**reading.found, "book": []}
    return [(0, CancelAppointment(which=which_one(reading, each))) for each in gone]


def _moved_or_given_up(reading: Reading) -> list[tuple[int, Command]]:
    if reading.has("change") or reading.moves:
        return change_of(reading)
    if stops(reading):
        return [(0, CancelAppointment())]
    return _given_up(reading)


def _given_up(reading: Reading) -> list[tuple[int, Command]]:
    if reading.situation.waits_for_payment and reading.has("payment_trouble"):
        return []  # «me salió que el pago fue rechazado»
    if wants_no_other(reading) and reading.situation.upcoming and not reading.situation.services:
        reading.found = {**reading.found, "another_day": []}
        return _cancel(reading)
    if spoken_of(reading) and _gives_up(reading):
        return [(0, CancelAppointment(which=_named_or_spoken_of(reading, spoken=True)))]
    if not reading.has("cancel", "cancel_now") or _only_asks(reading):
        return []
    return _cancel(reading)


def stops(reading: Reading) -> bool:
    """«al final no quiero la cita», while one is being made."""
    return (
        reading.has("stop_booking")
        and bool(reading.situation.services)
        and reading.question not in _YES_OR_NO
        and not (reading.when() or reading.mentions)
    )


def _gives_up(reading: Reading) -> bool:
    """«uy no, olvídalo, que no puedo», right after it was booked."""
    words = (reading.text.word(each.start)[:4] for each in reading.spans("stop_booking"))
    given_up = reading.has("cannot") or bool({"olvi", "ya", "no"} & set(words))
    return reading.has("stop_booking") and given_up and not (reading.mentions or reading.asks)


def is_draft_change(reading: Reading) -> bool:
    """«cambiar» while something is being booked and nothing exists is about the draft."""
    return (
        reading.has("change")
        and not reading.situation.has_upcoming
        and bool(reading.situation.services or reading.question in {Question.SLOT, Question.DAY})
    )


def _only_asks(reading: Reading) -> bool:
    """«¿y si cancelo?», «¿puedo cancelar gratis?»: the policy is asked, nothing is cancelled."""
    words = reading.text.words()
    spans = reading.spans("cancel")
    place = spans[0].start if spans else 0
    before = words[max(0, place - 3) : place]
    return (
        reading.asks
        and ("si" in before or "cuando" in before or "gratis" in words)
        and not reading.has("cancel_now")
    )


def change_of(reading: Reading) -> list[tuple[int, Command]]:
    which, target = which_and_target(reading)
    if (other := _named_beside_its_day(reading, which)) is not None:
        which, target = which_one(reading, other), reading.when()
    which = _that_one(reading, which) or _named_or_spoken_of(reading, spoken=reading.moves)
    place = min((each.start for each in reading.spans("change")), default=0)
    said: list[tuple[int, Command]] = [(place, ChangeAppointment(which=which))]
    with_whom = [each for each in reading.stylists if each.sure and not _has_mine(reading, each)]
    own = {each.stylist for each in reading.situation.upcoming}
    others = [each for each in with_whom if each.stylist.name not in own]
    with_whom = others or with_whom  # «con Marta en vez de Pilar, que Pilar…»
    said += [
        (len(reading.text), ChooseStylist(stylist=each.stylist.name)) for each in with_whom[-1:]
    ]
    said += unwanted(reading)
    said += _of_that_gender(reading, which)
    if target is not None:
        said.append((len(reading.text), ChooseWhen(when=_on_another_day(reading, which, target))))
    reading.drop_items(0, len(reading.text))
    return said


def _on_another_day(reading: Reading, which: When | None, target: When) -> When:
    """«el viernes me viene mal, ¿qué otro día tienes por la tarde?»: not on that Friday."""
    if target.days or target.weekdays or target.soonest or not reading.has("another_day"):
        return target
    day = (which.not_on[:1] or ((which.days.first,) if which.days else ())) if which else ()
    own = {each.start.date() for each in reading.situation.upcoming}
    gone = day or (tuple(own) if len(own) == 1 else ())
    days = DayRange(first=reading.moment.today)
    return target.model_copy(update={"days": days, "not_on": tuple(each for each in gone if each)})


def _named_beside_its_day(reading: Reading, which: When | None) -> Upcoming | None:
    """«la de las cejas ponmela el jueves»: the day of the other one is where it is to go."""
    named = {each.start: each.own for each in references(reading)}
    day = which.days.first if which and which.days else None
    own = next(iter(named.values())) if len(named) == 1 else None
    there = [each for each in reading.situation.upcoming if each.start.date() == day]
    return own if own is not None and there and own not in there else None


def _of_that_gender(reading: Reading, which: When | None) -> list[tuple[int, Command]]:
    """«el jueves prefiero una chica», of the one that is meant."""
    day = which.days.first if which and which.days else None
    own = [e for e in reading.situation.upcoming if day in {None, e.start.date()}]
    gender = wished_gender(reading, own[0]) if len(own) == 1 else None
    return [(len(reading.text), ChooseStylist(gender=gender.value))] if gender else []


def _has_mine(reading: Reading, named: NamedStylist) -> bool:
    """«mi cita con Marta»: the one that exists."""
    words = reading.text.words(max(0, named.start - _NEAR - 3), named.start)
    after = words[max((words.index(mark) for mark in PAUSES if mark in words), default=-1) + 1 :]
    if {"sea", "fuera", "ser", "mejor"} & set(after):
        return False  # «la cita del viernes que sea con Víctor»
    return bool(MINE & set(after)) or (bool(HAVE & set(after)))


def _cancel(reading: Reading) -> list[tuple[int, Command]]:
    spans = [*reading.spans("cancel"), *reading.spans("cancel_now"), *reading.spans("not_another")]
    explicit = reading.has("cancel_now", "explicitly")
    each_of = several(reading)
    which = _which_is_off(reading, spans[0].start)
    reading.drop_items(0, len(reading.text))
    if each_of:
        return [
            (spans[0].start, CancelAppointment(which=one, explicit=explicit)) for one in each_of
        ]
    return [(spans[0].start, CancelAppointment(which=which, explicit=explicit))]


def _which_is_off(reading: Reading, place: int) -> When | None:
    """Which one is cancelled: «la de mañana no puedo, cancélala, pero la del viernes la dejo»."""
    words = reading.text.words()
    end = next((at for at in range(place, len(words)) if words[at] in _APART), len(words))
    when = _that_one(reading, as_day_of_it(reading.when(0, end) or reading.when()))
    that_one = bool({"esa", "esta", "ese", "este"} & set(words))
    return when or _named_or_spoken_of(reading, spoken=that_one)


def _that_one(reading: Reading, when: When | None) -> When | None:
    """«mi hermana el viernes no puede»: of several on that day, the one that is named."""
    day = when.days.first if when and when.days else None
    same = [each for each in reading.situation.upcoming if each.start.date() == day]
    own = named_own(reading) if len(same) > 1 else None
    return which_one(reading, own) if own is not None and own in same else when


def _named_or_spoken_of(reading: Reading, *, spoken: bool) -> When | None:
    """Of several: «la de las uñas», or the one that the talk is about."""
    if len(reading.situation.upcoming) <= 1:
        return None
    own = named_own(reading) or (spoken_of(reading) if spoken else None)
    return which_one(reading, own) if own else None
