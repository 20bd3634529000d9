"""Prices, minutes and totals that are asked, and what they leave open (R7, R40-R42)."""

from collections.abc import Sequence

from atrevete_core.domain.catalogue import (
    MixedCategories,
    NotSoldByChat,
    Service,
    TooManyServices,
    Work,
    are_alternatives,
)
from atrevete_core.domain.commands import AddServices, AskAboutServices
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.flow.dialogue import Dialogue, Draft
from atrevete_core.flow.situation import Books
from atrevete_core.flow.state import TurnState, commands_of
from atrevete_core.phrases import answers
from atrevete_core.ports.language_model import Question


def about_services(
    command: AskAboutServices, dialogue: Dialogue, books: Books, *, own: bool = False
) -> str:
    """What is told of them; what was asked about is kept, to be wished next (S13). `own`: they
    are booked already.
    """
    # «¿y cuánto duran?», of those that were just compared or told of
    before = dialogue.compared or dialogue.about
    before = before or (dialogue.draft.services if dialogue.draft else [])
    names = command.services or (() if command.unclear else tuple(before))
    found = [each for name in names if (each := books.catalogue.named(name))]
    if not (names or command.unclear or dialogue.draft):
        return answers.what_is_done(books.catalogue.services)
    packs = [answers.pack_price(books.catalogue, name) for name in names]
    said = [answers.price_of(found)] if found else []
    said += [each for each in packs if each]
    alternatives = are_alternatives(names)
    work = together(found, books) if len(found) > 1 and not alternatives else None
    if work is not None:
        said.append(answers.together(work))
    open_ = not alternatives and _is_partly_open(command, found, dialogue)
    # Of the first it is asked at once, with both prices.
    told = command.unclear[1:] if open_ and dialogue.first_name else command.unclear
    for unclear in told:
        candidates = [each for name in unclear.candidates if (each := books.catalogue.named(name))]
        said.append(answers.which_prices(candidates))
    if open_:
        # All that was asked about is kept: the next answer may say which, and when (R37).
        services = [each.name for each in found if each.bookable]
        dialogue.draft = Draft(services=services, unclear=list(command.unclear))
    elif command.unclear and not found and dialogue.draft is None:
        dialogue.speak_of(command.unclear[0].candidates, one=True)
        if dialogue.first_name:
            dialogue.ask(Question.WHICH_SERVICE, choices=dialogue.about)
            said.append(answers.which_one())
    elif found and not own and (dialogue.draft is None or not dialogue.draft.services):
        dialogue.speak_of([each.name for each in found if each.bookable])
        dialogue.ask(Question.ANYTHING_ELSE, choices=[each.name for each in found])
    elif dialogue.draft is None and (held := _only_pack(names, books)):
        dialogue.speak_of(held)  # «¿cuánto vale el pack? Pues ese»
        dialogue.ask(Question.ANYTHING_ELSE, choices=held)
    return " ".join(said)


def _only_pack(names: Sequence[str], books: Books) -> list[str]:
    """What the only pack that was asked about holds."""
    packs = [pack for name in names if (pack := books.catalogue.pack_named(name))]
    held = packs[0].services if len(packs) == 1 else ()
    return [books.catalogue.service(each).name for each in held]


def _is_partly_open(
    command: AskAboutServices, found: Sequence[Service], dialogue: Dialogue
) -> bool:
    """«¿cuánto sale un tinte con corte?»: one is clear, and of the other there are two."""
    open_ = len(command.unclear)
    return dialogue.draft is None and bool(open_) and open_ + len(found) > 1


def together(services: Sequence[Service], books: Books) -> Work | None:
    """As one appointment, if it can be one."""
    try:
        return books.catalogue.work([each.id for each in services], policy=books.policy)
    except (MixedCategories, TooManyServices, NotSoldByChat):
        return None


def total(state: TurnState, dialogue: Dialogue, books: Books) -> str:
    """All of it; «¿qué valdría añadir el labio?» hears of that first."""
    names = dialogue.draft.services if dialogue.draft else dialogue.about
    services = [each for name in names if (each := books.catalogue.named(name))]
    work = together(services, books) if services else None
    if work is None:
        return ""
    said = [each for each in commands_of(state) if isinstance(each, AddServices)]
    added = {name for each in said for name in each.services}
    more = [each for each in services if each.name in added]
    told = answers.total_of(work, deposit_for(work.price, books.policy))
    return f"{answers.price_of(more)} {told}" if more else told
