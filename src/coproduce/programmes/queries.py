# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of programmes, as plain frozen results, and whether the process allows something now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from coproduce.process import clock, stages
from coproduce.process.roles import Role
from coproduce.process.stages import Act, StageKey, StageState
from coproduce.programmes.models import Membership, Programme, Service


@dataclass(frozen=True)
class StageRow:
    """One stage as a page shows it."""

    key: StageKey
    name: str
    state: StageState
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme as a list shows it."""

    slug: str
    name: str
    aim: str
    asked_by: str
    illustrative: bool
    open_to_residents: bool


@dataclass(frozen=True)
class HelpLine:
    """Where to get help: a name, what it is, how to reach it, and when somebody last checked that."""

    name: str
    what: str
    phone: str
    text_line: str
    web: str
    hours: str
    crisis: bool
    checked_on: date | None


def _row(programme: Programme) -> ProgrammeRow:
    return ProgrammeRow(
        programme.slug, programme.name, programme.aim, programme.asked_by, programme.illustrative,
        programme.open_to_residents,
    )  # fmt: skip


def open_programmes() -> list[ProgrammeRow]:
    """Programmes that residents may see, the newest first."""
    return [_row(p) for p in Programme.objects.filter(open_to_residents=True).order_by("-created_at")]


def programmes_of(user_id: int, *, keeper: bool = False) -> list[ProgrammeRow]:
    """Programmes in which somebody has a role today; a keeper of the installation sees the names of all."""
    found = Programme.objects.order_by("-created_at")
    if not keeper:
        found = found.filter(id__in=_standing(user_id).values("programme"))
    return [_row(p) for p in found]


def _standing(user_id: int):  # noqa: ANN202
    # The day named by `until` is left out: whoever is taken out of a team is out now and not tonight.
    today = clock.today()
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user_id=user_id, since__lte=today)


def roles_of(user_id: int, programme_id: int) -> frozenset[Role]:
    """The roles that somebody has in a programme today."""
    found = _standing(user_id).filter(programme_id=programme_id).values_list("role", flat=True)
    return frozenset(Role(role) for role in found)


def stages_of(programme_id: int) -> list[StageRow]:
    """The three stages, in order."""
    rows = {row.key: row for row in Programme.objects.get(pk=programme_id).stages.all()}
    return [
        StageRow(key, stages.NAME[key], StageState(row.state), row.opens_on, row.closes_on)
        for key in StageKey
        if (row := rows.get(key.value))
    ]


def states_of(programme_id: int) -> Mapping[StageKey, StageState]:
    """Where each stage stands."""
    return {row.key: row.state for row in stages_of(programme_id)}


def check_act(programme: Programme, act: Act) -> None:
    """Raise `process.stages.NotAllowed`, with the reason, unless the stages allow `act` now."""
    locked = programme.decisions_locked_at is not None
    stages.check_allowed(act, states_of(programme.pk), locked, programme.brought_in)


def act_allowed(programme: Programme, act: Act) -> bool:
    """Whether the stages allow `act` now."""
    locked = programme.decisions_locked_at is not None
    return stages.is_allowed(act, states_of(programme.pk), locked, programme.brought_in)


def help_lines(programme_id: int, *, crisis_only: bool = False) -> list[HelpLine]:
    """Where to get help, lines for a crisis first."""
    found = Service.objects.filter(programme_id=programme_id)
    if crisis_only:
        found = found.filter(crisis=True)
    return [
        HelpLine(s.name, s.description, s.phone, s.text_line, s.web, s.hours, s.crisis, s.checked_on) for s in found
    ]


def named(programme_id: int, role: Role) -> list[str]:
    """The names of those who hold a role today, such as the safeguarding lead."""
    today = clock.today()
    found = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), programme_id=programme_id, role=role.value, since__lte=today
    )
    return [member.user.name for member in found.select_related("user").order_by("user__name")]


def programme_by_name(name: str, *, illustrative: bool) -> Programme | None:
    """A programme by its exact name."""
    return Programme.objects.filter(name=name, illustrative=illustrative).first()


def programme_by_slug(slug: str) -> Programme | None:
    """A programme by its short name."""
    return Programme.objects.filter(slug=slug).first()
