# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in about a session, and what a facilitator types in from it."""

from typing import Any

from django import forms

from coproduce.listening.forms.saying import ASKED, LONGEST, languages
from coproduce.listening.models.sessions import Kind
from coproduce.listening.models.voices import Channel
from coproduce.process.consent import Purpose, purpose_question

#: What a facilitator ticks as the person says it. Keeping stands first: without it nothing is kept.
MAY = (*ASKED, Purpose.CONTACT)


def ticks(label: str, purposes: tuple[Purpose, ...] = MAY, help_text: str = "") -> forms.MultipleChoiceField:
    """Tick boxes for what a person allows, none ticked."""
    return forms.MultipleChoiceField(
        label=label,
        choices=[(p.value, purpose_question(p)) for p in purposes],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=help_text,
    )


class SessionForm(forms.Form):
    """A session."""

    title = forms.CharField(label="What is it called?", max_length=160)
    kind = forms.ChoiceField(label="Kind", choices=Kind.choices)
    happens_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(label="Place", max_length=120)
    ward = forms.CharField(label="Ward", max_length=80, required=False)
    headcount = forms.IntegerField(label="How many people came?", min_value=0, max_value=100_000, required=False)
    access = forms.CharField(
        label="What helped people to take part?", max_length=300, required=False,
        help_text="For example: step-free, an interpreter, childcare.",
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label="Languages that were spoken", widget=forms.CheckboxSelectMultiple, required=False
    )
    notes_quotable = forms.BooleanField(
        label="A notice in the room said that notes without a name may be quoted", required=False
    )

    def __init__(self, *args: Any, spoken: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = languages(spoken)[:-1]


class Typed(forms.Form):
    """One voice that a facilitator types in."""

    text = forms.CharField(
        label="What was said",
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        max_length=LONGEST,
        help_text="As it was said, in its own language.",
        error_messages={"required": "There are no words here. Write what was said."},
    )
    translation = forms.CharField(
        label="In English", widget=forms.Textarea(attrs={"rows": 2}), max_length=LONGEST, required=False
    )
    person = forms.ChoiceField(label="Who said it?")
    question = forms.ChoiceField(label="To which question?", required=False)
    channel = forms.ChoiceField(label="How?", choices=[c for c in Channel.choices if c[0] != Channel.SHEET])
    language = forms.ChoiceField(label="Language", initial="en")
    agreed = ticks("What did they say yes to?")
    as_before = forms.BooleanField(
        label="The same as for this person’s last words", required=False,
        help_text="Only if they said so. It takes the place of the ticks above.",
    )  # fmt: skip
    slip = forms.BooleanField(label="Give this person a slip now", required=False)
    concern = forms.BooleanField(
        label="I am worried about this person: hide it and tell the safeguarding lead", required=False
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], questions: list[tuple[str, str]], first: list[str],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("new", "Somebody new"), *people, ("nobody", "Nobody knows (a note)")]
        self.fields["question"].choices = [("", "No question: said by themselves"), *questions]
        self.fields["language"].choices = languages(first)

    def clean(self) -> dict[str, Any]:
        """What cannot be: an earlier yes of somebody new, or a slip for nobody."""
        data = super().clean() or {}
        if data.get("as_before") and data.get("person") in {"new", "nobody"}:
            self.add_error("as_before", "There are no earlier words of this person. Tick what they said yes to.")
        if data.get("slip") and data.get("person") == "nobody":
            self.add_error("slip", "A slip belongs to a person. Choose who said it, or leave the slip out.")
        return data


class Mended(forms.Form):
    """A translation that somebody checked."""

    translation = forms.CharField(
        label="In English", widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )


class Covered(forms.Form):
    """Words that must never be shown, such as a name."""

    piece = forms.CharField(
        label="Cover these words wherever this voice is quoted", max_length=300, strip=True,
        help_text="Exactly as they stand above, for example a name.",
        error_messages={"required": "Write the words to cover, exactly as they stand above."},
    )  # fmt: skip


class Names(forms.Form):
    """Names to look for in what is said at a session."""

    names = forms.CharField(
        label="One name in each line", widget=forms.Textarea(attrs={"rows": 8}), max_length=8_000, required=False,
        help_text="People who were there or are often spoken of, and the short names they go by.",
    )  # fmt: skip


class Changed(forms.Form):
    """What the person allows today."""

    agreed = ticks("What does the person allow today?", MAY[1:], "Ask them. Whatever you untick is taken out at once.")
