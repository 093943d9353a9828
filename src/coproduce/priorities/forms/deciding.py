# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in to record a decision."""

from typing import Any

from django import forms

from coproduce.priorities.forms.shaping import area, lines
from coproduce.priorities.forms.statements import day
from coproduce.process.decisions import WORDS, Outcome


class WordsForm(forms.Form):
    """The words of a decision, which can be put right until the record is locked."""

    why = area("Why?", 3, help_text="In plain words. Everybody can read this. Leave figures out.")
    instead = area("What happens instead?", 2, required=False)
    passed_to = area("To whom was it passed on?", 2, required=False, help_text="One a line.")
    tell = area(
        "What do we tell those who raised it?", 2, required=False, help_text="One or two sentences for their slip."
    )

    def words(self) -> dict[str, Any]:
        """The words as the verbs take them."""
        data = self.cleaned_data
        return {**{name: data[name] for name in ("why", "instead", "tell")}, "passed_to": lines(data["passed_to"])}


class DecisionForm(WordsForm):
    """What was decided about what, by whom and when."""

    about = forms.ChoiceField(label="What was decided on?")
    point = forms.CharField(
        label="In a few words, what did people ask for?", max_length=300, required=False,
        help_text="For a point or a statement. A theme has its name already.",
    )  # fmt: skip
    raised_in = forms.MultipleChoiceField(
        label="In which themes was it raised?", required=False, widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label="What was decided?", choices=[(o.value, WORDS[o]) for o in Outcome], widget=forms.RadioSelect
    )
    body = forms.ChoiceField(label="Who decided?")
    decided_on = day("When?")
    field_order = (
        "about",
        "point",
        "raised_in",
        "outcome",
        "body",
        "decided_on",
        "why",
        "instead",
        "passed_to",
        "tell",
    )

    def __init__(self, *args: Any, about: list, themes: list, bodies: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about
        self.fields["raised_in"].choices = themes
        self.fields["body"].choices = bodies
        if not themes:
            del self.fields["raised_in"]
