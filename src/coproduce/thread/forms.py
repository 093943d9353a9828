# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the slip: one question a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from coproduce.process.consent import Purpose
from coproduce.process.purposes import wording

CHANGEABLE = (
    Purpose.ANALYSE, Purpose.QUOTE, Purpose.DESCRIBE, Purpose.PASS_SUMMARY, Purpose.PASS_WORDS, Purpose.CONTACT,
    Purpose.ARCHIVE,
)  # fmt: skip
"""What a person may change their mind about by itself. To take back the yes to keeping is to take the words back."""

NO_MEANS = {
    Purpose.ANALYSE: "If you say no: nobody in the team reads it, and no theme or sentence draws on it any more.",
    Purpose.QUOTE: "If you say no: every quote of it goes from our pages and our report at once.",
    Purpose.DESCRIBE: "If you say no: a quote says the kind of session and the month at most.",
}
YES_NO = (("yes", "Yes"), ("no", "No"))


class SlipWords(forms.Form):
    """The words on the slip."""

    words = forms.CharField(
        label="The words on your slip",
        max_length=200,
        error_messages={"required": "Type the words that are on your slip."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="Five words and a number. Capitals, spaces and hyphens do not matter.",
    )


class Allow(forms.Form):
    """What we may do with one thing that somebody said: a yes or a no for each purpose."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, given: Iterable[Purpose] = ()) -> None:
        super().__init__(data)
        self.given = frozenset(given)
        for purpose in CHANGEABLE:
            said = wording(purpose)
            self.fields[purpose.value] = forms.ChoiceField(
                label=said.question,
                help_text=NO_MEANS.get(purpose, said.hint),
                choices=YES_NO,
                required=False,
                initial="yes" if purpose in self.given else "no",
                widget=forms.RadioSelect,
            )

    def changes(self) -> dict[Purpose, bool]:
        """The purposes on which the person says something else than before; an unanswered one stays as it was."""
        asked = {p: self.cleaned_data.get(p.value) for p in CHANGEABLE}
        return {p: said == "yes" for p, said in asked.items() if said and (said == "yes") != (p in self.given)}


class NotMeant(forms.Form):
    """ "That is not what I meant": what is wrong, and what the person meant."""

    about = forms.ChoiceField(
        label="What did we get wrong?", choices=(), widget=forms.RadioSelect,
        error_messages={"required": "Choose what we got wrong."},
    )  # fmt: skip
    words = forms.CharField(
        label="What did you mean?", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000,
        error_messages={"required": "Write what you meant, in a few words."},
        help_text="Two people of the team read this and answer you here, within two weeks.",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        listed = list(choices)
        field = self.fields["about"]
        field.choices = listed  # type: ignore[attr-defined]
        field.initial = listed[0][0] if listed else None


class Mended(forms.Form):
    """The words, or their translation, as the person wants them to stand."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 7, "class": "voice"}), max_length=20_000,
                           error_messages={"required": "Write the words as they should stand."})  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, label: str, hint: str, text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        self.fields["text"].label, self.fields["text"].help_text = label, hint
