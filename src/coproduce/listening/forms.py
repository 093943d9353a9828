# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of a resident, and what a facilitator types."""

from typing import Any

from django import forms
from django.conf import settings

from coproduce.listening.models.sessions import Kind
from coproduce.listening.models.voices import Channel
from coproduce.process.consent import Purpose, purpose_hint, purpose_question

ASKED = (Purpose.HOLD, Purpose.ANALYSE, Purpose.QUOTE, Purpose.DESCRIBE)
YES_NO = [("yes", "Yes"), ("no", "No")]
NOT_SAY = "Prefer not to say"
# A version of the equality questions: categories of Census 2021. A change makes a new version, never an edit.
EQUALITY_VERSION = "census-2021-v1"
EQUALITY = {
    "age_band": ("How old are you?", ("16-24", "25-34", "35-49", "50-64", "65-74", "75+")),
    "sex": ("What is your sex?", ("Female", "Male")),
    "disability": ("Does an illness or disability limit what you can do?", ("limited a lot", "limited a little", "no")),
    "carer": ("Do you look after somebody, unpaid?", ("yes", "no")),
    "religion": (
        "What is your religion?",
        ("No religion", "Christian", "Buddhist", "Hindu", "Jewish", "Muslim", "Sikh", "Other religion"),
    ),
}


class Words(forms.Form):
    """One answer to one question."""

    question = forms.ChoiceField(label="Which question do you want to answer?", widget=forms.RadioSelect)
    words = forms.CharField(
        label="What do you want to say?",
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="In your own words, in any language. Leave out names.",
        error_messages={"required": "Write what you want to say, or go back."},
    )
    language = forms.ChoiceField(label="In which language did you write?", choices=settings.LANGUAGES, initial="en")

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = questions


class Allow(forms.Form):
    """Consent, purpose by purpose; nothing is ticked beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in ASKED:
            self.fields[purpose.value] = forms.ChoiceField(
                label=purpose_question(purpose),
                help_text=purpose_hint(purpose),
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": f"{purpose_question(purpose)} Say yes or no."},
            )


class AboutYou(forms.Form):
    """Equality questions, each of which may be left blank."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (asked, answers) in EQUALITY.items():
            choices = [(answer, answer[:1].upper() + answer[1:]) for answer in (*answers, NOT_SAY)]
            self.fields[name] = forms.ChoiceField(label=asked, choices=[("", "Leave blank"), *choices], required=False)


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
        choices=[(p.value, purpose_question(p)) for p in (*ASKED, Purpose.CONTACT)],
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
