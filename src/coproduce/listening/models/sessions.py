# SPDX-License-Identifier: AGPL-3.0-or-later
"""Occasions of listening, and the people who chose not to be written down."""

from django.conf import settings
from django.db import models

from coproduce.process.classification import personal, public


class Kind(models.TextChoices):
    """Kinds of session, in the words that the public uses."""

    WORKSHOP = "workshop", "Workshop"
    COFFEE = "coffee morning", "Coffee morning"
    GROUP = "wellbeing group", "Wellbeing group"
    STREET = "high street", "High-street stall"
    CAMPUS = "campus", "Campus stall"
    ONE = "one-to-one", "One-to-one talk"
    ONLINE = "online", "Online form"
    TESTING = "testing", "Testing session"


class Session(models.Model):
    """One occasion: where, when, who held it, how many came, in which languages, with what support."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=160)
    place = models.ForeignKey("programmes.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    happens_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list)
    access = models.CharField(max_length=300, blank=True)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    notes_quotable = models.BooleanField(
        default=False, help_text="A notice in the room said that notes without a name may be quoted."
    )
    names_entry_id = models.UUIDField(
        null=True, blank=True, help_text="Names to look for in what was said here, kept in the vault."
    )

    class Meta:
        ordering = ["happens_on", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_session_a_code")]

    classes = {
        **public("id", "programme", "code", "kind", "title", "place", "happens_on", "starts_at", "hours", "headcount",
                 "languages", "access", "notes_quotable", "facilitators"),
        **personal("erased when the list is emptied, or when anybody of the session withdraws everything",
                   "names_entry_id"),
    }  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Refusal(models.Model):
    """Somebody did not want to be written down: a count, and nothing of what they said."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="refusals")
    how_many = models.PositiveSmallIntegerField(default=1)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    classes = public("id", "programme", "session", "how_many", "happened_at", "recorded_at")
