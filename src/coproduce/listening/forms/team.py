# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in about a session, and what a facilitator types in from it."""

from typing import Any

from django import forms
from django.conf import settings

from coproduce.listening.forms.saying import ASKED
from coproduce.listening.models.sessions import Kind
from coproduce.listening.models.voices import Channel
from coproduce.process.consent import Purpose, purpose_question

MAY = (*ASKED, Purpose.CONTACT)


class SessionForm(forms.Form):
    """A session."""

    title = forms.CharField(label="What is it called?", max_length=160)
    kind = forms.ChoiceField(label="Kind", choices=Kind.choices)
    happens_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(label="Place", max_length=120)
    ward = forms.CharField(label="Ward", max_length=80, required=False)
    headcount = forms.IntegerField(label="How many people came?", min_value=0, required=False)
    notes_quotable = forms.BooleanField(
        label="A notice in the room said that notes without a name may be quoted", required=False
    )


class Typed(forms.Form):
    """One voice that a facilitator types in."""

    person = forms.ChoiceField(label="Who said it?")
    question = forms.ChoiceField(label="To which question?", required=False)
    channel = forms.ChoiceField(label="How?", choices=[c for c in Channel.choices if c[0] != Channel.SHEET])
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES, initial="en")
    text = forms.CharField(label="What was said", widget=forms.Textarea(attrs={"rows": 4}))
    translation = forms.CharField(label="In English", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    agreed = forms.MultipleChoiceField(
        label="What may we do with it?",
        choices=[(p.value, purpose_question(p)) for p in MAY],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    concern = forms.BooleanField(
        label="I am worried about this person: hide it and tell the safeguarding lead", required=False
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], questions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("new", "Somebody new"), *people, ("nobody", "Nobody knows (a note)")]
        self.fields["question"].choices = [("", "No question: said by themselves"), *questions]
