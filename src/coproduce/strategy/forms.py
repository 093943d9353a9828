# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in about the strategy. What is refused in the end is refused by the verbs."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms

from coproduce.process.thread import AUTHOR_WORDS, RELATION_WORDS, AuthorKind
from coproduce.strategy.queries import SentenceRow, measures
from coproduce.strategy.queries.evidence import Group
from coproduce.strategy.queries.promises import Progress

SHORT = {"rows": 3}
Choices = Sequence[tuple[str, str]]


def _day(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def _text(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs=SHORT)
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget)


class BeginForm(forms.Form):
    """Begin the strategy."""

    title = forms.CharField(label="What is it called?", max_length=200)
    years = forms.CharField(label="Which years does it cover?", max_length=40, required=False, help_text="2026 to 2029")


class DraftForm(BeginForm):
    """Bring in a draft."""

    draft = forms.CharField(
        label="The draft",
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="One sentence a line. A line that begins with # is the heading of a section.",
    )


class SectionForm(forms.Form):
    """Add a section."""

    title = forms.CharField(label="Heading", max_length=200)
    priority = forms.ChoiceField(label="Which priority does it work out?", required=False)

    def __init__(self, *args: Any, priorities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = [("", "None"), *priorities]


class SentenceForm(forms.Form):
    """Write a sentence."""

    text = _text("The sentence", "One sentence, in words that a neighbour would use. Quotes are added afterwards.")
    after = forms.ChoiceField(label="Where does it stand?", required=False)

    def __init__(self, *args: Any, others: Sequence[SentenceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = _places(others)
        self.fields["after"].initial = str(others[-1].id) if others else "first"


def _places(others: Sequence[SentenceRow]) -> list[tuple[str, str]]:
    return [("first", "First"), *((str(row.id), f"After {row.code}: {row.text[:70]}") for row in others)]


class RewordForm(forms.Form):
    """Give a sentence new words."""

    text = _text("How it should read")
    why = forms.CharField(label="Why does it change?", max_length=300, help_text="Everybody can read this later.")


class MoveForm(forms.Form):
    """Move a sentence."""

    to = forms.ChoiceField(label="Where should it stand?")

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = places


class AuthorForm(forms.Form):
    """Who answers for a sentence."""

    author_kind = forms.ChoiceField(
        label="What kind of sentence is it?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("", "It rests on its evidence"), *((kind.value, AUTHOR_WORDS[kind]) for kind in AuthorKind)],
    )
    author = forms.ChoiceField(label="Who answers for it?", required=False)

    def __init__(self, *args: Any, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].choices = [("", "Nobody"), *team]


def relation_field() -> forms.ChoiceField:
    """How evidence bears on the sentence."""
    return forms.ChoiceField(
        label="How does it bear on the sentence?",
        choices=[(relation.value, words.capitalize()) for relation, words in RELATION_WORDS.items()],
        initial="supports",
    )


class CiteForm(forms.Form):
    """Choose evidence: several at once."""

    relation = relation_field()

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, group in enumerate(groups):
            self.fields[f"group{number}"] = forms.MultipleChoiceField(
                label=group.title,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(choice.value, f"{choice.code} {choice.label}") for choice in group.choices],
            )

    def chosen(self) -> list[tuple[str, str]]:
        """Kind and key of everything that was ticked."""
        ticked = [value for name, some in self.cleaned_data.items() if name.startswith("group") for value in some]
        return [(kind, key) for kind, _, key in (value.partition(":") for value in ticked)]

    def clean(self) -> dict[str, Any]:
        """At least one is ticked."""
        data = super().clean() or {}
        if not self.errors and not self.chosen():
            raise forms.ValidationError("Tick what the sentence leans on.")
        return data


class DecisionsForm(forms.Form):
    """Which decisions a sentence carries out."""

    decisions = forms.MultipleChoiceField(
        label="Which decisions does it carry out?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decisions"].choices = decisions


class AmendForm(forms.Form):
    """Ask for a change."""

    after = _text("How should it read?")
    why = _text("Why?")


class CommitmentForm(forms.Form):
    """A promise."""

    action = _text("What will be done?")
    owner = forms.CharField(label="Who owns it?", max_length=160, required=False)
    measure = forms.CharField(label="How will we see it?", max_length=300, required=False)
    target = forms.CharField(label="Target", max_length=120, required=False)
    due_on = _day("By when?", required=True)
    baseline = forms.CharField(
        label="Where do we start?", max_length=120, required=False, help_text="“not known” is an answer."
    )
    baseline_on = _day("Counted on")
    baseline_source = forms.CharField(label="Where does that come from?", max_length=200, required=False)
    sentence = forms.ChoiceField(label="Which sentence makes the promise?", required=False)
    priority = forms.ChoiceField(label="Which priority is it for?", required=False)

    def __init__(self, *args: Any, sentences: Choices, priorities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentence"].choices = [("", "None yet"), *sentences]
        self.fields["priority"].choices = [("", "None"), *priorities]


class ProgressForm(forms.Form):
    """How a commitment goes."""

    on = _day("On which day?", required=True)
    status = forms.ChoiceField(label="How does it stand?", choices=Progress.Status.choices, widget=forms.RadioSelect)
    value = forms.CharField(label="The figure", max_length=120, required=False)
    words = _text("In words", "What residents should know, with the reason where it is late.", required=False)


class FindingForm(forms.Form):
    """Compute a figure."""

    code = forms.CharField(label="Code", max_length=20, help_text="F01, F02, …")
    what = forms.CharField(label="What is counted?", max_length=300)
    measure = forms.ChoiceField(label="Measure")
    settings = _text(
        "Settings",
        'As JSON, where the measure needs any: {"characteristic": "sex", "categories": ["Female"]}',
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [(name, measure.label) for name, measure in measures.REGISTER.items()]

    def clean_settings(self) -> dict[str, Any]:
        """Settings as a mapping."""
        try:
            read = json.loads(self.cleaned_data["settings"] or "{}")
        except json.JSONDecodeError as wrong:
            raise forms.ValidationError(f"This is not JSON: line {wrong.lineno}, column {wrong.colno}.") from wrong
        if not isinstance(read, dict):
            raise forms.ValidationError("Write the settings in curly brackets.")
        return read


class EveningForm(forms.Form):
    """An evening at the writing table."""

    on = _day("Which evening?", required=True)
    what = forms.CharField(label="What was written?", max_length=300)
    present = forms.MultipleChoiceField(label="Who was there?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, team: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = team


class SignForm(forms.Form):
    """Sign the strategy."""

    body = forms.ChoiceField(label="For whom do you sign?", required=False)
    on = _day("On which day?", required=True)
    note = _text("What was said about it?", "How a vote went, what somebody asked for.", required=False)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "Myself"), *bodies]
