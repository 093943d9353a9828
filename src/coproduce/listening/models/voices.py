# SPDX-License-Identifier: AGPL-3.0-or-later
"""Voices: one thing that somebody said, as a row that holds no words."""

import uuid

from django.conf import settings
from django.db import models

from coproduce.process.classification import personal, public
from coproduce.process.consent import Purpose, VoiceState

GONE = "deleted when the voice is withdrawn"


class Channel(models.TextChoices):
    """How a voice reached us. A louder channel must not drown another, so it stays attached."""

    SPOKEN = "spoken", "Said aloud"
    NOTE = "note", "A facilitator's note"
    POST_IT = "post-it", "A note on the wall"
    FORM = "form", "A paper form"
    ONLINE = "online", "Written online"
    RECORDING = "recording", "Recorded"
    DRAWING = "drawing", "Drawn"
    SHEET = "sheet", "From a sheet brought in"


class Voice(models.Model):
    """One thing that somebody said, wrote, drew or recorded, in its own language, to a question, somewhere, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="voices")
    session = models.ForeignKey(
        "listening.Session", null=True, blank=True, on_delete=models.PROTECT, related_name="voices"
    )
    participant = models.ForeignKey(
        "listening.Participant", null=True, blank=True, on_delete=models.SET_NULL, related_name="voices"
    )
    question = models.ForeignKey(
        "programmes.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.ForeignKey(
        "listening.ImportBatch", null=True, blank=True, on_delete=models.SET_NULL, related_name="voices"
    )
    code = models.CharField(max_length=40, blank=True, help_text="The mark it had in the sheet it came from.")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    language = models.CharField(max_length=12, default="en")
    entry_id = models.UUIDField(unique=True)
    translation_entry_id = models.UUIDField(null=True, blank=True, unique=True)
    length = models.PositiveIntegerField(help_text="Unicode code points.")
    fingerprint = models.CharField(
        max_length=64, help_text="Keyed mark of row and words, so that nothing enters twice."
    )
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in VoiceState], default="held")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    keep_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["happened_at", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "fingerprint"], name="no_voice_twice"),
        ]
        indexes = [models.Index(fields=["programme", "state"])]

    classes = {
        **public("id", "programme", "session", "question", "batch", "channel", "language", "state", "recorded_at",
                 "taken_by", "keep_until"),
        **personal(GONE, "participant", "code", "entry_id", "translation_entry_id", "length", "fingerprint", "happened_at"),
    }  # fmt: skip


class Consent(models.Model):
    """What a person allowed for one voice and one purpose. The newest row counts; older ones stay as history."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Purpose])
    given = models.BooleanField()
    basis = models.CharField(
        max_length=60, default="asked", help_text="How we know: asked, slip, notice, lead's record."
    )
    wording_version = models.CharField(max_length=20)
    wording_language = models.CharField(max_length=12, default="en")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "purpose"], condition=models.Q(latest=True), name="one_latest_consent_a_purpose"
            )
        ]

    classes = {
        **public("id", "purpose", "basis", "wording_version", "wording_language", "recorded_at", "latest"),
        **personal(GONE, "voice", "given", "at"),
    }


class Mask(models.Model):
    """A span that must never be shown, such as somebody's name: start and end in code points, and why."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="masks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.CharField(max_length=60, default="could point at a person")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="a_mask_covers_something")
        ]

    classes = {**public("id", "reason", "by", "at"), **personal(GONE, "voice", "start", "end")}


class LeftOpen(models.Model):
    """A suggestion to cover a span that a person refused, so that it is not made again."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="left_open")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "start", "end"], name="left_open_once")]

    classes = {**public("id", "by", "at"), **personal(GONE, "voice", "start", "end")}
