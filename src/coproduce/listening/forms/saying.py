# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of a resident: their words, what we may do with them, and (if they like) who they are."""

from typing import Any

from django import forms
from django.conf import settings

from coproduce.listening.equality import question_set
from coproduce.process.consent import Purpose, purpose_hint, purpose_question

ASKED = (Purpose.HOLD, Purpose.ANALYSE, Purpose.QUOTE, Purpose.DESCRIBE)
YES_NO = [("yes", "Yes"), ("no", "No")]
LONGEST = 10_000


def languages(first: list[str]) -> list[tuple[str, str]]:
    """Languages to choose from: those of the programme first, and a way out for everybody else."""
    names = dict(settings.LANGUAGES)
    ours = [(code, names.get(code, code)) for code in first]
    return [*ours, *(pair for pair in settings.LANGUAGES if pair[0] not in first), ("und", "Another language")]


class Words(forms.Form):
    """One answer to one question."""

    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST,
        help_text="Big or small, in any language. There is no wrong answer. Please leave out names of other people.",
        error_messages={
            "required": "Write what you want to say, or skip this question.",
            "max_length": "That is longer than we can take at once. Please leave some of it for another time.",
        },
    )
    language = forms.ChoiceField(label="In which language did you write?")

    def __init__(self, *args: Any, asked: str, first: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = asked
        self.fields["language"].choices = languages(first)


class Allow(forms.Form):
    """Consent, purpose by purpose; nothing is ticked beforehand."""

    # Yes and no are both asked for: a box that is left empty could be a no, or somebody who did not see it.

    def __init__(self, *args: Any, lang: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in ASKED:
            asked = purpose_question(purpose, lang)
            self.fields[purpose.value] = forms.ChoiceField(
                label=asked,
                help_text=purpose_hint(purpose, lang),
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": f"{asked} Say yes or no."},
            )


class AboutYou(forms.Form):
    """Equality questions: each may be left blank, and each may be refused in so many words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = question_set()
        for question in asked.questions:
            choices: list[Any] = []
            for name, answers in question.groups:
                pairs = [(answer.keep, answer.show) for answer in answers]
                choices += [(name, pairs)] if name else pairs
            long = len(question.groups) > 1 or len(choices) > 8
            refused = [(asked.not_say, asked.not_say)]
            self.fields[question.name] = forms.ChoiceField(
                label=question.ask,
                help_text=question.hint,
                choices=[("", "Leave blank"), *refused, *choices] if long else [*choices, *refused],
                widget=forms.Select if long else forms.RadioSelect,
                required=False,
            )
