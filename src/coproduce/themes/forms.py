# SPDX-License-Identifier: AGPL-3.0-or-later
"""What analysts fill in. Every change to the codebook asks why."""

from collections.abc import Iterable
from typing import Any

from django import forms

from coproduce.themes.queries import ThemeRow
from coproduce.themes.verbs import ThemeProblem

NEW, OUT = "+new", "+out"


def _lines(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3}))


def _why(help_text: str = "A sentence for whoever reads this in a year.") -> forms.CharField:
    return forms.CharField(
        label="Why?", help_text=help_text, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, in a sentence. The next reader will want to know."},
    )  # fmt: skip


def _agreed() -> forms.CharField:
    return forms.CharField(
        label="Who agreed?", required=False, max_length=300, help_text="Names or roles, with commas between them."
    )


class ThemesForm(forms.Form):
    """A form that says what a verb refused, beside the field that it concerns."""

    def refuse(self, problem: ThemeProblem) -> None:
        """Show a refusal of a verb."""
        self.add_error(problem.field if problem.field in self.fields else None, problem.reason)

    def agreed(self) -> list[str]:
        """Who agreed, as a list of names."""
        return [name.strip() for name in self.cleaned_data.get("agreed_with", "").split(",") if name.strip()]


def _choices(themes: Iterable[ThemeRow], without: str = "") -> list[tuple[str, str]]:
    return [(row.code, f"{row.code} {row.name}") for row in themes if row.code != without]


class ThemeForm(ThemesForm):
    """A new theme, or what is said about one."""

    name = forms.CharField(
        label="What is it called?", max_length=120, help_text="In plain words that people would use themselves."
    )
    definition = forms.CharField(
        label="What is it about?", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence that tells it from the others.",
    )  # fmt: skip
    includes = _lines("What belongs in it?", "One thing a line.")
    excludes = _lines("What does not, and where does that go?", "One thing a line.")
    summary = forms.CharField(
        label="What did people say?", required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In our words, with what contradicts. Residents will read this.",
    )  # fmt: skip
    parent = forms.ChoiceField(label="Is it a part of another theme?", required=False)
    why = _why("What changed your mind? Leave it out for a slip of the pen.")
    agreed_with = _agreed()

    def __init__(self, *args: Any, themes: Iterable[ThemeRow] = (), code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "No, it stands by itself"), *_choices(themes, code)]  # type: ignore[attr-defined]
        self.fields["why"].required = False

    @classmethod
    def initial_of(cls, row: ThemeRow) -> dict[str, str]:
        """What the form shows for a theme that is there."""
        return {
            "name": row.name, "definition": row.definition, "includes": "\n".join(row.includes),
            "excludes": "\n".join(row.excludes), "summary": row.summary, "parent": row.parent,
        }  # fmt: skip

    def said(self) -> dict[str, Any]:
        """The fields as the verbs take them."""
        data = self.cleaned_data
        lists = {
            name: [line.strip() for line in data[name].splitlines() if line.strip()]
            for name in ("includes", "excludes")
        }
        return {**{name: data[name] for name in ("name", "definition", "summary", "parent")}, **lists}


class PassagesForm(ThemesForm):
    """What to do with the passages that are ticked on a theme's page."""

    to = forms.ChoiceField(label="Where do the ticked passages go?")
    name = forms.CharField(
        label="What is the new theme called?", required=False, max_length=120,
        help_text="Only if they become a new one.",
    )  # fmt: skip
    which = forms.CharField(
        label="Which passages are these, in your words?", required=False, max_length=400,
        help_text="For example: those about damp and mould.",
    )  # fmt: skip
    why = _why()
    agreed_with = _agreed()

    def __init__(self, *args: Any, themes: Iterable[ThemeRow] = (), code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"), *_choices(themes, code), (NEW, "A new theme, split off from this one"),
            (OUT, "Out of this theme, to none"),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A new theme needs a name."""
        data = super().clean() or {}
        if data.get("to") == NEW and not data.get("name", "").strip():
            self.add_error("name", "Give the new theme a name.")
        return data


class MergeForm(ThemesForm):
    """This theme and others become one."""

    others = forms.MultipleChoiceField(
        label="With which themes?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one theme."},
    )  # fmt: skip
    into = forms.ChoiceField(label="What do they become?")
    name = forms.CharField(
        label="What is it called?", required=False, max_length=120,
        help_text="A new theme needs a name; one that is there may get another.",
    )  # fmt: skip
    why = _why()
    agreed_with = _agreed()

    def __init__(self, *args: Any, themes: Iterable[ThemeRow] = (), code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(themes)
        self.fields["others"].choices = _choices(rows, code)  # type: ignore[attr-defined]
        self.fields["into"].choices = [(NEW, "A new theme, with a code of its own"), *_choices(rows)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new theme needs a name."""
        data = super().clean() or {}
        if data.get("into") == NEW and not data.get("name", "").strip():
            self.add_error("name", "Give the new theme a name.")
        return data


class RetireForm(ThemesForm):
    """A theme goes out of use; what is in it goes somewhere, or knowingly nowhere."""

    to = forms.ChoiceField(label="Where do its passages go?", required=False)
    let_go = forms.BooleanField(label="They may be left without a theme", required=False)
    why = _why()
    agreed_with = _agreed()

    def __init__(self, *args: Any, themes: Iterable[ThemeRow] = (), code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Nowhere"), *_choices(themes, code)]  # type: ignore[attr-defined]


class PromoteForm(ThemesForm):
    """A candidate becomes a theme."""

    name = forms.CharField(label="Under which name?", max_length=120)
    why = _why()
    agreed_with = _agreed()


class WhyForm(ThemesForm):
    """Nothing but a reason."""

    why = _why()
    agreed_with = _agreed()


class SortForm(ThemesForm):
    """What the sorting machine is asked."""

    n_themes = forms.IntegerField(
        label="How many groups?", required=False, min_value=1, max_value=60,
        help_text="Leave it empty and the machine chooses by how much was said.",
    )  # fmt: skip

    def settings(self) -> dict[str, Any]:
        """The settings of a run."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class AcceptForm(ThemesForm):
    """A suggestion becomes a theme under a name that somebody gives, or goes into one that is there."""

    name = forms.CharField(
        label="What would you call it?", required=False, max_length=120,
        help_text="In your own words, once you have read it.",
    )  # fmt: skip
    definition = forms.CharField(
        label="What is it about?", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence that tells it from the others.",
    )  # fmt: skip
    into = forms.ChoiceField(label="Or does it belong to a theme that is there?", required=False)
    why = _why()

    def __init__(self, *args: Any, themes: Iterable[ThemeRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "No, it is a new one"), *_choices(themes)]  # type: ignore[attr-defined]
        self.fields["why"].required = False
