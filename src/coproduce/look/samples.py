# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invented material for the living style page: every component in every state, no programme behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django import forms

from coproduce.look.page import Key, Language, NavItem, Page, Step

THEMES = (
    "Being able to talk about it",
    "Feeling safe at home, online and on the street",
    "Finding help and getting it in time",
    "Help that fits",
    "Loneliness and belonging",
    "Money, home and work",
    "Places to breathe",
    "Carers running on empty",
    "Faith, culture and being understood",
    "Moving, sleeping, eating",
    "School and exams",
    "Being new here",
    "Growing old at home",
    "Phones and screens",
)
SHARES = (100, 59, 83, 57, 70, 43, 24, 20, 36, 31, 52, 18, 27, 22)


@dataclass(frozen=True)
class SampleTheme:
    """Stands in for a theme: a name and a slot."""

    code: str
    name: str
    colour: int
    share: int


@dataclass(frozen=True)
class Answer:
    """One line of "check your answers"."""

    question: str
    answer: str
    url: str = ""
    voice: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Stage:
    """One stop of the rail."""

    name: str
    when: str
    text: str
    state: str


def themes() -> tuple[SampleTheme, ...]:
    """Fourteen themes: eight colours, fourteen stitches."""
    return tuple(
        SampleTheme(f"T{n}", name, n, share)
        for n, (name, share) in enumerate(zip(THEMES, SHARES, strict=True), start=1)
    )


STAGES = (
    Stage(
        "Listening",
        "Done · March to May 2025",
        "Workshops, coffee mornings and stalls, in places that people trust.",
        "done",
    ),
    Stage(
        "Testing",
        "Now · June to September",
        "We bring back what we heard. Did we get it right? What matters most?",
        "now",
    ),
    Stage(
        "Writing it together", "Next · from October", "Residents and services write the strategy at one table.", "next"
    ),
)
ANSWERS = (
    Answer("What gets in the way of feeling well?", "The waiting. And not knowing who to ring.", "#say", voice=True),
    Answer("What may we do with these words?", "We may count them.\nWe may quote them.", "#say"),
    Answer("About you", "You did not say. That is fine.", "#say"),
)


class SampleForm(forms.Form):
    """One of each kind of field."""

    words = forms.CharField(
        label="What gets in the way of feeling well?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Big or small. In any language. There is no wrong answer. Please don’t write names of other people.",
    )
    may = forms.MultipleChoiceField(
        label="What may we do with these words?",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("analyse", "We may count it"),
            ("quote", "We may quote it"),
            ("describe", "We may say a little about who said it"),
        ],
        help_text="You decide for each answer. You can change your mind at any time with your slip.",
        error_messages={"required": "Choose whether we may count your words"},
    )
    age = forms.ChoiceField(
        label="How old are you?",
        widget=forms.RadioSelect,
        required=False,
        choices=[("16", "16 to 24"), ("25", "25 to 34"), ("no", "I would rather not say")],
    )
    area = forms.ChoiceField(
        label="Where do you live?",
        choices=[("", "Choose one"), ("a", "Alum Rock")],
        error_messages={"required": "Choose a place, or “somewhere else”"},
    )
    short = forms.CharField(
        label="A short answer", help_text="Up to a line.", error_messages={"required": "Write a short answer"}
    )
    sheet = forms.FileField(label="A sheet of voices", required=False, help_text="CSV or XLSX, up to 100 MB.")
    agree = forms.BooleanField(label="This one matters a lot to me", required=False)


def _hint_options(form: SampleForm) -> SampleForm:
    """Gives the consent boxes their own hints, as a real consent question has."""
    form.fields["may"].option_hints = {  # type: ignore[attr-defined]
        "analyse": "Your words are read and sorted with everybody’s. We need this one to use your words at all.",
        "quote": "Your exact words may be printed. We take out names and places first.",
        "describe": "Such as “woman, 35 to 49, carer”. Never with fewer than ten people like you.",
    }
    return form


def form(bad: bool = False) -> SampleForm:
    """The form as it first stands, or sent back with things to put right."""
    if bad:
        return _hint_options(SampleForm({"words": "The waiting.", "age": "25"}))
    return _hint_options(SampleForm(initial={"words": "The waiting. And not knowing who to ring.", "may": ["analyse"]}))


NAV = tuple(
    NavItem(label, "#", label == "The thread")
    for label in ("About", "Have your say", "Vote", "Who was heard", "The strategy", "The thread", "My slip")
)
LANGUAGES = (
    Language("en", "English", "#", True),
    Language("ur", "اردو", "#"),
    Language("pa", "ਪੰਜਾਬੀ", "#"),
    Language("bn", "বাংলা", "#"),
    Language("ar", "العربية", "#"),
    Language("so", "Soomaali", "#"),
    Language("pl", "Polski", "#"),
)
PUBLIC = Page(
    title="Pieces",
    nav=NAV,
    languages=LANGUAGES,
    illustrative=True,
    programme_name="A Mentally Healthy City",
    programme_url="#",
    onward=NavItem("The thread goes on: add your words", "#"),
    about=tuple(
        NavItem(label, "#")
        for label in ("What we do with your words", "Change your mind", "Accessibility", "Open data")
    ),
)
PARTICIPANT = replace(
    PUBLIC,
    title="What gets in the way?",
    nav=(),
    back=NavItem("Back", "#"),
    quick_exit="https://www.bbc.co.uk/weather",
    onward=NavItem("Then you get a slip, to follow your thread", "#"),
    step_said="Question 2 of 4. You can skip any.",
    steps=(
        Step("done", "Question 1, answered"),
        Step("here", "Question 2, now"),
        Step("todo", "Question 3"),
        Step("todo", "Question 4"),
    ),
)
TEAM = replace(
    PUBLIC,
    title="Sessions",
    languages=(),
    onward=None,
    signed_in_as="Nadia, analyst",
    back=NavItem("All programmes", "#"),
    nav=tuple(
        NavItem(label, "#", label == "Sessions")
        for label in (
            "Desk",
            "Sessions",
            "Voices",
            "Coding",
            "Themes",
            "Priorities",
            "Decisions",
            "Writing",
            "Report",
            "People",
        )
    ),
    keys=(Key(("J", "K"), "next, last voice"), Key(("1", "to", "8"), "sew a theme"), Key(("?",), "all keys")),
)
DECIDED = date(2025, 9, 12)
