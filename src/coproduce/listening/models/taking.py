# SPDX-License-Identifier: AGPL-3.0-or-later
"""How voices come in: sheets brought in at once, and forms that are half filled."""

import uuid

from django.conf import settings
from django.db import models

from coproduce.process.classification import personal, public


class ImportBatch(models.Model):
    """One sheet. Until it is confirmed its bytes are a vault entry; afterwards only counts remain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_mark = models.CharField(max_length=64)
    entry_id = models.UUIDField(null=True, blank=True)
    matching = models.JSONField(default=dict, help_text="Which column means what.")
    basis = models.CharField(max_length=300, blank=True, help_text="Why we may analyse it, as the lead recorded.")
    rows_read = models.PositiveIntegerField(default=0)
    rows_taken = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_given_back = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    classes = {
        **public("id", "programme", "file_name", "matching", "basis", "rows_read", "rows_taken", "rows_known",
                 "rows_given_back", "by", "begun_at", "done_at"),
        **personal("blanked when the import is done or dropped", "entry_id", "file_mark"),
    }  # fmt: skip


class Draft(models.Model):
    """A half-filled form, saved for as long as somebody is at it. The answers are a vault entry."""

    token_hash = models.CharField(max_length=64, unique=True)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    entry_id = models.UUIDField()
    touched_at = models.DateTimeField()

    classes = {
        **public("id", "programme", "touched_at"),
        **personal("deleted when sent, or after a day", "token_hash", "entry_id"),
    }
