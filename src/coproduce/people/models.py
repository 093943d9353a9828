# SPDX-License-Identifier: AGPL-3.0-or-later
"""Team accounts, one-time sign-in links, and the audit log.

Only the team has accounts. A participant has a slip and no account.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from coproduce.process.classification import personal, public


class Accounts(BaseUserManager["User"]):
    """Makes accounts; Django asks for this name on the model."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account with a password, or with none until a sign-in link is used."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of a team: staff of the council, a partner, or a resident who writes with us."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_keeper = models.BooleanField(default=False, help_text="May create programmes and look after this installation.")
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Accounts()

    classes = {
        **public("id", "is_active", "is_keeper", "joined_at", "last_login"),
        **personal("the account is closed: name and address are blanked", "email", "name", "password"),
    }

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A link that signs one person in once. Only a keyed hash of it is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    classes = public("id", "user", "token_hash", "made_at", "ends_at", "used_at")


class AuditEvent(models.Model):
    """Who did what, when, and which words they saw and why: ids only, in a chain of hashes.

    `detail` holds ids, counts and names of purposes. It never holds words.
    """

    sequence = models.BigIntegerField(unique=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_kind = models.CharField(max_length=8, default="team")
    programme_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]

    classes = public(
        "id", "sequence", "happened_at", "recorded_at", "by", "by_kind", "programme_id", "action", "about_kind",
        "about_id", "detail", "previous", "hash",
    )  # fmt: skip
