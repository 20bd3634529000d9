"""`atrevete conversations`: who has the word."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, func, select

from atrevete_adapters.postgres.tables import contacts, conversations, customers, escalations
from atrevete_core.domain.conversation import Conversation, Escalation, Utterance
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.staff_conversations import return_to_maite, take_over

from ..codes import FINE
from . import looking
from .desk import Desk, at_desk, short

_MOST = 50


def list_them(*, waiting: bool, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        query = _latest(desk, waiting=waiting)
        found = await looking.listed(desk, query)
        if as_json:
            return desk.tells(found)
        heading = ("ID", "LAST HEARD", "WHO", "PHONE", "HAS THE WORD", "TASKS")
        lines = (
            (
                short(each["id"]),
                desk.when(each["last_heard_at"]),
                each["who"] or "(no name)",
                each["phone"] or "",
                f"a person since {desk.when(each['human_since'])}"
                if each["human_since"]
                else "Maite",
                str(each["tasks"] or ""),
            )
            for each in found
        )
        desk.shows([heading, *lines], nothing="No conversations.")
        return FINE

    return at_desk(work)


def _latest(desk: Desk, *, waiting: bool) -> Select[Any]:
    name = func.concat_ws(" ", customers.c.first_name, customers.c.last_name)
    tasks = (
        select(func.count())
        .where(
            escalations.c.conversation_id == conversations.c.id, escalations.c.closed_at.is_(None)
        )
        .scalar_subquery()
    )
    query = (
        select(
            conversations.c.id,
            conversations.c.last_heard_at,
            func.coalesce(func.nullif(name, ""), contacts.c.profile_name).label("who"),
            contacts.c.phone,
            conversations.c.human_since,
            tasks.label("tasks"),
        )
        .join(contacts, contacts.c.id == conversations.c.contact_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .where(conversations.c.salon_id == desk.salon.id)
        .order_by(conversations.c.last_heard_at.desc().nulls_last())
        .limit(_MOST)
    )
    return query.where(conversations.c.human_since.is_not(None)) if waiting else query


def show(*, who: str, last: int, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        talk = await looking.conversation(desk, who)

        async def look(records: Records) -> tuple[list[Utterance], list[Escalation]]:
            lines = await records.conversations.transcript(talk.id, last=last)
            # What a use case says within a turn is stored before the words that it answers.
            spoken = sorted(lines, key=lambda line: line.at)
            return spoken, list(await records.escalations.open_for(talk.id))

        lines, tasks = await desk.reads(look)
        if as_json:
            return desk.tells(
                {"conversation": asdict(talk), "lines": list(map(asdict, lines)),
                 "tasks": list(map(asdict, tasks))}
            )  # fmt: skip
        for line in lines:
            desk.says(f"{desk.when(line.at)}  {line.speaker}: {line.text}")
        desk.says("", _word(desk, talk))
        for task in tasks:
            desk.says(
                f"Open task since {desk.when(task.raised_at)} ({task.reason}): {task.summary}"
            )
        return FINE

    return at_desk(work)


def _word(desk: Desk, talk: Conversation) -> str:
    if talk.human_since is None:
        return (
            f"Maite has the word; `atrevete conversations hand-over {short(talk.id)}` silences her."
        )
    since = desk.when(talk.human_since)
    return (
        f"A person has the word since {since}, and Maite is silent;"
        f" `atrevete conversations resume {short(talk.id)}` gives it back to her."
    )


def resume(*, who: str, reason: str, by: str | None, yes: bool) -> int:
    async def work(desk: Desk) -> int:
        talk = await looking.conversation(desk, who)
        if talk.human_since is None:
            desk.says("Maite has the word already; nothing was changed.")
            return FINE
        desk.asks(["Maite answers from the next message on; open hand-overs are closed."], yes=yes)
        act = desk.act(by, reason)
        await desk.decides(lambda records: return_to_maite(records, talk.id, act))
        desk.says("Maite has the word.")
        return FINE

    return at_desk(work)


def hand_over(*, who: str, reason: str, by: str | None, yes: bool) -> int:
    async def work(desk: Desk) -> int:
        talk = await looking.conversation(desk, who)
        if talk.human_since is not None:
            desk.says("A person has the word already; nothing was changed.")
            return FINE
        desk.asks(
            ["Maite is silent here until the word is given back; Chatwoot shows it to people."],
            yes=yes,
        )
        act = desk.act(by, reason)
        await desk.decides(lambda records: take_over(records, talk.id, act))
        desk.says("A person has the word.")
        return FINE

    return at_desk(work)
