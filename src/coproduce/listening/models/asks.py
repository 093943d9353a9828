# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people ask of us: look after somebody (concern), and "that is not what I meant" (objection)."""

import uuid

from django.conf import settings
from django.db import models

from coproduce.process.classification import personal, public


class Concern(models.Model):
    """One tap: the voice is hidden from analysts, the named lead is told, the time is logged."""

    voice = models.ForeignKey("listening.Voice", on_delete=models.CASCADE, related_name="concerns")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    what_was_done = models.CharField(max_length=300, blank=True)

    classes = {
        **public("id", "raised_by", "raised_at", "seen_by", "seen_at", "closed_at"),
        **personal("deleted when the voice is withdrawn", "voice", "what_was_done"),
    }


class Objection(models.Model):
    """A person's answer to what was made of their words; owed a dated reply, and listed at the gate until it has one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="objections")
    participant = models.ForeignKey(
        "listening.Participant", null=True, blank=True, on_delete=models.SET_NULL, related_name="objections"
    )
    about_kind = models.CharField(max_length=12, help_text="voice, translation, coding, theme or sentence")
    about_id = models.CharField(max_length=64)
    entry_id = models.UUIDField(null=True, blank=True)
    raised_at = models.DateTimeField()
    due_on = models.DateField()
    reply = models.TextField(blank=True, help_text="The team's answer, shown on the slip.")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at"]

    classes = {
        **public("id", "programme", "about_kind", "about_id", "raised_at", "due_on", "reply", "replied_by", "replied_at"),
        **personal("deleted when the person withdraws everything", "participant", "entry_id"),
    }  # fmt: skip
