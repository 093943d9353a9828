# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was promised, by whom, how it is measured, and how it goes."""

from django.conf import settings
from django.db import models

from coproduce.process.classification import public

TEAM = settings.AUTH_USER_MODEL


class Commitment(models.Model):
    """An action with an owner, a measure, a baseline, a target and a date."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="commitments")
    code = models.CharField(max_length=20)
    sentence = models.ForeignKey(
        "strategy.Sentence", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    priority = models.ForeignKey(
        "priorities.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    action = models.TextField()
    owner = models.CharField(max_length=160)
    measure = models.CharField(max_length=300)
    baseline = models.CharField(max_length=120, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_source = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=120)
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_commitment_a_code")]

    classes = public(
        "id", "programme", "code", "sentence", "priority", "action", "owner", "measure", "baseline", "baseline_on",
        "baseline_source", "target", "due_on", "at",
    )  # fmt: skip


class Progress(models.Model):
    """How a commitment went by a date. Late is called late."""

    class Status(models.TextChoices):
        """Five words, and no colour alone."""

        ON_TRACK = "on track", "On track"
        LATE = "late", "Late"
        MET = "met", "Met"
        MET_EARLY = "met early", "Met early"
        DROPPED = "dropped", "Dropped"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices)
    value = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on"]

    classes = public("id", "commitment", "on", "status", "value", "words", "by", "at")
