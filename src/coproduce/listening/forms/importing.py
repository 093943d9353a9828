# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet on its way in: the file, and which of its columns means what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from coproduce.listening.forms.saying import languages
from coproduce.listening.verbs.importing import MEANINGS, Matching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coproduce.formats.tables import Table

SAMPLES, LONG = 3, 60


class Upload(forms.Form):
    """The file."""

    file = forms.FileField(
        label="The sheet",
        allow_empty_file=True,
        help_text="CSV, XLSX or Parquet, up to 100 MB, with a row of headings.",
        error_messages={
            "required": "Choose a file. If you did, it is larger than 100 MB: split it, and bring in one part after another."
        },
    )


def sample(table: Table, column: str) -> str:
    """The first things that stand in a column, so that a person sees what it is."""
    found = dict.fromkeys(" ".join(row.cells.get(column, "").split()) for row in table.rows[:200])
    said = [text[:LONG] + "…" if len(text) > LONG else text for text in found if text][:SAMPLES]
    return "For example: " + " · ".join(said) if said else "Nothing stands in its first rows."


class Match(forms.Form):
    """Which column means what, and what holds for every row."""

    for_all = forms.ChoiceField(label="All rows answer", required=False)
    session = forms.ChoiceField(label="All rows come from", required=False)
    language = forms.ChoiceField(label="Language, where the row says none", required=False)
    row_is_person = forms.BooleanField(
        label="Each row was said by somebody else", required=False,
        help_text="Then we can count people. Leave it if one person may have several rows.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, table: Table, columns: Sequence[str], questions: Sequence[tuple[str, str]],
        sessions: Sequence[tuple[str, str]], first: list[str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.columns = {f"c{table.columns.index(column)}": column for column in columns}
        choices = [(meaning, label) for meaning, label in MEANINGS.items()]
        for name, column in self.columns.items():
            self.fields[name] = forms.ChoiceField(
                label=column[:200], choices=choices, required=False, help_text=sample(table, column)
            )
        self.fields["for_all"].choices = [("", "What the sheet says, or no question"), *questions]
        self.fields["session"].choices = [("", "What the sheet says, or no session"), *sessions]
        self.fields["language"].choices = [("", "The programme’s own"), *languages(first)]

    @classmethod
    def initial_of(cls, matching: Matching, table: Table) -> dict[str, Any]:
        """What the form shows of a matching."""
        shown: dict[str, Any] = {f"c{at}": matching.meaning(column) for at, column in enumerate(table.columns)}
        return shown | {
            "for_all": matching.for_all, "session": matching.session, "language": matching.language,
            "row_is_person": matching.row_is_person,
        }  # fmt: skip

    def column_fields(self) -> list[Any]:
        """The selects, in the order of the sheet."""
        return [self[name] for name in self.columns]

    def clean(self) -> dict[str, Any]:
        """A meaning belongs to one column; only words may stand in several."""
        data = super().clean() or {}
        taken: dict[str, str] = {}
        for name, column in self.columns.items():
            meaning = data.get(name, "")
            if not meaning or meaning == "text":
                continue
            if meaning in taken:
                self.add_error(
                    name, f"“{MEANINGS[meaning]}” is already “{taken[meaning][:60]}”. Leave one of the two out."
                )
            taken[meaning] = column
        return data

    def matching(self) -> Matching:
        """What was chosen."""
        data = self.cleaned_data
        return Matching(
            text=tuple(column for name, column in self.columns.items() if data[name] == "text"),
            columns={data[n]: column for n, column in self.columns.items() if data[n] not in {"", "text"}},
            for_all=data["for_all"], session=data["session"], language=data["language"],
            row_is_person=data["row_is_person"],
        )  # fmt: skip
