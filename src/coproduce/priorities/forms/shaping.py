# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in to shape priorities."""

from typing import Any

from django import forms

from coproduce.process.thread import RELATION_WORDS, Relation


def lines(text: str) -> list[str]:
    """The lines of a text, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def area(label: str, rows: int = 3, **other: Any) -> forms.CharField:
    """A field of several lines in the house's own typeface."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows, "class": "house"}), **other)


class PriorityForm(forms.Form):
    """A new priority with its first wording."""

    name = forms.CharField(label="A short name", max_length=160)
    headline = forms.CharField(
        label="What would it do?", max_length=300, help_text="One sentence: “We will …”", widget=forms.TextInput
    )
    explanation = area("What does that mean?", required=False, help_text="A few short sentences that anybody can read.")
    written_with = area("Who wrote it?", 2, required=False, help_text="One name a line.")
    code = forms.CharField(label="Code", max_length=20, required=False, help_text="Leave it empty and we choose one.")


class BringInForm(forms.Form):
    """Priorities that were made elsewhere."""

    rows = area(
        "Your priorities", 6,
        help_text="One a line: the name, then a bar (|), then the sentence that says what it would do. "
        "Evidence is added afterwards; what is missing is shown as missing.",
    )  # fmt: skip

    def priorities(self) -> list[dict[str, str]]:
        """Each line as a row."""
        pairs = (line.partition("|") for line in lines(self.cleaned_data["rows"]))
        return [{"name": name.strip(), "headline": headline.strip()} for name, _, headline in pairs]


class VersionForm(forms.Form):
    """The next version: how it reads now, why it changed, and what came back that changed it."""

    headline = forms.CharField(label="What would it do?", max_length=300)
    explanation = area("What does that mean?", required=False)
    why_changed = area(
        "Why does it change?",
        help_text="In plain words. Everybody can read this. Leave figures out: the results stand beside it.",
    )
    statements = forms.MultipleChoiceField(
        label="Because of what people answered to", required=False, widget=forms.CheckboxSelectMultiple
    )
    sessions = forms.MultipleChoiceField(
        label="Because of what was said at", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = area("Anything else that made it change", 2, required=False)
    written_with = area("Who wrote it?", 2, required=False, help_text="One name a line.")

    def __init__(self, *args: Any, statements: list, sessions: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statements"].choices = statements
        self.fields["sessions"].choices = sessions
        for name, choices in (("statements", statements), ("sessions", sessions)):
            if not choices:
                del self.fields[name]


class EvidenceForm(forms.Form):
    """A theme beside a priority."""

    theme = forms.ChoiceField(label="Theme")
    relation = forms.ChoiceField(
        label="It", choices=[(r.value, RELATION_WORDS[r]) for r in Relation], widget=forms.RadioSelect
    )
    note = area("How?", 2, required=False, help_text="In your words, not in those of a person.")

    def __init__(self, *args: Any, themes: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = themes
