# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strategy as a whole: its title, when it was written, who signed it off."""

from django.conf import settings
from django.db import models

from coproduce.process.classification import public

TEAM = settings.AUTH_USER_MODEL


class Strategy(models.Model):
    """One strategy a programme."""

    programme = models.OneToOneField("programmes.Programme", on_delete=models.CASCADE, related_name="strategy")
    title = models.CharField(max_length=200)
    years = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField()

    classes = public("id", "programme", "title", "years", "begun_at")


class WritingEvening(models.Model):
    """One sitting at the writing table: what was written and who was there."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="evenings")
    on = models.DateField()
    what = models.CharField(max_length=300)
    present = models.ManyToManyField(TEAM, related_name="+")

    class Meta:
        ordering = ["on"]

    classes = public("id", "strategy", "on", "what", "present")


class SignOff(models.Model):
    """A person or a body that signed, when, and what they said about it."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="sign_offs")
    by = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("programmes.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | models.Q(body__isnull=False), name="somebody_signed"
            )
        ]

    classes = public("id", "strategy", "by", "body", "on", "note", "recorded_at")
