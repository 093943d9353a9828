# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make and change programmes and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.models import (
    Body,
    Membership,
    Organisation,
    Place,
    Programme,
    Question,
    Service,
    Stage,
)

if TYPE_CHECKING:
    from coproduce.people.models import User

# Words that addresses of the house begin with: a programme of that name would hide a page.
TAKEN = {"team", "slip", "static", "health", "api", "capture", "openrosa", "services", "help", "admin"}


class Refused(ValueError):
    """What was asked cannot be done; `field` names where and the message says how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _slug(name: str) -> str:
    base = slugify(name)[:50].strip("-") or "programme"
    if base in TAKEN:
        base = f"{base}-programme"
    slug, number = base, 2
    while Programme.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def create_programme(
    *,
    name: str,
    aim: str,
    by: User | None,
    asked_by: str = "",
    language: str = "en",
    languages: Sequence[str] = ("en",),
    population: str = "",
    stage_dates: Mapping[StageKey, tuple[date | None, date | None]] | None = None,
    keep_words_until: date | None = None,
    legal_basis: str = "",
    illustrative: bool = False,
    brought_in: bool = False,
) -> Programme:
    """Make a programme with its three stages; whoever makes it becomes its lead."""
    if not name.strip():
        raise Refused("name", "Give the programme a name.")
    if len(name.strip()) > 120:
        # SQLite would keep it all the same; PostgreSQL would fail with an error that says nothing to anybody.
        raise Refused("name", "A name has at most 120 characters. Make it shorter; the aim may say more.")
    programme = Programme.objects.create(
        slug=_slug(name),
        name=name.strip(),
        aim=aim.strip(),
        asked_by=asked_by.strip(),
        language=language,
        languages=list(dict.fromkeys([language, *languages])),
        population=population,
        keep_words_until=keep_words_until,
        legal_basis=legal_basis,
        illustrative=illustrative,
        brought_in=brought_in,
        created_at=clock.now(),
    )
    dates = stage_dates or {}
    for key in StageKey:
        opens, closes = dates.get(key, (None, None))
        if opens and closes and closes < opens:
            raise Refused("dates", "A stage cannot close before it opens. Change one of the two dates.")
        Stage.objects.create(programme=programme, key=key.value, opens_on=opens, closes_on=closes)
    if by is not None:
        Membership.objects.create(programme=programme, user=by, role=Role.LEAD.value, since=clock.today())
    record(action="programme made", by=by, programme_id=programme.pk, about_kind="programme", about_id=programme.pk)
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, by: User | None, **changes: Any) -> Programme:
    """Change named fields of a programme; the audit says which, not to what.

    A form sends all its fields: only those that differ are changes, else the audit would name what nobody touched.
    """
    allowed = {
        "name", "aim", "asked_by", "language", "languages", "population", "disclosure", "legal_basis", "method_school",
        "keep_words_until", "open_to_residents", "help_checked_on",
    }  # fmt: skip
    unknown = set(changes) - allowed
    if unknown:
        raise Refused(sorted(unknown)[0], "This cannot be changed here.")
    changes = {field: value for field, value in changes.items() if getattr(programme, field) != value}
    if not changes:
        return programme
    for field, value in changes.items():
        setattr(programme, field, value)
    programme.save(update_fields=list(changes))
    record(
        action="programme changed", by=by, programme_id=programme.pk, about_kind="programme", about_id=programme.pk,
        detail={"fields": sorted(changes)},
    )  # fmt: skip
    return programme


@transaction.atomic
def set_stage(*, programme: Programme, key: StageKey, state: StageState, by: User | None) -> None:
    """Open or close a stage."""
    programme.stages.filter(key=key.value).update(state=state.value)
    record(action=f"stage {state.value}", by=by, programme_id=programme.pk, about_kind="stage", about_id=key.value)


@transaction.atomic
def lock_decisions(*, programme: Programme, by: User | None) -> None:
    """Lock the record of decisions: nothing may be put to people as open any more."""
    programme.decisions_locked_at = clock.now()
    programme.save(update_fields=["decisions_locked_at"])
    record(action="decisions locked", by=by, programme_id=programme.pk)


@transaction.atomic
def add_question(
    *, programme: Programme, text: str, by: User | None, code: str = "", translations: Mapping[str, str] | None = None
) -> Question:
    """Add a question to the guide."""
    if not text.strip():
        raise Refused("text", "Write the question.")
    if len(text.strip()) > 300:
        raise Refused("text", "A question has at most 300 characters. Make it shorter, or ask two.")
    position = max(programme.questions.values_list("position", flat=True), default=0) + 1
    taken, number = set(programme.questions.values_list("code", flat=True)), position
    # A guide that was brought in has marks of its own, with gaps.
    while not code and f"Q{number}" in taken:
        number += 1
    question = Question.objects.create(
        programme=programme, code=code or f"Q{number}", text=text.strip(), position=position,
        translations=dict(translations or {}),
    )  # fmt: skip
    record(action="question added", by=by, programme_id=programme.pk, about_kind="question", about_id=question.code)
    return question


@transaction.atomic
def add_place(*, programme: Programme, name: str, by: User | None, ward: str = "", access: str = "") -> Place:
    """Add a place, or return the one that has this name in this ward."""
    place, new = Place.objects.get_or_create(
        programme=programme, name=name.strip(), ward=ward.strip(), defaults={"access": access}
    )
    if new:
        record(action="place added", by=by, programme_id=programme.pk, about_kind="place", about_id=place.pk)
    return place


@transaction.atomic
def add_organisation(*, programme: Programme, name: str, by: User | None) -> Organisation:
    """Add a partner, or return the one of this name."""
    organisation, new = Organisation.objects.get_or_create(programme=programme, name=name.strip())
    if new:
        record(action="organisation added", by=by, programme_id=programme.pk, about_id=organisation.pk)
    return organisation


@transaction.atomic
def join(
    *,
    programme: Programme,
    user: User,
    role: Role,
    by: User | None,
    organisation: Organisation | None = None,
    does: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Give an account a role in a programme."""
    member, _ = Membership.objects.update_or_create(
        programme=programme, user=user, role=role.value,
        defaults={"organisation": organisation, "does": does, "since": since or clock.today(), "until": until},
    )  # fmt: skip
    record(
        action="role given", by=by, programme_id=programme.pk, about_kind="user", about_id=user.pk,
        detail={"role": role.value},
    )  # fmt: skip
    return member


