# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team fills in about a programme."""

from typing import Any

from django import forms
from django.conf import settings

from coproduce.analysis.saturation_schools import School
from coproduce.process.roles import NAME, Role
from coproduce.process.stages import NAME as STAGE_NAMES
from coproduce.process.stages import StageKey
from coproduce.programmes.models import Membership, Programme


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


class ProgrammeForm(forms.Form):
    """A new programme."""

    name = forms.CharField(label="What is it called?", max_length=120, help_text="For example: A Mentally Healthy City")
    aim = forms.CharField(
        label="What is it for?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences that anybody can read. They stand on the first page.",
    )
    asked_by = forms.CharField(
        label="Who asks?", max_length=120, required=False, help_text="The council, trust or charity."
    )
    languages = forms.MultipleChoiceField(
        label="In which languages may people answer?",
        choices=settings.LANGUAGES,
        initial=["en"],
        widget=forms.CheckboxSelectMultiple,
    )
    questions = forms.CharField(
        label="What do you want to ask?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One question a line, in the order in which you ask them.",
    )
    population = forms.ChoiceField(label="With whom do you compare who was heard?", required=False)
    listen_opens = _day("Listening begins")
    listen_closes = _day("Listening ends")
    test_opens = _day("Testing begins")
    test_closes = _day("Testing ends")
    develop_opens = _day("Writing begins")
    develop_closes = _day("Writing ends")
    keep_words_until = _day("Until when may we keep people's words?", "After this day they are to be erased.")
    legal_basis = forms.CharField(
        label="On what legal basis?", max_length=200, required=False,
        help_text="Apart from consent: ask your data protection officer.",
    )  # fmt: skip
    brought_in = forms.BooleanField(
        label="We begin with themes, priorities or a draft that we have already", required=False
    )

    def __init__(self, *args: Any, populations: list[tuple[str, str]] = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        self.fields["population"].choices = [("", "Nobody for now"), *populations]

    def clean_questions(self) -> str:
        """Each line fits: the verb would refuse it, and by then the page could not say which field it was."""
        said = str(self.cleaned_data["questions"])
        longest = max((len(line.strip()) for line in said.splitlines()), default=0)
        if longest > 300:
            raise forms.ValidationError("A question has at most 300 characters. Make the long one shorter, or ask two.")
        return said

    def clean(self) -> dict[str, Any]:
        """A stage ends after it begins."""
        data = super().clean() or {}
        for key in StageKey:
            opens, closes = data.get(f"{key.value}_opens"), data.get(f"{key.value}_closes")
            if opens and closes and closes < opens:
                self.add_error(f"{key.value}_closes", f"{STAGE_NAMES[key]} cannot end before it begins.")
        return data

    def stage_dates(self) -> dict[StageKey, tuple[Any, Any]]:
        """Dates by stage, as the verb takes them."""
        return {k: (self.cleaned_data[f"{k.value}_opens"], self.cleaned_data[f"{k.value}_closes"]) for k in StageKey}

    def asked(self) -> list[str]:
        """The questions, one a line."""
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]


class SettingsForm(forms.Form):
    """What may be changed later."""

    name = forms.CharField(label="Name", max_length=120)
    aim = forms.CharField(label="What it is for", widget=forms.Textarea(attrs={"rows": 3}))
    asked_by = forms.CharField(label="Who asks", max_length=120, required=False)
    keep_words_until = _day("Keep people's words until")
    legal_basis = forms.CharField(label="Legal basis", max_length=200, required=False)
    disclosure = forms.ChoiceField(
        label="The rule for small numbers",
        choices=[("default", "Nothing under ten people"), ("hes", "Nothing under eight, the rest to the nearest five")],
    )
    method_school = forms.ChoiceField(
        label="How you work with themes",
        choices=[
            (School.CODING_RELIABILITY.value, "Coding reliability: several people code alike, and we measure it"),
            (School.CODEBOOK.value, "Codebook or framework: a shared list of themes that grows"),
            (School.REFLEXIVE.value, "Reflexive: each reader makes meaning; agreement and saturation are not asked"),
        ],
        help_text="Checks that your way of working rejects are not shown.",
    )
    help_checked_on = _day("Where to get help was last checked on")
    open_to_residents = forms.BooleanField(label="Residents may see the public pages", required=False)


class QuestionForm(forms.Form):
    """One more question."""

    text = forms.CharField(label="A question", max_length=300)


class MemberForm(forms.Form):
    """Somebody joins the team."""

    email = forms.EmailField(label="E-mail address")
    name = forms.CharField(label="Name", max_length=120)
    role = forms.ChoiceField(label="Role", choices=[(role.value, NAME[role]) for role in Role])
    does = forms.CharField(label="What they do here", max_length=300, required=False)


class BodyForm(forms.Form):
    """A panel or board that decides."""

    name = forms.CharField(label="What is it called?", max_length=120, help_text="For example: Residents’ panel")
    rule = forms.CharField(
        label="How does it decide?", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example: by consent, with residents holding at least half of the seats.",
    )  # fmt: skip
    members = forms.ModelMultipleChoiceField(
        label="Who of the team sits on it?", queryset=Membership.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = programme.memberships.filter(until__isnull=True).select_related("user").order_by("user__name", "role")
        self.fields["members"].queryset = seats  # type: ignore[attr-defined]
        self.fields["members"].label_from_instance = lambda one: f"{one.user.name}, {NAME[Role(one.role)].lower()}"  # type: ignore[attr-defined]
