# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may open which page about themes: every role at every page, strangers, other programmes, wrong methods."""

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.process.roles import Role
from coproduce.themes import verbs
from coproduce.themes.models import Suggestion, SuggestionRun, ThemeStep
from tests import house
from tests.themes.state import now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

READ = {Role.LEAD, Role.ANALYST}
"""Who reads what people said codes and curates too: the process table gives all three to the same two."""

PAGES = ["list", "new", "suggestions", "log", "theme", "edit", "merge", "retire", "promote", "at-step", "undo", "begin"]
ARGUMENTS = {"theme": ["T1"], "edit": ["T1"], "merge": ["T1"], "retire": ["T1"], "promote": ["C1"], "at-step": [1],
             "undo": [1]}  # fmt: skip
BUTTONS = {
    "start": ([], {"n_themes": "2"}),
    "theme": (["T1"], {"to": "+out", "why": "No."}),
    "new": ([], {"name": "New"}),
    "edit": (["T1"], {"name": "New", "why": "Plainer."}),
    "merge": (["T1"], {"others": ["T2"], "into": "T2", "why": "One."}),
    "retire": (["T2"], {"why": "Wrong.", "let_go": "on"}),
    "promote": (["C1"], {"name": "Real", "why": "Yes."}),
    "undo": ([1], {"why": "No."}),
}


@pytest.fixture
def town():
    made = house.programme()
    ana = house.team(made, Role.ANALYST)
    for code, state in (("T1", "theme"), ("T2", "theme"), ("C1", "candidate")):
        verbs.make_theme(programme=made, name=f"About {code}", code=code, state=state, by=ana)
    said = house.voice(made, "Tea.", who=house.participant(made))
    passage = verbs.find_passage(programme=made, voice_id=said.pk, exact_text="Tea.", by=ana)
    verbs.code(programme=made, passage=passage, theme="T1", by=ana)
    return made


def signed_in(town, *roles: Role) -> Client:
    client = Client()
    client.force_login(house.team(town, *roles))
    return client


def url(town, name: str, *args) -> str:
    return reverse(f"themes:{name}", args=[town.slug, *args])


@pytest.mark.parametrize("role", list(Role))
def test_every_role_at_every_page(town, role):
    client = signed_in(town, role)
    for name in PAGES:
        answer = client.get(url(town, name, *ARGUMENTS.get(name, ())), follow=True)
        assert answer.status_code == (200 if role in READ else 403), (role, name)


@pytest.mark.parametrize("role", [role for role in Role if role not in READ])
def test_whoever_may_not_curate_changes_nothing_by_any_button(town, role):
    client, before, steps = signed_in(town, role), now(town), ThemeStep.objects.count()
    for name, (args, data) in BUTTONS.items():
        assert client.post(url(town, name, *args), data).status_code == 403, (role, name)
    voice = town.voices.get().pk
    for name in ("code", "uncode"):
        assert client.post(url(town, name, voice), {"part": "0-3", "theme": "T1"}).status_code == 403
    assert (now(town), ThemeStep.objects.count()) == (before, steps)


def test_without_an_account_one_is_asked_to_sign_in(town):
    for name in PAGES:
        answer = Client().get(url(town, name, *ARGUMENTS.get(name, ())))
        assert answer.status_code == 302 and "sign-in" in answer["Location"], name


def test_a_whole_team_elsewhere_sees_nothing_here_and_learns_nothing(town):
    """What is not theirs looks exactly like what is not there."""
    client = signed_in(house.programme("Elsewhere"), *Role)
    for name in PAGES:
        answer = client.get(url(town, name, *ARGUMENTS.get(name, ())))
        assert answer.status_code == 404 and b"About T1" not in answer.content, name
    for name, (args, data) in BUTTONS.items():
        assert client.post(url(town, name, *args), data).status_code == 404, name


def test_rows_of_another_programme_are_not_reached_through_ones_own(town):
    """Numbers of suggestions, runs and voices are guessable: they open in their own programme alone."""
    other = house.programme("Elsewhere")
    client = signed_in(other, Role.ANALYST)
    run = SuggestionRun.objects.create(programme=town, asked_at=ThemeStep.objects.first().happened_at, state="done")
    group = Suggestion.objects.create(run=run, number=1, phrases=[])
    voice = town.voices.get().pk
    for name, args in [("run", [run.pk]), ("suggestion", [group.pk]), ("read", [voice]), ("theme", ["T1"]),
                       ("at-step", [1]), ("undo", [1])]:  # fmt: skip
        assert client.get(url(other, name, *args)).status_code == 404, name
    client.post(url(other, "set-aside", group.pk))
    client.post(url(other, "code", voice), {"part": "0-3", "theme": "T1"})
    group.refresh_from_db()
    assert group.outcome == "open" and not ThemeStep.objects.filter(programme=other).exists()


@pytest.mark.parametrize("name", ["start", "code", "uncode", "set-aside"])
def test_what_changes_something_is_no_link(town, name):
    args = {"start": [], "set-aside": [1]}.get(name, [town.voices.get().pk])
    client = signed_in(town, Role.ANALYST)
    assert client.get(url(town, name, *args)).status_code == 405
    assert client.put(url(town, name, *args)).status_code == 405


def test_a_form_says_beside_the_field_what_is_wrong(town):
    """Each refusal of a verb stands at its field, so that a screen reader comes to it with the field."""
    client = signed_in(town, Role.ANALYST)
    for name, args, data, field, said in [
        ("new", [], {"name": ""}, "name", "This field is required"),
        ("edit", ["T1"], {"name": "Another", "why": ""}, "why", "Say why it gets another name"),
        ("merge", ["T1"], {"into": "+new", "others": ["T2"], "why": "One."}, "name", "Give the new theme a name"),
        ("merge", ["T1"], {"into": "T2", "why": "One."}, "others", "Tick at least one theme"),
        ("retire", ["T1"], {"why": "Wrong."}, "to", "1 passage would be left"),
        ("promote", ["C1"], {"name": "Real"}, "why", "Say why"),
        ("undo", [1], {"agreed_with": ""}, "why", "Say why"),
    ]:
        answer = client.post(url(town, name, *args), data)
        assert answer.status_code == 422, name
        form = answer.context["form"]
        assert said in " ".join(form.errors[field]), (name, form.errors)
        page = answer.content.decode()
        assert 'aria-invalid="true"' in page and "error" in page, name


def test_what_is_no_theme_any_more_says_so(town):
    client = signed_in(town, Role.ANALYST)
    client.post(url(town, "retire", "T2"), {"why": "Empty."})
    page = client.get(url(town, "theme", "T2"))
    assert page.status_code == 200 and b"retired" in page.content
    answer = client.post(url(town, "edit", "T2"), {"name": "Back", "why": "Hm."})
    assert answer.status_code == 422 and "was retired" in answer.content.decode()


def test_a_candidate_becomes_a_theme_on_its_page(town):
    client = signed_in(town, Role.ANALYST)
    assert 'value="About C1"' in client.get(url(town, "promote", "C1")).content.decode()
    page = client.post(url(town, "promote", "C1"), {"name": "Company", "why": "Many said so."}, follow=True)
    assert "T3 Company" in page.content.decode() and "It is a theme now." in page.content.decode()
    assert client.post(url(town, "promote", "T1"), {"name": "A", "why": "B."}).status_code == 422
