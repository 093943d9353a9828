# SPDX-License-Identifier: AGPL-3.0-or-later
"""The codebook, passages and their codings, machine suggestions, and the lineage log.

No row holds a person's words. Phrases and exemplars of a suggestion are spans of voices, read through the door.
"""

import uuid

from django.conf import settings
from django.db import models

from coproduce.process.classification import personal, public

GONE = "deleted when the voice is withdrawn"
TEAM = settings.AUTH_USER_MODEL


class Theme(models.Model):
    """An entry of the codebook, whether still a candidate, a theme, or retired."""

    class State(models.TextChoices):
        """Where it is in its life."""

        CANDIDATE = "candidate", "Candidate"
        THEME = "theme", "Theme"
        RETIRED = "retired", "Retired"

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="themes")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    includes = models.JSONField(default=list)
    excludes = models.JSONField(default=list)
    summary = models.TextField(blank=True, help_text="What people said, in our words, with what contradicts.")
    summary_by = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CANDIDATE)
    colour = models.PositiveSmallIntegerField(default=1, help_text="Which of the theme colours and stitches.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    suggested_by = models.ForeignKey(
        "themes.Suggestion", null=True, blank=True, on_delete=models.SET_NULL, related_name="became"
    )

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_theme_a_code")]

    classes = public(
        "id", "programme", "code", "name", "definition", "includes", "excludes", "summary", "summary_by", "parent",
        "state", "colour", "made_at", "made_by", "suggested_by",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Passage(models.Model):
    """A span of a voice: start and end in code points (end exclusive), and a keyed mark of its words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voice = models.ForeignKey("listening.Voice", on_delete=models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    mark = models.CharField(max_length=64, help_text="HMAC of the words: a quote that no longer matches stops a build.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "start", "end"], name="one_passage_a_span"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="a_passage_has_words"),
        ]

    classes = {**public("id"), **personal(GONE, "voice", "start", "end", "mark")}


class Coding(models.Model):
    """A passage under a theme: by whom or which model, when, and who accepted it."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=80, blank=True, help_text="Name and version, where a machine suggested it.")
    accepted_by = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken back or moved; the row stays.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "theme", "coder"],
                condition=models.Q(ended_at__isnull=True),
                name="one_coding_a_coder",
            ),
            models.CheckConstraint(
                condition=models.Q(coder__isnull=False) | ~models.Q(model=""), name="a_coding_has_an_author"
            ),
        ]

    classes = {**public("id", "theme", "coder", "model", "accepted_by", "at", "ended_at"), **personal(GONE, "passage")}


class SuggestionRun(models.Model):
    """One run of the sorting machine: which, with what, over how many, and what it could not place."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="suggestion_runs")
    model = models.CharField(max_length=80, blank=True)
    version = models.CharField(max_length=40, blank=True)
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting", help_text="waiting, running, done, failed")
    done_part = models.FloatField(default=0.0, help_text="0 to 1, for the progress bar.")
    message = models.CharField(max_length=300, blank=True)
    voices_read = models.PositiveIntegerField(default=0)
    not_placed = models.JSONField(default=list, help_text="Voice ids and reasons.")
    asked_by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    classes = {
        **public("id", "programme", "model", "version", "settings", "state", "done_part", "message", "voices_read",
                 "asked_by", "asked_at", "done_at"),
        **personal(GONE, "not_placed"),
    }  # fmt: skip


class Suggestion(models.Model):
    """A group that the machine found; dashed until a person accepts it."""

    run = models.ForeignKey(SuggestionRun, on_delete=models.CASCADE, related_name="suggestions")
    number = models.PositiveSmallIntegerField()
    stability = models.FloatField(null=True, blank=True)
    parent_number = models.PositiveSmallIntegerField(null=True, blank=True)
    phrases = models.JSONField(default=list, help_text="Spans: [voice id, start, end].")
    belongs_to = models.CharField(
        max_length=20, blank=True, default="", help_text="Code of the theme that this adds voices to."
    )
    outcome = models.CharField(max_length=10, default="open", help_text="open, accepted, set aside")
    decided_by = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_suggestion_a_number")]

    classes = {
        **public(
            "id", "run", "number", "stability", "parent_number", "belongs_to", "outcome", "decided_by", "decided_at"
        ),
        **personal(GONE, "phrases"),
    }


class SuggestionMember(models.Model):
    """A passage that the machine put into a group, with how near it lies and whether it shows the group best."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="members")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()
    exemplar = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suggestion", "passage"], name="one_member_a_passage")]

    classes = {**public("id", "suggestion", "weight", "exemplar"), **personal(GONE, "passage")}


class VoiceVector(models.Model):
    """The vector of a voice under one model, encrypted like its words and erased with them."""

    voice = models.ForeignKey("listening.Voice", on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=80)
    entry_id = models.UUIDField(unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "model"], name="one_vector_a_model")]

    classes = {**public("id", "model"), **personal(GONE, "voice", "entry_id")}


class ThemeStep(models.Model):
    """One line of the append-only lineage: merge, split, rename, move, retire, promote, accept, make, undo.

    It holds ids and what the team wrote, never a person's words. `before` and `after` describe the codebook's change so
    that it can be replayed.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="theme_steps")
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=12)
    from_codes = models.JSONField(default=list)
    to_codes = models.JSONField(default=list)
    name = models.CharField(max_length=120, blank=True)
    passages = models.JSONField(default=list, help_text="Ids of the passages that went along: [passage, from, to].")
    which = models.CharField(max_length=400, blank=True, help_text="In the team's words, which passages went along.")
    why = models.TextField(blank=True)
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_with = models.JSONField(default=list, help_text="Names of team members or roles who agreed or asked.")
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    suggestion = models.ForeignKey(Suggestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["programme", "sequence"], name="one_step_a_number")]

    classes = {
        **public("id", "programme", "sequence", "action", "from_codes", "to_codes", "name", "which", "why", "by",
                 "agreed_with", "undoes", "suggestion", "before", "after", "happened_at", "recorded_at"),
        **personal("ids of passages stay and point at nothing once a voice is withdrawn", "passages"),
    }  # fmt: skip
