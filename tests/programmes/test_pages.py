# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's start, settings, questions, stages, people and boards: each form, its faults, and what it must not do."""

import pytest

from coproduce.people.models import AuditEvent, SignInLink, User
from coproduce.process.roles import NAME, Permission, Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes import overview, populations, published, queries
from coproduce.programmes.access import Desk, desk_of
from coproduce.programmes.models import Programme
from coproduce.programmes.pages import TEAM
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def lead(client, town):
    user = house.team(town, Role.LEAD)
    client.force_login(user)
    return user


def at(town, step=""):
    return f"/team/{town.slug}/{step}"


NEW = {"name": "Hope Town", "aim": "To hope.", "languages": ["en"], "questions": "What helps?"}
BAD_NEW = {
    "name": ("", "required"), "aim": ("", "required"), "languages": ("xx", "valid choice"),
    "questions": ("", "required"), "population": ("the moon", "valid choice"), "listen_opens": ("soon", "valid date"),
    "legal_basis": ("x" * 201, "at most 200"), "asked_by": ("x" * 121, "at most 120"),
}  # fmt: skip


@pytest.mark.parametrize("field", BAD_NEW)
def test_a_fault_in_a_new_programme_is_linked_to_its_field_and_nothing_is_made(client, lead, field):
    User.objects.filter(pk=lead.pk).update(is_keeper=True)
    value, said = BAD_NEW[field]
    before = Programme.objects.count()
    answer = client.post("/team/new/", NEW | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and f'href="#id_{field}' in page
    assert Programme.objects.count() == before


def test_a_question_too_long_among_others_is_told_and_nothing_is_made(client, lead):
    User.objects.filter(pk=lead.pk).update(is_keeper=True)
    before = Programme.objects.count()
    answer = client.post("/team/new/", NEW | {"questions": "What helps?\n" + "x" * 301})
    page = answer.content.decode()
    assert answer.status_code == 422 and "at most 300" in page and 'href="#id_questions"' in page
    assert Programme.objects.count() == before


@pytest.mark.parametrize("key", list(StageKey))
def test_each_stage_ends_after_it_begins(client, lead, key):
    User.objects.filter(pk=lead.pk).update(is_keeper=True)
    dates = {f"{key}_opens": "2026-02-02", f"{key}_closes": "2026-02-01"}
    answer = client.post("/team/new/", NEW | dates)
    assert answer.status_code == 422 and f"#id_{key}_closes" in answer.content.decode()
    assert client.post("/team/new/", NEW | dates | {f"{key}_closes": "2026-02-02"}).status_code == 302


def test_settings_show_what_is_and_keep_what_is_changed(client, town, lead):
    page = client.get(at(town, "settings/")).content.decode()
    assert 'value="A Kind Town"' in page and "A town that is kind." in page
    saved = {
        "name": "Kinder Town",
        "aim": "A town that is kind.",
        "disclosure": "hes",
        "method_school": "codebook",
        "keep_words_until": "2030-01-01",
    }
    client.post(at(town, "settings/"), saved)
    town.refresh_from_db()
    assert (town.name, town.disclosure, town.open_to_residents) == ("Kinder Town", "hes", False)
    changed = AuditEvent.objects.filter(action="programme changed").order_by("-sequence").first().detail["fields"]
    assert changed == ["disclosure", "keep_words_until", "name", "open_to_residents"], "and not all of the form"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("disclosure", "none at all"), ("method_school", "mine"), ("keep_words_until", "soon")],
)
def test_settings_that_cannot_be_change_nothing(client, town, lead, field, value):
    good = {"name": "Kinder Town", "aim": "x", "disclosure": "hes", "method_school": "codebook"}
    answer = client.post(at(town, "settings/"), good | {field: value})
    town.refresh_from_db()
    assert answer.status_code == 422 and f"#id_{field}" in answer.content.decode() and town.name == "A Kind Town"


