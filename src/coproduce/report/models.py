# SPDX-License-Identifier: AGPL-3.0-or-later
"""Published snapshots: a hashed manifest with quotes by reference, and the amendments that withdrawals append."""

import uuid

from django.conf import settings
from django.db import models

from coproduce.process.classification import personal, public

TEAM = settings.AUTH_USER_MODEL


class Release(models.Model):
    """One publication. It never changes, save that a withdrawn quote goes blank by an amendment."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    manifest = models.JSONField()
    hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    gaps_accepted = models.TextField(blank=True, help_text="Why it was published with gaps, by the named person.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_release_a_number")]

    classes = public(
        "id", "programme", "number", "manifest", "hash", "published_at", "recorded_at", "by", "gaps_accepted"
    )


class ReleaseQuote(models.Model):
    """A quote of a release by reference. Withdrawing the voice deletes the row, so the quote is blank at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="quotes")
    passage = models.ForeignKey("themes.Passage", on_delete=models.CASCADE, related_name="+")
    caption = models.JSONField(default=dict, help_text="The caption that the rule allowed at publication.")

    classes = {**public("id", "release"), **personal("deleted when the voice is withdrawn", "passage", "caption")}


class ReleaseAmendment(models.Model):
    """What changed in a release after it was published: which quote went blank, when, chained by hash."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=200)
    quote_ref = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="one_amendment_a_number")]

    classes = public("id", "release", "number", "at", "what", "quote_ref", "hash")


class FileJob(models.Model):
    """The outbox for files: a release to be built, or built again after a withdrawal; the words stay out of it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=10, default="waiting", help_text="waiting, running, done, failed")
    done_part = models.FloatField(default=0.0)
    message = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    classes = public("id", "release", "state", "done_part", "message", "asked_at", "done_at")
