# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who writes here: the team of today and the bodies that sign, for the forms of the writing table."""

from django.db.models import Q

from coproduce.people.queries import User
from coproduce.process import clock
from coproduce.programmes.queries import Programme


def team(programme: Programme) -> list[User]:
    """Everybody with a role today, each once, by name."""
    today = clock.today()
    standing = programme.memberships.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)
    people = {member.user_id: member.user for member in standing.select_related("user")}
    return sorted(people.values(), key=lambda user: user.name)


def bodies(programme: Programme) -> list[tuple[str, str]]:
    """The bodies of a programme, code and name."""
    return list(programme.bodies.order_by("name").values_list("code", "name"))
