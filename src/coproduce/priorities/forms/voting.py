# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody who votes fills in."""

from django import forms

VOTES = (("agree", "Agree"), ("disagree", "Disagree"), ("pass", "Pass, not sure"))
MATTERS = (("3", "Very much"), ("2", "Quite a lot"), ("1", "A little"), ("0", "Hardly at all"))


class VoteForm(forms.Form):
    """One answer to one statement."""

    vote = forms.ChoiceField(
        choices=VOTES,
        widget=forms.RadioSelect,
        label="Do you agree with this?",
        error_messages={
            "required": "Choose agree, disagree or pass. Or go on without an answer.",
            "invalid_choice": "Choose agree, disagree or pass.",
        },
    )
    importance = forms.ChoiceField(
        choices=MATTERS, widget=forms.RadioSelect, required=False, label="How much does this matter to you?"
    )
    comment = forms.CharField(
        required=False,
        max_length=2000,
        label="Want to say why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Our team reads this to understand your answer. We do not show it to others. Please leave out names. "
        "You can change it or take it away again on this page.",
        error_messages={"max_length": "That is more than we can keep here. Please make it shorter."},
    )
    remove = forms.BooleanField(required=False, label="Take away what I wrote here before")

    def kept_comment(self) -> str | None:
        """New words, nothing (to take the old ones away), or None to leave everything as it is."""
        words = self.cleaned_data["comment"].strip()
        return words or ("" if self.cleaned_data["remove"] else None)

    def weight(self) -> int | None:
        """How much it matters, 0 to 3."""
        chosen = self.cleaned_data["importance"]
        return int(chosen) if chosen else None


class SlipForm(forms.Form):
    """The words of a slip, to join votes to it."""

    code = forms.CharField(
        label="The words on your slip",
        max_length=200,
        help_text="Small or capital letters, spaces and hyphens do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Type the words on your slip, or go back."},
    )


class SuggestForm(forms.Form):
    """A statement that somebody suggests."""

    text = forms.CharField(
        label="What should we ask everybody?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One sentence with one idea, which people can agree or disagree with. Please leave out names.",
        error_messages={
            "required": "Write your statement, or go back.",
            "max_length": "That is too long to put to people. Please make it shorter than 400 characters.",
        },
    )
    agreed = forms.BooleanField(
        label="Yes, you may show this to everybody, just as I wrote it",
        help_text="We look at it first, and put it to people if it can be answered and hurts nobody.",
        error_messages={"required": "We can only put your words to others if you say that we may."},
    )
