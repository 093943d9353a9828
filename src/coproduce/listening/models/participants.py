# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pseudonymous people, their slips, and (apart from their words) what they told us about themselves."""

from django.db import models

from coproduce.process.classification import personal, public, special

WITHDRAWN = "deleted when the person withdraws everything"


class Participant(models.Model):
    """A person without a name. `code` is the team's mark for them at a session, never their slip."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="participants")
    session = models.ForeignKey(
        "listening.Session", null=True, blank=True, on_delete=models.PROTECT, related_name="participants"
    )
    code = models.CharField(max_length=40)
    came_at = models.DateTimeField()
    words_hidden = models.BooleanField(default=False, help_text="Asked that the slip does not show their words.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_participant_a_code")]

    classes = {
        **public("id", "programme", "session"),
        **personal(WITHDRAWN, "code", "came_at", "words_hidden"),
    }


class Slip(models.Model):
    """The code that a person holds, kept as a keyed hash."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="slip")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    replaced = models.PositiveSmallIntegerField(default=0)

    classes = {**public("id", "participant"), **personal(WITHDRAWN, "code_hash", "issued_at", "replaced")}


class EqualityAnswer(models.Model):
    """One answer to one equality question. Joined to anything else only inside aggregates (`heard`)."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="equality_answers")
    characteristic = models.CharField(max_length=30)
    category = models.CharField(max_length=120)
    question_set = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "characteristic"], name="one_answer_a_characteristic")
        ]

    classes = {
        **public("id", "question_set"),
        **personal(WITHDRAWN, "participant"),
        **special(WITHDRAWN, "characteristic", "category"),
    }


class Contact(models.Model):
    """A way to reach a person, encrypted, for what was agreed and by whoever was named."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="contact")
    entry_id = models.UUIDField()
    agreed_for = models.JSONField(default=list)
    by_whom = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField()

    classes = {
        **public("id", "participant", "agreed_for", "by_whom", "given_at"),
        **personal(WITHDRAWN, "entry_id"),
    }


class Tombstone(models.Model):
    """That somebody withdrew: a keyed mark and a date, so that an import of the same sheet brings nothing back."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="tombstones")
    kind = models.CharField(max_length=12, choices=[("voice", "voice"), ("participant", "participant")])
    mark = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    classes = public("id", "programme", "kind", "mark", "at")
