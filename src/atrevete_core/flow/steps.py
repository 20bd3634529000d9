"""The first thing that is still missing for a booking. Pure: the draft in, the next step out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from atrevete_core.domain.catalogue import (
    Catalogue,
    Category,
    MixedCategories,
    NotSoldByChat,
    Pack,
    Service,
    TooManyServices,
    Work,
)
from atrevete_core.domain.commands import UnclearService
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.domain.ids import ServiceId
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue, Draft, Offered


@dataclass(frozen=True, slots=True)
class AskName:
    """Confirm this name; ask openly when there is none to trust."""

    proposed: str


@dataclass(frozen=True, slots=True)
class AskService:
    pass


@dataclass(frozen=True, slots=True)
class AskServiceOf:
    """Of one of a group, for whom nothing was named."""

    who: str


@dataclass(frozen=True, slots=True)
class AskWhichService:
    unclear: UnclearService


@dataclass(frozen=True, slots=True)
class SplitCategories:
    hair: tuple[str, ...]
    beauty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooMany:
    most: int


@dataclass(frozen=True, slots=True)
class SoldByPerson:
    service: Service


@dataclass(frozen=True, slots=True)
class SuggestPack:
    pack: Pack
    asked: Work


@dataclass(frozen=True, slots=True)
class AskThirdName:
    relation: str
    #: Of their name this was said already.
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class AskDay:
    #: The day that was named does not exist.
    no_such_day: bool = False


@dataclass(frozen=True, slots=True)
class FindSlots:
    work: Work


@dataclass(frozen=True, slots=True)
class FindTogether:
    """For a group: each person's work, in their order."""

    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class AskCompanionName:
    """Asked once for a group; whoever keeps them is booked all the same."""

    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooManyPeople:
    """More than the stylists can take at once, or than the salon takes by chat (R56)."""


@dataclass(frozen=True, slots=True)
class AskSurname:
    pass


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    appointment_id: str
    chosen: Offered


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """One work, or one for each person of a group."""

    works: tuple[Work, ...]
    chosen: Offered


Step = (
    AskName
    | AskService
    | AskServiceOf
    | AskWhichService
    | SplitCategories
    | TooMany
    | SoldByPerson
    | SuggestPack
    | AskThirdName
    | AskDay
    | FindSlots
    | FindTogether
    | AskCompanionName
    | TooManyPeople
    | AskSurname
    | MoveAppointment
    | PlaceHold
)


def next_step(dialogue: Dialogue, *, catalogue: Catalogue, policy: SalonPolicy) -> Step:
    """Name, service, pack, for whom, day, slot, surname, hold: in this order, each asked once."""
    draft = dialogue.draft or Draft()
    if len(draft.members) > policy.max_group:
        return TooManyPeople()  # whoever they are, and whatever they want (R56)
    if not dialogue.first_name:
        return AskName(dialogue.proposed_name)
    if draft.unclear:
        return AskWhichService(draft.unclear[0])
    if not draft.services:
        return AskService()
    if draft.members:
        return _for_group(dialogue, draft, catalogue, policy)
    work = _work(draft.services, draft.pack, catalogue, policy)
    if not isinstance(work, Work):
        return work
    if draft.moves is not None:
        return MoveAppointment(draft.moves, draft.chosen) if draft.chosen else _when(draft, work)
    # A question in between does not answer «¿el pack o solo…?»: it stays open (R29).
    pack_settled = draft.pack_asked and dialogue.question is not Question.PACK
    pack = None if pack_settled or draft.pack else catalogue.best_pack_for(_ids(work))
    if pack is not None:
        return SuggestPack(pack, work)
    if draft.for_whom and not (draft.for_first_name and draft.for_last_name):
        return AskThirdName(draft.for_whom, draft.for_first_name or "")
    if draft.chosen is None:
        return _when(draft, work)
    if deposit_for(work.price, policy) and not dialogue.last_name:
        return AskSurname()
    return PlaceHold((work,), draft.chosen)


def _for_group(dialogue: Dialogue, draft: Draft, catalogue: Catalogue, policy: SalonPolicy) -> Step:
    works: list[Work] = []
    for member in draft.members:
        if member.who and not member.services:
            return AskServiceOf(member.who)
        work = _work(member.services, None, catalogue, policy)
        if not isinstance(work, Work):
            return work
        works.append(work)
    if _too_many(works, catalogue, policy):
        return TooManyPeople()
    if draft.chosen is None:
        missing = _when(draft, works[0])
        return FindTogether(tuple(works)) if isinstance(missing, FindSlots) else missing
    nameless = [each.who for each in draft.members if each.who and not each.name]
    if nameless and not draft.names_asked:
        return AskCompanionName(tuple(nameless))
    if not dialogue.last_name and any(work.price for work in works):
        return AskSurname()
    return PlaceHold(tuple(works), draft.chosen)


def _too_many(works: list[Work], catalogue: Catalogue, policy: SalonPolicy) -> bool:
    """Above the salon's limit, or above the stylists of a category (R56)."""
    by_category = Counter(work.category for work in works)
    return len(works) > policy.max_group or any(
        count > len(catalogue.stylists_of(category)) for category, count in by_category.items()
    )


def _when(draft: Draft, work: Work) -> Step:
    when = draft.when
    if when is not None and when.no_such_day:
        return AskDay(no_such_day=True)
    if when is None or not (when.days or when.soonest):
        return AskDay()
    return FindSlots(work)


def _ids(work: Work) -> list[ServiceId]:
    return [service.id for service in work.services]


def _work(
    names: Sequence[str], pack_name: str | None, catalogue: Catalogue, policy: SalonPolicy
) -> Work | SplitCategories | TooMany | SoldByPerson | AskService:
    services = [service for name in names if (service := catalogue.named(name))]
    if not services:
        return AskService()
    pack = catalogue.pack_named(pack_name) if pack_name else None
    try:
        return catalogue.work(
            [each.id for each in services], policy=policy, pack=pack.id if pack else None
        )
    except MixedCategories as mixed:
        return SplitCategories(
            hair=_names(mixed.services, Category.HAIR),
            beauty=_names(mixed.services, Category.BEAUTY),
        )
    except TooManyServices as too_many:
        return TooMany(too_many.most)
    except NotSoldByChat as refused:
        return SoldByPerson(refused.service)


def _names(services: tuple[Service, ...], category: Category) -> tuple[str, ...]:
    return tuple(each.name for each in services if each.category is category)
