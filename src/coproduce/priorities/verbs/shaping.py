# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shape priorities from themes, and write their next version with the reason and what caused it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coproduce.people.verbs import record
from coproduce.priorities.models import ChangeCause, Evidence, Priority, PriorityVersion, Response, Statement
from coproduce.priorities.verbs.checking import free_code, key_of, new_code, of_programme, session_keys, words
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.process.thread import Relation
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused


@dataclass(frozen=True)
class Cause:
    """What came back that made a priority change: a statement's results, one person's comment on it, or a session.

    `statement` is a row or a code; `voter` is the code of the person whose comment is meant.
    """

    statement: Any = None
    voter: str = ""
    session: Any = None
    note: str = ""


@transaction.atomic
def shape_priority(
    *,
    programme: Any,
    name: str,
    headline: str,
    by: Any,
    explanation: str = "",
    code: str = "",
    written_with: Sequence[str] = (),
) -> Priority:
    """Make a priority with its first version."""
    check_act(programme, Act.SHAPE)
    name = words(name, "name", "Give the priority a name.", most=160)
    headline = words(headline, "headline", "Say in one sentence what this priority would do.", most=300)
    mine = Priority.objects.filter(programme=programme)
    code = free_code(mine, code or new_code(mine, "P"), "priority")
    priority = Priority.objects.create(programme=programme, code=code, name=name, position=mine.count() + 1)
    PriorityVersion.objects.create(
        priority=priority, number=1, headline=headline, explanation=explanation.strip(), by=by,
        written_with=list(written_with), at=clock.now(),
    )  # fmt: skip
    record(action="priority shaped", by=by, programme_id=programme.pk, about_kind="priority", about_id=code)
    return priority


@transaction.atomic
def write_version(
    *,
    priority: Priority,
    headline: str,
    explanation: str,
    why_changed: str,
    by: Any,
    causes: Iterable[Cause] = (),
    written_with: Sequence[str] = (),
) -> PriorityVersion:
    """Write the next version. The earlier ones stay; the reason for the change is asked for."""
    check_act(priority.programme, Act.SHAPE)
    # Two people who write the next version at once get two numbers, and neither is lost.
    last = priority.versions.select_for_update().order_by("-number").first()
    version = PriorityVersion.objects.create(
        priority=priority,
        number=last.number + 1 if last else 1,
        headline=words(headline, "headline", "Say in one sentence what this priority would do.", most=300),
        explanation=explanation.strip(),
        why_changed=words(why_changed, "why_changed", "Say why this changed, so that people can follow it."),
        by=by,
        written_with=list(written_with),
        at=clock.now(),
    )
    for cause in causes:
        _add_cause(version, cause, priority.programme)
    record(
        action="version written", by=by, programme_id=priority.programme_id, about_kind="priority",
        about_id=priority.code, detail={"version": version.number},
    )  # fmt: skip
    return version


def _add_cause(version: PriorityVersion, cause: Cause, programme: Any) -> None:
    statement, response, programme_id = cause.statement, None, programme.pk
    if isinstance(statement, str):
        statement = Statement.objects.filter(programme_id=programme_id, code=statement).first()
        if statement is None:
            raise Refused("causes", f"There is no statement {cause.statement}. Choose one that was put to people.")
    of_programme(statement, programme_id, "causes")
    if cause.voter:
        response = Response.objects.filter(statement=statement, voter__code=cause.voter).first() if statement else None
        if response is None or response.comment_entry_id is None:
            about = statement.code if statement else "no statement"
            raise Refused("causes", f"{cause.voter} left no comment on {about}. Choose a comment that is there.")
    if statement is None and cause.session is None and not cause.note.strip():
        raise Refused("causes", "Say what came back: a statement, a session, or a note.")
    # A session elsewhere would put another programme's title on this page.
    if cause.session is not None:
        session_keys(programme, [cause.session], "causes")
    ChangeCause.objects.create(
        version=version, statement=statement, response=response, session_id=key_of(cause.session),
        note=cause.note.strip(),
    )  # fmt: skip


@transaction.atomic
def add_evidence(*, priority: Priority, theme: Any, relation: Relation | str, by: Any, note: str = "") -> Evidence:
    """Lay a theme beside a priority: it supports it, adds a condition, or says otherwise."""
    check_act(priority.programme, Act.SHAPE)
    theme_id = key_of(theme)
    if not priority.programme.themes.filter(pk=theme_id).exists():
        raise Refused("theme", "This theme is not one of this programme. Choose one that is.")
    # The same theme may support and contradict: one row for each way in which it bears.
    evidence, _ = Evidence.objects.update_or_create(
        priority=priority, theme_id=theme_id, relation=Relation(relation).value,
        defaults={"note": note.strip(), "by": by, "at": clock.now()},
    )  # fmt: skip
    record(
        action="evidence laid", by=by, programme_id=priority.programme_id, about_kind="priority",
        about_id=priority.code, detail={"theme": theme_id, "relation": evidence.relation},
    )  # fmt: skip
    return evidence


@transaction.atomic
def take_back_evidence(*, evidence: Evidence, by: Any) -> None:
    """Take a theme away from a priority; the audit keeps that it was there."""
    check_act(evidence.priority.programme, Act.SHAPE)
    record(
        action="evidence taken back", by=by, programme_id=evidence.priority.programme_id, about_kind="priority",
        about_id=evidence.priority.code, detail={"theme": evidence.theme_id, "relation": evidence.relation},
    )  # fmt: skip
    evidence.delete()


@transaction.atomic
def rename_priority(*, priority: Priority, name: str, by: Any) -> None:
    """Give a priority another name; its versions keep their own headlines."""
    check_act(priority.programme, Act.SHAPE)
    priority.name = words(name, "name", "Give the priority a name.", most=160)
    priority.save(update_fields=["name"])
    record(
        action="priority renamed", by=by, programme_id=priority.programme_id, about_kind="priority",
        about_id=priority.code,
    )  # fmt: skip


@transaction.atomic
def retire_priority(*, priority: Priority, by: Any) -> None:
    """Set a priority aside. Nothing of it is deleted."""
    check_act(priority.programme, Act.SHAPE)
    # Kept: sentences, statements and older releases still point at it.
    priority.retired = True
    priority.save(update_fields=["retired"])
    record(
        action="priority set aside", by=by, programme_id=priority.programme_id, about_kind="priority",
        about_id=priority.code,
    )  # fmt: skip
