"""`atrevete customers`: finding people, handing their data out, forgetting them."""

import json
import os
from dataclasses import asdict
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import or_

from atrevete_adapters.postgres.tables import appointments
from atrevete_adapters.settings import load_settings
from atrevete_core.domain.ids import CustomerId
from atrevete_core.ports.checkpoints import CheckpointsUnavailable
from atrevete_core.ports.storage import Dossier, NotFound, Records
from atrevete_core.usecases.erase_customer import (
    Erased,
    StillInTheBooks,
    came_back,
    ensure_nothing_is_open,
    erase_customer,
    receipt_of,
)
from atrevete_core.usecases.export_customer import export_customer

from ..codes import FAILED, FINE, NOT_FOUND, REFUSED, WRONG
from ..standing import booked
from . import looking
from .desk import Desk, Sorry, at_desk, short
from .erased import Erasure, erasures, listed


def find(*, who: str, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        found = await looking.people(desk, who)
        if as_json:
            return desk.tells(
                [{"id": each.id, "name": each.name, "phone": each.phone} for each in found]
            )
        rows = [("ID", "NAME", "PHONE")]
        rows += [(short(each.id), each.name, each.phone) for each in found]
        desk.shows(rows, nothing=f"Nobody answers to {who}.")
        return FINE if found else NOT_FOUND

    return at_desk(work)


def show(*, who: str, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        found = await looking.person(desk, who)
        dossier = await desk.reads(lambda records: records.privacy.dossier(found.id))
        theirs = (appointments.c.customer_id == found.id, appointments.c.booked_by == found.id)
        visits = await booked(desk.office.engine, or_(*theirs))
        if as_json:
            return desk.tells(
                {
                    "customers": list(map(asdict, dossier.customers)),
                    "contacts": list(map(asdict, dossier.contacts)),
                    "appointments": list(map(asdict, visits)),
                }
            )
        desk.says(f"{found.name}  {found.phone}  ({found.id})")
        for linked in dossier.customers[1:]:
            desk.says(f"books for {linked.full_name} ({linked.relation or 'linked'})")
        for talk in dossier.talks:
            person = talk.conversation.human_since is not None
            word = "a person has the word" if person else "Maite has the word"
            desk.says(
                f"conversation {short(talk.conversation.id)}: {len(talk.lines)} lines, {word}"
            )
        for visit in visits:
            desk.says(
                f"{short(visit.id)}  {desk.when(visit.start)}  {visit.status}  {visit.stylist}  "
                f"{visit.pack or ', '.join(visit.services)}"
            )
        return FINE

    return at_desk(work)


def export(*, who: str, to: Path | None, by: str | None) -> int:
    async def work(desk: Desk) -> int:
        found = await looking.person(desk, who)
        act = desk.act(by)
        document = await desk.decides(
            lambda records: export_customer(records, found.id, actor=act.actor, at=desk.at)
        )
        if to is None:
            return desk.tells(document)
        _write(to, json.dumps(document, ensure_ascii=False, indent=2))
        desk.says(f"Everything about {found.name} is in {to}.")
        return FINE

    return at_desk(work)


def _write(path: Path, text: str) -> None:
    """Readable by whoever asked for it alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
    except OSError as error:
        raise Sorry(f"{path} cannot be written: {error.strerror}.", FAILED) from error


def erase(*, who: str, by: str | None, yes: bool) -> int:
    async def work(desk: Desk) -> int:
        found = await looking.person(desk, who)
        dossier = await desk.reads(lambda records: records.privacy.dossier(found.id))
        _ensure_possible(desk, dossier)
        pseudonym = CustomerId(uuid4())
        desk.asks([f"{found.name} {found.phone} is forgotten for good.",
                   *_receipt(receipt_of(dossier, found.id, pseudonym))], yes=yes)  # fmt: skip
        folder = load_settings().erased_folder
        with listed(folder, Erasure.of(dossier, pseudonym), at=desk.at):
            erased = await _erase(desk, found.id, pseudonym, by)
        await _tell(desk, erased)
        if folder is None:
            desk.says("Keep this receipt: no list is kept (ATREVETE_ERASED_FOLDER), and restoring "
                      "an older copy brings them back.")  # fmt: skip
        return FINE

    return at_desk(work)


async def _tell(desk: Desk, erased: Erased) -> None:
    desk.says("Forgotten.", f"Receipt: {erased.subject} is now {erased.pseudonym}.")
    await _forget_turns(desk, erased)
    for desk_id in erased.desk_ids:
        desk.says(f"Still to do by hand: delete contact {desk_id} in Chatwoot.")


def again(*, by: str | None, yes: bool) -> int:
    """After an older copy of the database was restored."""

    async def work(desk: Desk) -> int:
        known = erasures(_folder())
        back = [each for each in known if await desk.reads(partial(_came_back, each))]
        desk.says(f"{len(known)} listed as forgotten; {len(back)} came back with the copy.")
        if not back:
            return FINE
        desk.asks([f"{each.subjects[0]} is forgotten again." for each in back], yes=yes)
        left = [each for each in back if not await _erased_again(desk, each, by)]
        return REFUSED if left else FINE

    return at_desk(work)


def _folder() -> Path:
    folder = load_settings().erased_folder
    if folder is None:
        sentence = "No list of the forgotten is kept: set ATREVETE_ERASED_FOLDER, or erase again "
        raise Sorry(f"{sentence}by the ids on the receipts (`atrevete customers erase ID`).", WRONG)
    return folder


async def _came_back(erasure: Erasure, records: Records) -> bool:
    return await came_back(records, erasure.subjects, pseudonym=erasure.pseudonym)


async def _erased_again(desk: Desk, erasure: Erasure, by: str | None) -> bool:
    """Whoever has something open in the copy waits; the others do not wait for them."""
    pseudonym = erasure.pseudonym
    for subject in erasure.subjects:
        try:
            await _tell(desk, await _erase(desk, subject, pseudonym, by))
        except NotFound:
            # Gone with the one before, or not there yet when the copy was made.
            continue
        except Sorry as sorry:
            desk.says(f"{subject}: {sorry} Then `atrevete customers erase-again`.")
            return False
        pseudonym = CustomerId(uuid4())
    return True


def _ensure_possible(desk: Desk, dossier: Dossier) -> None:
    try:
        ensure_nothing_is_open(dossier, at=desk.at)
    except StillInTheBooks as error:
        raise _not_yet(error) from error


async def _erase(desk: Desk, subject: UUID, pseudonym: CustomerId, by: str | None) -> Erased:
    actor = desk.act(by).actor
    try:
        return await desk.decides(
            lambda records: erase_customer(
                records, subject, pseudonym=pseudonym, actor=actor, at=desk.at
            )
        )
    except StillInTheBooks as error:
        raise _not_yet(error) from error


def _not_yet(error: StillInTheBooks) -> Sorry:
    """What ends it first."""
    steps = [
        *(f"`atrevete bookings cancel {short(each.id)}`" for each in error.appointments),
        *(f"`atrevete holds release {short(each.id)}`" for each in error.holds),
        *(f"wait for the refund of {each.amount}" for each in error.refunds),
    ]
    return Sorry(f"Something of theirs is still to happen; first {', '.join(steps)}.", REFUSED)


def _counted(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


def _receipt(erased: Erased) -> list[str]:
    gone = (
        f"Deleted: {_counted(erased.people)}, {erased.lines} lines of conversation,"
        f" {erased.events} stored events' content, {erased.messages} messages,"
        f" the words of {erased.escalations} tasks."
    )
    kept = (
        f"Kept under a pseudonym, for the books: {erased.appointments} appointments,"
        f" {erased.movements} movements of money."
    )
    return [gone, kept]


async def _forget_turns(desk: Desk, erased: Erased) -> None:
    try:
        await desk.office.forget_turns(erased.conversations)
    except CheckpointsUnavailable:
        desk.says("Redis does not answer: what it holds of their last turn ends within 24 hours.")
