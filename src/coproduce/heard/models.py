# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who signed the equality evidence, for whom, and over which figures."""

from django.conf import settings
from django.db import models

from coproduce.process.classification import public


class EvidenceSignature(models.Model):
    """An officer read the equality evidence as it stood and signed it. `fingerprint` is the SHA-256 of its figures."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="evidence_signatures")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=120, help_text="The officer's post, as it may be published.")
    note = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]

    classes = public("id", "programme", "by", "post", "note", "fingerprint", "on", "recorded_at")
