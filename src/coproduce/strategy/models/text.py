# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sections and sentences. A sentence keeps its identity through edits; a quotation is a row, never part of the text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from coproduce.process.classification import personal, public
from coproduce.process.thread import AuthorKind, CitationKind, Relation

TEAM = settings.AUTH_USER_MODEL


class Section(models.Model):
    """A part of the strategy, which may belong to one priority."""

    strategy = models.ForeignKey("strategy.Strategy", on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    priority = models.ForeignKey(
        "priorities.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["strategy", "code"], name="one_section_a_code")]

    classes = public("id", "strategy", "code", "title", "priority", "position")


class Sentence(models.Model):
    """One sentence. Its words are its newest version; `kind` and `author` mark context or professional judgement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="sentences")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    author_kind = models.CharField(max_length=10, blank=True, choices=[(k.value, k.value) for k in AuthorKind])
    author = models.ForeignKey(TEAM, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    needs_look = models.BooleanField(default=False, help_text="Something it leaned on was withdrawn.")
    decisions = models.ManyToManyField("priorities.Decision", related_name="sentences", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(author_kind="") | Q(author__isnull=False), name="context_and_judgement_have_an_author"
            )
        ]

    classes = public(
        "id", "section", "code", "position", "author_kind", "author", "removed_at", "needs_look", "decisions"
    )


class SentenceVersion(models.Model):
    """How a sentence read at one time, by whom and why it was changed."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sentence", "number"], name="one_sentence_version_a_number")]

    classes = public("id", "sentence", "number", "text", "why", "by", "at")


class Finding(models.Model):
    """A computed figure: what, its value, its inputs and version, and its interval where it is a share."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=20)
    what = models.CharField(max_length=300)
    figure = models.JSONField(help_text="The gated figure, as the disclosure gate wrote it.")
    inputs = models.JSONField(default=dict, help_text="How to compute it again: the measure and its settings.")
    version = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_finding_a_code")]

    classes = public("id", "programme", "code", "what", "figure", "inputs", "version", "at")


class Citation(models.Model):
    """What a sentence leans on: a priority in one version, a theme, a passage, a statement, a finding, a decision."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in CitationKind])
    version = models.ForeignKey(
        "priorities.PriorityVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="citations"
    )
    theme = models.ForeignKey("themes.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    passage = models.ForeignKey(
        "themes.Passage", null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    statement = models.ForeignKey(
        "priorities.Statement", null=True, blank=True, on_delete=models.PROTECT, related_name="citations"
    )
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    decision = models.ForeignKey(
        "priorities.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="citations"
    )
    relation = models.CharField(max_length=12, default="supports", choices=[(r.value, r.value) for r in Relation])
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="priority", version__isnull=False)
                    | Q(kind="theme", theme__isnull=False)
                    | Q(kind="passage", passage__isnull=False)
                    | Q(kind="statement", statement__isnull=False)
                    | Q(kind="finding", finding__isnull=False)
                    | Q(kind="decision", decision__isnull=False)
                ),
                name="a_citation_points_at_its_kind",
            )
        ]

    classes = {
        **public(
            "id", "sentence", "kind", "version", "theme", "statement", "finding", "decision", "relation", "by", "at"
        ),
        **personal("deleted when the voice is withdrawn", "passage"),
    }


class Quotation(models.Model):
    """A passage that stands beside a sentence. Its words come through the door each time, never from here."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="quotations")
    passage = models.ForeignKey("themes.Passage", on_delete=models.CASCADE, related_name="quotations")
    relation = models.CharField(max_length=12, default="supports", choices=[(r.value, r.value) for r in Relation])
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["sentence", "passage"], name="one_quotation_a_passage")]

    classes = {
        **public("id", "sentence", "relation", "position", "by", "at"),
        **personal("deleted when the voice is withdrawn", "passage"),
    }


class Amendment(models.Model):
    """A proposed change of a sentence: what it said before, what is asked, why, and what was done."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="amendments")
    code = models.CharField(max_length=20, blank=True)
    before = models.TextField()
    after = models.TextField(blank=True)
    why = models.TextField()
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    status = models.CharField(max_length=10, default="open", help_text="open, accepted, declined")
    answered_at = models.DateTimeField(null=True, blank=True)

    classes = public("id", "sentence", "code", "before", "after", "why", "by", "at", "status", "answered_at")
