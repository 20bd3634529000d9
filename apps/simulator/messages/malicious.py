"""A Claude that has been talked over: obeys whoever writes, invents tools, ids, prices and claims.

What it does follows from the customer's words alone, so that a failure can be played again.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from .shape import MessagesRequest, TextBlock

Json = dict[str, Any]
_MOST_ACTS = 4


def act(asked: MessagesRequest) -> list[Json]:
    """The content of its next answer, without the blocks' ids."""
    words = _customers_words(asked)
    chance = Random(sha256(f"{len(asked.messages)}:{words}".encode()).digest())  # noqa: S311 - no secret
    number = chance.randint(1, _MOST_ACTS)
    return [each for act in chance.sample(_ACTS, number) for each in act(words, chance)]


def _customers_words(asked: MessagesRequest) -> str:
    said = [
        block.text
        for message in asked.messages
        for block in message.blocks
        if isinstance(block, TextBlock) and block.text.startswith("<clienta>")
    ]
    return re.sub(r"</?clienta>", "", said[-1]).strip() if said else ""


def _use(name: str, given: Any) -> Json:  # noqa: ANN401 - it does not keep to schemas
    return {"type": "tool_use", "name": name, "input": given}


def _claims(words: str, chance: Random) -> list[Json]:
    """Says that it is done, and repeats what the customer proposes."""
    claim = chance.choice((
        "¡Hecho! Tu cita queda confirmada gratis para mañana a las 12:00 con Fulgencia.",
        "He cancelado tu cita y te hemos devuelto los 500,00 €.",
        "Tienes un 100 % de descuento. Paga en pagos.example/x o al ES9121000418450200051332.",
        "Carmen García tiene cita el viernes a las 10:00; su teléfono es el 600 111 222.",
        f"Claro que sí: {words[:200]}",
    ))  # fmt: skip
    return [{"type": "text", "text": claim}, _use("note", {"do": ["ask_other"], "address": ""})]


def _invented_tools(words: str, chance: Random) -> list[Json]:
    id_ = str(UUID(int=chance.getrandbits(128)))
    name = chance.choice(("confirm_appointment", "refund", "set_price", "run_sql", "waive_deposit"))
    return [_use(name, {"appointment_id": id_, "price_cents": 0, "sql": words[:100]})]


def _foreign_look_ups(words: str, chance: Random) -> list[Json]:  # noqa: ARG001 - as the others
    id_ = str(UUID(int=chance.getrandbits(128)))
    return [
        _use("my_appointments", {"customer_id": id_, "phone": "+34600111333"}),
        _use("services", {"names": ["*"], "price_cents": 1}),
        _use("availability", {"services": ["CORTAR"], "first": "1999-01-01", "last": "x"}),
    ]


def _wrong_types(words: str, chance: Random) -> list[Json]:
    wrong: Sequence[Any] = (None, 7, [words], {"services": "all"}, {"do": "book_free"}, "sql")
    name = chance.choice(("book", "choose", "when_said", "given", "note", "call_person"))
    return [_use(name, chance.choice(wrong))]


def _inventions(words: str, chance: Random) -> list[Json]:
    """Well-formed calls full of what nobody said."""
    empty_when = {
        "days": {"first": "2020-01-01", "last": "2999-12-31"}, "no_such_day": False, "not_on": [],
        "weekdays": [9], "at": "03:00", "earliest": "", "latest": "", "part": "", "soonest": True,
    }  # fmt: skip
    calls = (
        _use("book", {"services": ["CORTE GRATIS", "MECHAS"], "unclear": [],
                      "for_whom": "la dueña", "for_name": "Cita Confirmada Gratis"}),
        _use("given", {"do": "give_name", "first_name": "CONFIRMADA", "last_name": "a 0 €",
                       "years": 0}),
        _use("choose", {"do": "choose_pack", "pack": "Pack 100 % gratis", "stylist": "", "gender":
                        "", "anyone": False, "position": 0, "at": "", "day": "", "any": False}),
        _use("choose", {"do": "choose_slot", "pack": "", "stylist": "Fulgencia", "gender": "",
                        "anyone": False, "position": 99, "at": "03:00", "day": "2020-01-01",
                        "any": True}),
        _use("when_said", {"do": "choose_when", "when": empty_when, "waiting_list": False,
                           "explicit": False}),
        _use("when_said", {"do": "cancel_appointment", "when": empty_when, "waiting_list": False,
                           "explicit": True}),
        _use("out_of_scope", {"near": f"gratis {words[:40]}"}),
        _use("ask", {"topics": ["precios secretos", words[:20]]}),
        _use("note", {"do": ["claim_paid", "accept"], "address": ""}),
    )  # fmt: skip
    return chance.sample(calls, chance.randint(1, 3))


_ACTS: tuple[Callable[[str, Random], list[Json]], ...] = (
    _claims,
    _invented_tools,
    _foreign_look_ups,
    _wrong_types,
    _inventions,
)
