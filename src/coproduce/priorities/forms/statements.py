# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in to put statements to people and to type in answers."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from coproduce.priorities.forms.shaping import area
from coproduce.priorities.verbs import Answer

CELL = re.compile(r"([adp])([0-3]?)", re.IGNORECASE)
VOTES = {"a": "agree", "d": "disagree", "p": "pass"}
ROWS = 10


def day(label: str, help_text: str = "") -> forms.DateField:
    """A date."""
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


class RoundForm(forms.Form):
    """A round of testing."""

    opens_on = day("It opens on")
    closes_on = day("It closes on", "On this day people can still answer.")
    channels = forms.MultipleChoiceField(
        label="How can people answer?",
        choices=[("web", "On the web"), ("room", "In a room, with dots or cards"), ("paper", "On paper")],
        initial=["web", "room", "paper"],
        widget=forms.CheckboxSelectMultiple,
    )


class MoveRoundForm(forms.Form):
    """Other dates for a round."""

    opens_on = day("It opens on")
    closes_on = day("It closes on", "Choose yesterday to close it now.")


class StatementForm(forms.Form):
    """A statement to be put to people."""

    text = area("The statement", 2, max_length=400, help_text="One idea that people can agree or disagree with.")
    round = forms.ChoiceField(label="In which round?")
    version = forms.ChoiceField(label="Which priority does it test?", required=False)
    author_kind = forms.ChoiceField(
        label="Who wrote it?",
        choices=[("team", "We did"), ("resident", "A resident, who agreed that we show it as they wrote it")],
        initial="team",
        widget=forms.RadioSelect,
    )
    derived_from = forms.MultipleChoiceField(
        label="Does it reword or split an earlier one?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rounds: list, versions: list, earlier: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = rounds
        self.fields["version"].choices = [("", "None in particular"), *versions]
        self.fields["derived_from"].choices = earlier
        if not earlier:
            del self.fields["derived_from"]


class ReasonForm(forms.Form):
    """Why something is not put to people."""

    reason = area("Why is it not put to people?", 2, help_text="Everybody can read this.")


class SheetForm(forms.Form):
    """Answers from sheets of paper or from a room: one row a person, one column a statement.

    A cell is a (agree), d (disagree) or p (pass), and after it how much it matters, 0 to 3, where somebody said so.
    """

    channel = forms.ChoiceField(label="From", choices=[("paper", "Sheets of paper"), ("room", "A room")])
    on = day("Answered on")

    def __init__(self, *args: Any, statements: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = list(statements)
        for row in range(ROWS):
            mark = forms.CharField(required=False, max_length=40, label=f"Mark on sheet {row + 1}")
            self.fields[f"mark-{row}"] = mark
            for one in self.statements:
                self.fields[f"cell-{row}-{one.code}"] = forms.RegexField(
                    CELL, required=False, label=f"Sheet {row + 1}, {one.code}",
                    error_messages={"invalid": f"Sheet {row + 1}, {one.code}: type a, d or p, and 0 to 3 if you like."},
                    widget=forms.TextInput(attrs={"maxlength": 2, "autocomplete": "off", "spellcheck": "false"}),
                )  # fmt: skip
            self.fields[f"about-{row}"] = forms.ChoiceField(
                required=False, label=f"Sheet {row + 1}, comment on",
                choices=[("", "–"), *((one.code, one.code) for one in self.statements)],
            )  # fmt: skip
            self.fields[f"comment-{row}"] = forms.CharField(
                required=False, max_length=2000, label=f"Sheet {row + 1}, comment"
            )

    def grid(self) -> list[dict[str, Any]]:
        """The rows as a page draws them."""
        return [
            {
                "number": row + 1,
                "mark": self[f"mark-{row}"],
                "cells": [self[f"cell-{row}-{one.code}"] for one in self.statements],
                "about": self[f"about-{row}"],
                "comment": self[f"comment-{row}"],
            }
            for row in range(ROWS)
        ]

    def clean(self) -> dict[str, Any]:
        """A comment needs its statement and an answer to it."""
        data = super().clean() or {}
        for row in range(ROWS):
            about, comment = data.get(f"about-{row}", ""), data.get(f"comment-{row}", "")
            if comment and not about:
                self.add_error(f"about-{row}", f"Sheet {row + 1}: choose the statement that the comment is about.")
            elif comment and not data.get(f"cell-{row}-{about}"):
                self.add_error(f"cell-{row}-{about}", f"Sheet {row + 1}: type the answer to {about} as well.")
        return data

    def sheets(self) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
        """Each filled row: its mark, and (statement, vote, importance, comment) for each answer."""
        data, found = self.cleaned_data, []
        for row in range(ROWS):
            cells = []
            for one in self.statements:
                match = CELL.fullmatch(data.get(f"cell-{row}-{one.code}") or "")
                if match:
                    comment = data.get(f"comment-{row}", "") if data.get(f"about-{row}") == one.code else ""
                    cells.append((one.code, VOTES[match[1].lower()], match[2], comment))
            if cells:
                found.append((data.get(f"mark-{row}", "").strip(), cells))
        return found

    def answers(self, marks: Sequence[str]) -> list[Answer]:
        """The answers as rows for the verb; `marks` are the voters' codes, one for each filled row."""
        channel, on = self.cleaned_data["channel"], self._on()
        return [
            Answer(code, mark, vote, importance, comment, channel, on)
            for mark, (_, cells) in zip(marks, self.sheets(), strict=True)
            for code, vote, importance, comment in cells
        ]

    def _on(self) -> date:
        return self.cleaned_data["on"]
