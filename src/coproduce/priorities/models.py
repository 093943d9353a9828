# SPDX-License-Identifier: AGPL-3.0-or-later
"""Priorities in versions, statements, responses, and decisions with reasons."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from coproduce.process.classification import personal, public, special
from coproduce.process.decisions import Outcome
from coproduce.process.thread import Relation

TEAM = settings.AUTH_USER_MODEL
GONE = "deleted when the person withdraws everything"


class Priority(models.Model):
    """A candidate focus of the strategy; its words live in versions."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="priorities")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_priority_a_code")]

    classes = public("id", "programme", "code", "name", "position", "retired")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PriorityVersion(models.Model):
    """How a priority read at one time, and why it was changed from the one before."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=300)
    explanation = models.TextField(blank=True)
    why_changed = models.TextField(blank=True)
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    written_with = models.JSONField(default=list, help_text="Names of those who wrote it together.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["priority", "number"], name="one_version_a_number")]

    classes = public("id", "priority", "number", "headline", "explanation", "why_changed", "by", "written_with", "at")


class Evidence(models.Model):
    """A theme that supports, qualifies or contradicts a priority. What contradicts stays beside what supports."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="evidence")
    theme = models.ForeignKey("themes.Theme", on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Relation])
    note = models.TextField(blank=True)
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["priority", "theme", "relation"], name="evidence_once")]

    classes = public("id", "priority", "theme", "relation", "note", "by", "at")


class Round(models.Model):
    """One round of putting statements back to people."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    channels = models.JSONField(default=list)
    sessions = models.ManyToManyField("listening.Session", related_name="+", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_round_a_number"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="a_round_closes_after_it_opens"
            ),
        ]

    classes = public("id", "programme", "number", "opens_on", "closes_on", "channels", "sessions")


class Statement(models.Model):
    """A testable sentence that is put to people. A resident's own words as a statement are put only as they agreed."""

    class Status(models.TextChoices):
        """Whether it goes to the vote."""

        ACCEPTED = "accepted", "Put to people"
        MODERATED = "moderated", "Not put to people"
        WAITING = "waiting", "Waiting for a look"

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="statements")
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=400, blank=True, help_text="Empty while a proposal waits.")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="statements")
    version = models.ForeignKey(
        PriorityVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    author_kind = models.CharField(max_length=10, default="team", choices=[("team", "team"), ("resident", "resident")])
    derived_from = models.ManyToManyField("self", symmetrical=False, related_name="led_to", blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACCEPTED)
    reason = models.TextField(blank=True, help_text="Why it was not put to people.")
    proposal_entry_id = models.UUIDField(
        null=True, blank=True, help_text="A resident's proposal in the vault, until a team member puts it."
    )
    proposed_by = models.ForeignKey("Voter", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals")
    at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_statement_a_code"),
            models.CheckConstraint(condition=~Q(status="accepted") | ~Q(text=""), name="what_is_put_has_words"),
            models.CheckConstraint(
                condition=~Q(status="moderated") | ~Q(reason=""), name="what_is_not_put_has_a_reason"
            ),
        ]

    classes = {
        **public("id", "programme", "code", "text", "round", "version", "author_kind", "status", "reason", "at"),
        **public("derived_from"),
        **personal(GONE, "proposal_entry_id", "proposed_by"),
    }


class Voter(models.Model):
    """Somebody who answers statements: where they used their slip, the person who spoke before; otherwise a mark."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="voters")
    code = models.CharField(max_length=40, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    participant = models.ForeignKey(
        "listening.Participant", null=True, blank=True, on_delete=models.SET_NULL, related_name="voters"
    )
    at = models.DateTimeField()
    began_after = models.PositiveBigIntegerField(
        default=0, help_text="The newest answer when they began: it fixes the order in which they see statements."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "token_hash"], condition=~Q(token_hash=""), name="one_voter_a_token"
            ),
            models.UniqueConstraint(fields=["programme", "code"], condition=~Q(code=""), name="one_voter_a_code"),
        ]

    classes = {**public("id", "programme"), **personal(GONE, "code", "token_hash", "participant", "at", "began_after")}


class VoterAnswer(models.Model):
    """An equality answer of a voter who has no participant row; used only inside aggregates."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="answers")
    characteristic = models.CharField(max_length=30)
    category = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voter", "characteristic"], name="one_voter_answer")]

    classes = {**public("id"), **personal(GONE, "voter"), **special(GONE, "characteristic", "category")}


class Response(models.Model):
    """Agree, disagree or pass; how much it matters; and a comment, which is a vault entry."""

    class Vote(models.TextChoices):
        """The three answers. A statement that somebody has not seen has no row."""

        AGREE = "agree", "Agree"
        DISAGREE = "disagree", "Disagree"
        PASS = "pass", "Pass"

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="responses")
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="responses")
    vote = models.CharField(max_length=10, choices=Vote.choices)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)
    comment_entry_id = models.UUIDField(null=True, blank=True)
    channel = models.CharField(
        max_length=10, default="web", choices=[("web", "web"), ("room", "room"), ("paper", "paper")]
    )
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "voter"], name="one_response_a_person"),
            models.CheckConstraint(
                condition=Q(importance__isnull=True) | Q(importance__lte=3), name="importance_is_0_to_3"
            ),
        ]

    classes = {
        **public("id", "statement", "channel", "recorded_at"),
        **personal(GONE, "voter", "vote", "importance", "comment_entry_id", "happened_at"),
    }


class ChangeCause(models.Model):
    """What came back that made a priority change: a statement's results, a comment, or a session."""

    version = models.ForeignKey(PriorityVersion, on_delete=models.CASCADE, related_name="causes")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    session = models.ForeignKey("listening.Session", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    classes = {**public("id", "version", "statement", "session", "note"), **personal(GONE, "response")}


class Decision(models.Model):
    """What was done with a theme or a point, why, by whom, when; and what the slip says of it."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="decisions")
    code = models.CharField(max_length=20)
    theme = models.ForeignKey("themes.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    point = models.CharField(max_length=300, blank=True)
    raised_in = models.ManyToManyField("themes.Theme", related_name="points", blank=True)
    outcome = models.CharField(max_length=14, choices=[(o.value, o.value) for o in Outcome])
    body = models.ForeignKey("programmes.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    why = models.TextField()
    instead = models.TextField(blank=True)
    passed_to = models.JSONField(default=list)
    tell = models.TextField(blank=True, help_text="The words for the slip.")
    by = models.ForeignKey(TEAM, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_decision_a_code"),
            models.CheckConstraint(
                condition=Q(theme__isnull=False) | Q(statement__isnull=False) | ~Q(point=""),
                name="a_decision_is_about_something",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_decision_has_a_reason"),
        ]

    classes = public(
        "id", "programme", "code", "theme", "statement", "point", "outcome", "body", "decided_on", "why", "instead",
        "passed_to", "tell", "by", "at", "raised_in",
    )  # fmt: skip
