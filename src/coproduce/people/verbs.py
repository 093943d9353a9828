# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write the audit, make accounts, make and use sign-in links."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from coproduce.people.models import AuditEvent, SignInLink, User
from coproduce.people.queries import digest
from coproduce.process import clock


@transaction.atomic
def record(
    *,
    action: str,
    by: User | None,
    by_kind: str = "",
    programme_id: int | None = None,
    about_kind: str = "",
    about_id: object = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one event to the audit, in the caller's transaction. `detail` holds ids and counts, never words."""
    last = AuditEvent.objects.select_for_update().order_by("-sequence").first()
    event = AuditEvent(
        sequence=last.sequence + 1 if last else 1,
        happened_at=clock.now(),
        recorded_at=clock.recorded(),
        by=by,
        by_kind=by_kind or ("team" if by else "system"),
        programme_id=programme_id,
        action=action,
        about_kind=about_kind,
        about_id=str(about_id),
        detail=dict(detail or {}),
        previous=last.hash if last else "",
    )
    event.hash = digest(event)
    event.save(force_insert=True)


@transaction.atomic
def create_account(
    *, email: str, name: str, password: str | None = None, keeper: bool = False, by: User | None
) -> User:
    """Make an account; `ValueError` names what is wrong with the address."""
    address = email.strip().lower()
    try:
        # A form has looked already; a command has not.
        validate_email(address)
    except ValidationError as fault:
        raise ValueError(f"“{address}” is not an e-mail address.") from fault
    if User.objects.filter(email=address).exists():
        raise ValueError(f"There is already an account for {address}.")
    user = User.objects.create_user(address, password, name=name.strip(), is_keeper=keeper, joined_at=clock.now())
    record(action="account made", by=by, about_kind="user", about_id=user.pk)
    return user


def _hashed(token: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), token.encode(), sha256).hexdigest()


@transaction.atomic
def make_sign_in_link(*, user: User, hours: int = 24, by: User | None) -> str:
    """A token that signs `user` in once, within `hours`. Only its keyed hash is kept."""
    token, now = secrets.token_urlsafe(24), clock.recorded()
    SignInLink.objects.create(user=user, token_hash=_hashed(token), made_at=now, ends_at=now + timedelta(hours=hours))
    record(action="sign-in link made", by=by, about_kind="user", about_id=user.pk)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str) -> User | None:
    """The account that a token opens, or None where it is unknown, used or too old. It works once."""
    link = SignInLink.objects.select_for_update().select_related("user").filter(token_hash=_hashed(token)).first()
    now = clock.recorded()
    if link is None or link.used_at or link.ends_at < now or not link.user.is_active:
        return None
    link.used_at = now
    link.save(update_fields=["used_at"])
    record(action="sign-in link used", by=link.user, about_kind="user", about_id=link.user_id)
    return link.user
