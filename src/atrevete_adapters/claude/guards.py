"""What a command of Claude's may carry: the salon's own names, and words that the customer said.

A name that is said back to the customer («¿Te llamas…?») must be theirs; a service, a pack, a
stylist or a topic must be one of the salon's. Anything else is left out, so that an invention
cannot reach a sentence or the books.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.commands import (
    AddServices,
    Ask,
    AskAboutServices,
    AskConsultation,
    Book,
    ChoosePack,
    ChooseSlot,
    ChooseStylist,
    Command,
    DropServices,
    GiveName,
    LeaveOut,
    OutOfScope,
    UnclearService,
)
from atrevete_core.domain.conversation import Speaker
from atrevete_core.domain.text import plain
from atrevete_core.phrases.services import spoken
from atrevete_core.ports.language_model import Request

_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 60
_MOST_CANDIDATES = 6
#: How alike, in percent, two spellings of one word are.
_ALIKE = 75


@dataclass(frozen=True)
class Guards:
    """The names and words of one turn."""

    request: Request

    @property
    def _catalogue(self) -> Catalogue:
        return self.request.situation.catalogue

    @cached_property
    def _heard(self) -> frozenset[str]:
        """Every word that the customer wrote, and the name in their profile."""
        lines = [each.text for each in self.request.messages]
        lines += [each.text for each in self.request.history if each.speaker is Speaker.CUSTOMER]
        return frozenset(_words(" ".join([*lines, self.request.situation.first_name])))

    def _amended(self, command: AddServices | DropServices) -> Command | None:
        left: dict[str, object] = {"of": self._whose(command.of)}
        names = left["services"] = self._services(command.services)
        if isinstance(command, AddServices):
            left["unclear"] = self._unclear(command.unclear)
        return command.model_copy(update=left) if names or left.get("unclear") else None

    def checked(self, command: Command) -> Command | None:  # noqa: C901, PLR0911 - a case each
        """The command with what may stand in it; None when nothing is left of it."""
        match command:
            case Book():
                return self._book(command)
            case AddServices() | DropServices():
                return self._amended(command)
            case LeaveOut(people=people):
                kept = tuple(each for each in people if self._whose(each))
                return (
                    command.model_copy(update={"people": kept}) if kept or command.alone else None
                )
            case AskAboutServices():
                names = self._services(command.services, packs=True)
                unclear = self._unclear(command.unclear)
                return command.model_copy(update={"services": names, "unclear": unclear})
            case AskConsultation():
                return command.model_copy(update={"between": self._services(command.between)})
            case ChoosePack(pack=pack):
                known = self._catalogue.pack_named(pack) if pack else None
                return ChoosePack(pack=known.name if known else None)
            case ChooseStylist() | ChooseSlot():
                return self._with_stylist(command)
            case GiveName():
                return self._name(command)
            case Ask(topics=topics):
                known_topics = self.request.situation.topics
                asked = tuple(each for each in topics if each in known_topics)
                return Ask(topics=asked) if asked else None
            case OutOfScope(near=near, elsewhere=elsewhere):
                service = self._catalogue.named(near) if near else None
                named = spoken(service.name) if service else None
                return OutOfScope(near=named, elsewhere=elsewhere)
            case _:
                return command

    def _book(self, command: Book) -> Book:
        return Book(
            services=self._services(command.services),
            unclear=self._unclear(command.unclear),
            for_whom=self._said(command.for_whom),
            for_name=self._said(command.for_name),
        )

    def _services(self, names: Iterable[str], *, packs: bool = False) -> tuple[str, ...]:
        """By the catalogue's own names, each once."""
        found = [service.name for name in names if (service := self._catalogue.named(name))]
        if packs:
            found += [pack.name for name in names if (pack := self._catalogue.pack_named(name))]
        return tuple(dict.fromkeys(found))

    def _unclear(self, unclear: Iterable[UnclearService]) -> tuple[UnclearService, ...]:
        kept = []
        for each in unclear:
            candidates = self._services(each.candidates)[:_MOST_CANDIDATES]
            if len(candidates) > 1:
                words = self._said(each.words, longest=_LONGEST_NAME) or ""
                kept.append(UnclearService(words=words, candidates=candidates))
        return tuple(kept)

    def _with_stylist(self, command: ChooseStylist | ChooseSlot) -> Command | None:
        """Somebody who does not work here is told so, if it was the customer who named them."""
        known = self._catalogue.stylist_named(command.stylist) if command.stylist else None
        name = known.name if known else self._said(command.stylist)
        kept = command.model_copy(update={"stylist": name})
        if isinstance(kept, ChooseStylist) and kept.not_with:
            refused = self._catalogue.stylist_named(kept.not_with)
            kept = kept.model_copy(update={"not_with": refused.name if refused else None})
        return kept if kept != type(command)() else None

    def _name(self, command: GiveName) -> GiveName | None:
        first, last = self._said(command.first_name), self._said(command.last_name)
        whose = self._whose(command.of)
        return GiveName(first_name=first, last_name=last, of=whose) if first or last else None

    def _whose(self, whom: str | None) -> str | None:
        """The writer, one of those who come together, or somebody whom the customer named."""
        known = {name for each in self.request.situation.group for name in (each.whom, each.name)}
        return whom if whom == "yo" or (whom and whom in known) else self._said(whom)

    def _said(self, words: str | None, *, longest: int = _LONGEST_NAME) -> str | None:
        """The words if the customer said each of them; nothing but letters, and not too many."""
        if not words or len(words) > longest or re.search(r"[^\w\s'’.-]|[\d_]", words):
            return None
        return " ".join(words.split()) if all(map(self._was_heard, _words(words))) else None

    def _was_heard(self, word: str) -> bool:
        """Claude mends spelling: «mi ija» may become «mi hija»."""
        return word in self._heard or any(
            fuzz.ratio(word, heard) >= _ALIKE for heard in self._heard
        )


def _words(text: str) -> set[str]:
    return {plain(each) for each in _WORDS.findall(text)}