def test_questions_are_added_at_the_end_and_an_empty_one_is_not(client, town, lead):
    client.post(at(town, "questions/"), {"text": "And at night?"})
    assert [q.code for q in town.questions.all()] == ["Q1", "Q2", "Q3"]
    for bad in ("", "  ", "x" * 301):
        answer = client.post(at(town, "questions/"), {"text": bad})
        assert answer.status_code == 422 and "#id_text" in answer.content.decode()
    assert town.questions.count() == 3 and "And at night?" in client.get(at(town, "questions/")).content.decode()


STAGES = [
    ({"key": "listen", "state": "closed"}, StageState.CLOSED), ({"key": "listen", "state": "planned"}, StageState.PLANNED),
    ({"key": "listen", "state": "ajar"}, StageState.OPEN), ({"key": "sleep", "state": "closed"}, StageState.OPEN),
    ({}, StageState.OPEN),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "state"), STAGES)
def test_a_stage_is_opened_and_closed_and_what_is_none_is_said(client, town, lead, sent, state):
    before = AuditEvent.objects.count()
    page = client.post(at(town, "stage/"), sent, follow=True).content.decode()
    assert queries.states_of(town.pk)[StageKey.LISTEN] is state
    known = state is not StageState.OPEN
    assert ("not a stage we know" in page) is not known and AuditEvent.objects.count() == before + known


@pytest.mark.parametrize("step", ["stage/", "people/1/end/"])
def test_changes_take_a_form(client, town, lead, step):
    assert client.get(at(town, step)).status_code == 405


INVITE = {"email": "new@example.org", "name": "New", "role": "analyst", "does": "Reads"}
BAD_INVITES = {"email": ("not an address", "valid email"), "name": ("", "required"), "role": ("king", "valid choice"),
               "does": ("x" * 301, "at most 300")}  # fmt: skip


