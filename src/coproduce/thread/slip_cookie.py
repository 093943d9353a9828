# SPDX-License-Identifier: AGPL-3.0-or-later
"""A slip that is open in a browser: one signed cookie, for the slip's own pages alone, for a quarter of an hour.

It holds who and when, and nothing else; nothing of it is kept here. It is signed with a mark of the slip itself, so it
closes everywhere as soon as the slip is replaced or everything is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature, Signer

from coproduce.listening.slips import participant_by_id
from coproduce.process import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.listening.models import Participant

NAME, PATH, IDLE = "slip", "/slip/", 15 * 60


def _signer(person: Participant) -> Signer:
    return Signer(salt=f"an open slip {person.slip.code_hash}")


def sealed(person: Participant, at: float | None = None) -> str:
    """What the cookie says: the person's number and the moment of their last step."""
    return _signer(person).sign(f"{person.pk}.{int(at or clock.recorded().timestamp())}")


def opened(request: HttpRequest) -> Participant | None:
    """Whose slip is open here, or None where none is, or nobody has touched it for a quarter of an hour."""
    said = request.COOKIES.get(NAME, "")
    number, _, rest = said.partition(".")
    # Looked at before anything is asked of the database: this cookie may be anybody's invention.
    if not (number.isascii() and number.isdecimal() and len(number) < 12 and rest):
        return None
    person = participant_by_id(int(number))
    try:
        when = _signer(person).unsign(said).partition(".")[2] if person else ""
    except (BadSignature, ObjectDoesNotExist):
        return None
    fresh = bool(when) and clock.recorded().timestamp() - int(when) <= IDLE
    return person if fresh else None


def keep(response: HttpResponse, request: HttpRequest, person: Participant) -> HttpResponse:
    """Leave the slip open for another quarter of an hour. It ends with the browser."""
    # Without an age it ends with the browser: the next person at a library's computer finds nothing.
    response.set_cookie(NAME, sealed(person), path=PATH, httponly=True, samesite="Strict", secure=request.is_secure())
    return response


def drop(response: HttpResponse) -> HttpResponse:
    """Close it in this browser."""
    response.delete_cookie(NAME, path=PATH, samesite="Strict")
    return response
