# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may open which page: the one place where a view learns whose programme it is and what this person may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from coproduce.people.queries import Reader
from coproduce.process import roles
from coproduce.process.roles import Permission, Role
from coproduce.process.stages import NotAllowed
from coproduce.programmes.models import Programme
from coproduce.programmes.queries import roles_of

if TYPE_CHECKING:
    from coproduce.people.models import User

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Desk:
    """One team member at one programme."""

    programme: Programme
    user: User
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Whether this person may do something here."""
        return roles.may(self.roles, permission)

    @property
    def reader(self) -> Reader:
        """This person as somebody who asks for words."""
        return Reader.team(self.user)


def desk_of(user: User, slug: str) -> Desk:
    """The desk of a signed-in person. A programme in which they have no role looks like one that does not exist."""
    programme = Programme.objects.filter(slug=slug).first()
    held = roles_of(user.pk, programme.pk) if programme else frozenset()
    if programme is None or not held:
        raise Http404("There is no such programme, or you have no role in it.")
    return Desk(programme, user, held)


def team_view(permission: Permission) -> Callable[[View], View]:
    """For views of the team's side: `view(request, desk, …)`; the address names the programme as `programme`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, programme: str, **kwargs: Any) -> HttpResponse:
            desk = desk_of(request.user, programme)
            try:
                roles.check_may(desk.roles, permission)
                return view(request, desk, **kwargs)
            except (roles.NotPermitted, NotAllowed) as refused:
                raise PermissionDenied(refused.reason) from refused

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def sees_drafts(request: HttpRequest, programme: Programme) -> bool:
    """Whether somebody of this programme's team looks, who may read on a public page what is not published yet."""
    return request.user.is_authenticated and bool(roles_of(request.user.pk, programme.pk))


def public_view(view: View) -> View:
    """For public pages: `view(request, programme, …)`; until a programme is open only its team sees them."""

    @wraps(view)
    def guarded(request: HttpRequest, programme: str, **kwargs: Any) -> HttpResponse:
        found = Programme.objects.filter(slug=programme).first()
        if found is None:
            raise Http404("There is no such page.")
        if not found.open_to_residents and not sees_drafts(request, found):
            raise Http404("There is no such page.")
        try:
            return view(request, found, **kwargs)
        except NotAllowed as refused:
            raise PermissionDenied(refused.reason) from refused

    return guarded
