# SPDX-License-Identifier: AGPL-3.0-or-later
"""A programme and what it is made of: stages, questions, places, organisations, bodies, members, services."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coproduce.process.classification import personal, public
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey, StageState

CLOSED_ACCOUNT = "blanked when the account or membership is closed"


class Programme(models.Model):
    """One co-production exercise."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    aim = models.TextField(help_text="What the strategy is for, in a sentence or two that anybody can read.")
    asked_by = models.CharField(max_length=120, blank=True, help_text="Who asks: the council, the trust, the charity.")
    language = models.CharField(max_length=12, default="en")
    languages = models.JSONField(default=list, help_text="Languages people may use, as BCP 47 codes.")
    population = models.CharField(max_length=60, blank=True, help_text="Which census table to compare with.")
    disclosure = models.CharField(max_length=20, default="default", help_text="The rule for small numbers.")
    legal_basis = models.CharField(max_length=200, blank=True)
    method_school = models.CharField(max_length=30, default="codebook")
    keep_words_until = models.DateField(null=True, blank=True, help_text="When the words are to be erased.")
    illustrative = models.BooleanField(default=False)
    open_to_residents = models.BooleanField(default=False, help_text="Whether residents can see the public pages.")
    brought_in = models.BooleanField(default=False, help_text="Began with themes or priorities made elsewhere.")
    decisions_locked_at = models.DateTimeField(null=True, blank=True)
    help_checked_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    classes = public(
        "id", "slug", "name", "aim", "asked_by", "language", "languages", "population", "disclosure", "legal_basis",
        "method_school", "keep_words_until", "illustrative", "open_to_residents", "brought_in", "decisions_locked_at",
        "help_checked_on", "created_at",
    )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """One of the three stages of a programme; the process table says what each allows."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=12, choices=[(k.value, k.value) for k in StageKey])
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in StageState], default="planned")
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="one_row_a_stage"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="a_stage_closes_after_it_opens",
            ),
        ]

    classes = public("id", "programme", "key", "state", "opens_on", "closes_on")


class Question(models.Model):
    """A question of the guide. What it asks changes what an answer means, so it stays with each voice."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    translations = models.JSONField(default=dict, help_text="The question in other languages, by code.")
    position = models.PositiveSmallIntegerField()
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_question_a_code")]

    classes = public("id", "programme", "code", "text", "translations", "position", "retired")


class Place(models.Model):
    """Where people are: a venue, its ward, and what helps people to come in."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=120)
    ward = models.CharField(max_length=80, blank=True)
    access = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name", "ward"], name="one_row_a_place")]

    classes = public("id", "programme", "name", "ward", "access")


class Organisation(models.Model):
    """A partner: what it hosts, writes, owns and signs hangs on it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_row_an_organisation")]

    classes = public("id", "programme", "name")


class Membership(models.Model):
    """What one account may do in one programme, from when until when."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    does = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "user", "role"], name="one_role_once")]

    classes = {
        **public("id", "programme", "user", "role", "organisation", "since", "until"),
        **personal(CLOSED_ACCOUNT, "does"),
    }


class Body(models.Model):
    """A panel or board that decides, and the rule by which it does."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="bodies")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    rule = models.TextField(blank=True)
    members = models.ManyToManyField(Membership, related_name="bodies", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_row_a_body")]

    classes = public("id", "programme", "code", "name", "rule", "members")


class Service(models.Model):
    """Where to get help, shaped after Open Referral UK, with the date on which somebody last checked it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="services")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)
    description = models.TextField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    text_line = models.CharField(max_length=80, blank=True)
    web = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    crisis = models.BooleanField(default=False)
    themes = models.JSONField(default=list)
    record = models.JSONField(default=dict, help_text="The whole record in the shape of the standard.")
    checked_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-crisis", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_row_a_service")]

    classes = public(
        "id", "programme", "code", "name", "organisation", "description", "phone", "text_line", "web", "hours",
        "crisis", "themes", "record", "checked_on", "position",
    )  # fmt: skip