@pytest.mark.parametrize("field", BAD_INVITES)
def test_an_invitation_that_cannot_be_makes_no_account(client, town, lead, field):
    value, said = BAD_INVITES[field]
    answer = client.post(at(town, "people/"), INVITE | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and f"#id_{field}" in page
    assert User.objects.count() == 1 and not SignInLink.objects.exists()


def test_an_invitation_that_fails_half_way_leaves_no_account(client, town, lead, monkeypatch):
    def broken(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("coproduce.programmes.views.make_sign_in_link", broken)
    client.raise_request_exception = False
    assert client.post(at(town, "people/"), INVITE).status_code == 500
    assert User.objects.count() == 1 and town.memberships.count() == 1


def test_somebody_who_may_not_manage_sees_the_team_and_changes_nothing(client, town, lead):
    client.force_login(house.team(town, Role.ANALYST))
    page = client.get(at(town, "people/"))
    assert page.status_code == 200 and lead.name in page.content.decode()
    client.post(at(town, "people/"), INVITE)
    assert not User.objects.filter(email="new@example.org").exists()
    assert client.post(at(town, f"people/{town.memberships.first().pk}/end/")).status_code == 403


def test_a_role_of_another_programme_cannot_be_ended_here(client, town, lead):
    other = house.programme("Other")
    theirs = house.team(other, Role.ANALYST)
    answer = client.post(at(town, f"people/{other.memberships.get().pk}/end/"))
    assert answer.status_code == 404 and queries.roles_of(theirs.pk, other.pk) == {Role.ANALYST}


def test_one_lead_of_two_may_go_and_is_out_at_once(client, town, lead):
    house.team(town, Role.LEAD)
    client.post(at(town, f"people/{town.memberships.get(user=lead).pk}/end/"))
    assert client.get(at(town)).status_code == 404
    assert len(queries.named(town.pk, Role.LEAD)) == 1


def test_a_lead_who_only_begins_next_month_is_none_yet(client, town, lead):
    """Else the programme would be without anybody who may let somebody in."""
    from datetime import timedelta

    from coproduce.process import clock
    from coproduce.programmes.verbs import join

    join(programme=town, user=house.team(town), role=Role.LEAD, since=clock.today() + timedelta(days=30), by=lead)
    page = client.post(at(town, f"people/{town.memberships.get(user=lead).pk}/end/"), follow=True).content.decode()
    assert "A programme needs a lead" in page and queries.roles_of(lead.pk, town.pk) == {Role.LEAD}


@pytest.mark.parametrize(
    ("sent", "field"), [({"name": ""}, "name"), ({"name": "Panel", "members": ["999999"]}, "members")]
)
def test_a_board_that_cannot_be_is_told(client, town, lead, sent, field):
    answer = client.post(at(town, "bodies/"), sent)
    assert answer.status_code == 422 and f"#id_{field}" in answer.content.decode() and not town.bodies.exists()


def test_nobody_of_another_programme_sits_on_a_board_here(client, town, lead):
    other = house.programme("Other")
    house.team(other, Role.ANALYST)
    answer = client.post(at(town, "bodies/"), {"name": "Panel", "members": [other.memberships.get().pk]})
    assert answer.status_code == 422 and not town.bodies.exists()


def test_boards_get_marks_of_their_own(client, town, lead):
    for name in ("Panel", "Board"):
        client.post(at(town, "bodies/"), {"name": name})
    assert sorted(town.bodies.values_list("code", flat=True)) == ["B01", "B02"]


def test_the_audit_shows_ours_alone_and_says_when_it_was_tampered_with(client, town, lead):
    other = house.programme("Other secret town")
    page = client.get(at(town, "audit/")).content.decode()
    assert "programme made" in page and "chain of hashes is whole" in page
    AuditEvent.objects.filter(programme_id=other.pk).update(action="changed by hand")
    page = client.get(at(town, "audit/")).content.decode()
    assert "changed by hand" not in page and "The record is broken" in page


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_offers_what_one_may_do_and_nothing_else(client, town, role):
    client.force_login(house.team(town, role))
    page = client.get(at(town)).content.decode()
    desk = Desk(town, house.team(town, role), frozenset({role}))
    for _, name, label, needs in TEAM:
        offered = f">{label}</a>" in page
        assert offered is desk.may(needs), (name, label)


def test_one_person_with_two_roles_may_what_either_allows(town):
    desk = desk_of(house.team(town, Role.PARTNER, Role.SAFEGUARDING), town.slug)
    assert desk.may(Permission.SIGN) and desk.may(Permission.SAFEGUARD) and not desk.may(Permission.PLAN)
    assert desk.reader.kind == "team" and desk.reader.user_id == desk.user.pk


def test_steps_of_the_desk_come_in_order_and_only_those_one_may_take(town, monkeypatch):
    def step(title, needs):
        return overview.DeskStep(title, "", "/", "Go", needs)

    monkeypatch.setattr(overview, "_steps", {})
    overview.register("late", 20, lambda pk, slug: [step("second", Permission.SEE_TEAM)])
    overview.register("early", 10, lambda pk, slug: [step(slug, Permission.SEE_TEAM), step("hidden", Permission.PLAN)])
    assert [one.title for one in overview.desk_steps(desk_of(house.team(town, Role.PARTNER), town.slug))] == [
        town.slug,
        "second",
    ]


def test_tables_to_compare_with_and_published_figures_come_from_whoever_has_them(monkeypatch):
    monkeypatch.setattr(populations, "_source", [])
    monkeypatch.setattr(published, "_provider", [])
    assert populations.choices() == [] and published.published(1, "heard") is None
    populations.register(lambda: [("b", "Zeta"), ("a", "Alpha")])
    published.register(lambda pk, key: {"pk": pk, "key": key})
    assert populations.choices() == [("a", "Alpha"), ("b", "Zeta")]
    assert published.published(7, "themes") == {"pk": 7, "key": "themes"}


def test_the_front_page_shows_open_programmes_and_no_others(client, town):
    house.programme("Hidden", open_to_residents=False)
    page = client.get("/").content.decode()
    assert town.name in page and "Hidden" not in page


def test_ones_own_start_lists_ones_programmes(client, town, lead):
    house.programme("Elsewhere")
    page = client.get("/team/").content.decode()
    assert town.name in page and "Elsewhere" not in page and NAME[Role.LEAD]
    assert "/team/new/" not in page
    User.objects.filter(pk=lead.pk).update(is_keeper=True)
    assert "/team/new/" in client.get("/team/").content.decode()