@transaction.atomic
def end_membership(*, membership: Membership, by: User | None) -> None:
    """Take a role back, from this moment on: a role stands until the day named, that day left out."""
    membership.until = clock.today()
    membership.save(update_fields=["until"])
    record(
        action="role ended", by=by, programme_id=membership.programme_id, about_kind="user",
        about_id=membership.user_id, detail={"role": membership.role},
    )  # fmt: skip


@transaction.atomic
def add_body(
    *, programme: Programme, code: str, name: str, rule: str, members: Iterable[Membership], by: User | None
) -> Body:
    """Add a panel or board that decides."""
    body = Body.objects.create(programme=programme, code=code, name=name, rule=rule)
    body.members.set(members)
    record(action="body added", by=by, programme_id=programme.pk, about_kind="body", about_id=code)
    return body


@transaction.atomic
def add_services(*, programme: Programme, services: Sequence[Mapping[str, Any]], by: User | None) -> int:
    """Add or renew places to get help; each mapping has the fields of `Service`."""
    for position, service in enumerate(services):
        fields = {"position": position, **service}
        Service.objects.update_or_create(programme=programme, code=fields.pop("code"), defaults=fields)
    record(action="services listed", by=by, programme_id=programme.pk, detail={"count": len(services)})
    return len(services)
