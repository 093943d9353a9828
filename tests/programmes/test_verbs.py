# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a programme is made of: each verb writes its rows and its audit line together, or neither."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from coproduce.people.models import AuditEvent
from coproduce.people.queries import first_broken_link
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.process.stages import Act, NotAllowed, StageKey, StageState
from coproduce.programmes import queries, verbs
from coproduce.programmes.models import Body, Membership, Organisation, Place, Programme, Question, Service, Stage
from coproduce.programmes.verbs import Refused
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def lead(town):
    return house.team(town, Role.LEAD)


def last() -> AuditEvent:
    return AuditEvent.objects.order_by("-sequence").first()


DOES = {
    "a name is changed": (
        lambda town, by: verbs.change_programme(programme=town, name="Kinder Town", by=by),
        "programme changed", {"fields": ["name"]}),
    "a stage is closed": (
        lambda town, by: verbs.set_stage(programme=town, key=StageKey.TEST, state=StageState.CLOSED, by=by),
        "stage closed", {}),
    "decisions are locked": (
        lambda town, by: verbs.lock_decisions(programme=town, by=by), "decisions locked", {}),
    "a question is added": (
        lambda town, by: verbs.add_question(programme=town, text=" And at night? ", by=by), "question added", {}),
    "a place is added": (
        lambda town, by: verbs.add_place(programme=town, name="Library", by=by), "place added", {}),
    "a partner is added": (
        lambda town, by: verbs.add_organisation(programme=town, name="The Hub", by=by), "organisation added", {}),
    "somebody joins": (
        lambda town, by: verbs.join(programme=town, user=by, role=Role.PARTNER, by=by),
        "role given", {"role": "partner"}),
    "a role ends": (
        lambda town, by: verbs.end_membership(membership=town.memberships.get(user=by), by=by),
        "role ended", {"role": "lead"}),
    "a board is added": (
        lambda town, by: verbs.add_body(programme=town, code="B1", name="Panel", rule="", members=(), by=by),
        "body added", {}),
    "services are listed": (
        lambda town, by: verbs.add_services(programme=town, services=[{"code": "s1", "name": "Line"}], by=by),
        "services listed", {"count": 1}),
}  # fmt: skip


@pytest.mark.parametrize("what", DOES)
def test_each_verb_leaves_one_audit_line_that_says_who_and_where(town, lead, what):
    do, action, detail = DOES[what]
    before = AuditEvent.objects.count()
    do(town, lead)
    event = last()
    assert AuditEvent.objects.count() == before + 1
    assert (event.action, event.by, event.programme_id, event.detail) == (action, lead, town.pk, detail)
    assert event.by_kind == "team" and first_broken_link() is None


@pytest.mark.parametrize("what", DOES)
def test_without_its_audit_line_nothing_is_done(town, lead, what, monkeypatch):
    """The line and the rows stand in one transaction: where the log cannot be written, neither is."""

    def broken(**_):
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr("coproduce.programmes.verbs.record", broken)
    kinds = (Programme, Stage, Question, Place, Organisation, Membership, Body, Service)
    before = [list(kind.objects.order_by("pk").values()) for kind in kinds]
    with pytest.raises(RuntimeError):
        DOES[what][0](town, lead)
    assert [list(kind.objects.order_by("pk").values()) for kind in kinds] == before


def test_a_new_programme_has_three_stages_a_lead_and_its_own_language_first(lead):
    made = verbs.create_programme(
        name="  Hope Town ", aim=" To hope. ", by=lead, language="ur", languages=["en", "ur", "en"],
        stage_dates={StageKey.LISTEN: (date(2026, 1, 1), date(2026, 1, 1))},
    )  # fmt: skip
    assert (made.name, made.aim, made.languages) == ("Hope Town", "To hope.", ["ur", "en"])
    assert [row.key for row in queries.stages_of(made.pk)] == list(StageKey)
    assert {row.state for row in queries.stages_of(made.pk)} == {StageState.PLANNED}
    assert queries.roles_of(lead.pk, made.pk) == {Role.LEAD} and not made.open_to_residents


REFUSED = {
    "no name": ({"name": "  "}, "name", "Give the programme a name."),
    "a name past what fits": ({"name": "x" * 121}, "name", "at most 120"),
    "a stage that ends before it begins": (
        {"stage_dates": {StageKey.TEST: (date(2026, 2, 2), date(2026, 2, 1))}}, "dates", "cannot close before it opens"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_a_programme_that_cannot_be_is_refused_with_its_field_and_nothing_is_left(lead, why):
    change, field, said = REFUSED[why]
    before = (Programme.objects.count(), Stage.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused, match=said) as refused:
        verbs.create_programme(**{"name": "Hope Town", "aim": "", "by": lead} | change)
    assert refused.value.field == field
    assert (Programme.objects.count(), Stage.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("field", ["slug", "id", "illustrative", "decisions_locked_at", "created_at", "nonsense"])
def test_what_may_not_be_changed_is_refused_by_name(town, lead, field):
    with pytest.raises(Refused, match="cannot be changed here") as refused:
        verbs.change_programme(programme=town, by=lead, **{field: "x", "name": "Changed"})
    town.refresh_from_db()
    assert refused.value.field == field and town.name == "A Kind Town"


def test_the_audit_names_what_was_changed_and_not_what_stayed(town, lead):
    verbs.change_programme(programme=town, by=lead, name=town.name, aim="Another aim", asked_by=town.asked_by)
    assert last().detail == {"fields": ["aim"]}
    before = AuditEvent.objects.count()
    verbs.change_programme(programme=town, by=lead, name=town.name)
    assert AuditEvent.objects.count() == before, "saving what stands there already is no change"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_question_without_words_is_refused(town, text):
    with pytest.raises(Refused, match="Write the question."):
        verbs.add_question(programme=town, text=text, by=None)


def test_a_question_that_does_not_fit_is_refused_on_every_database(town):
    """SQLite would keep it all the same, PostgreSQL would fail with an error of its own."""
    verbs.add_question(programme=town, text="x" * 300, by=None)
    with pytest.raises(Refused, match="300") as refused:
        verbs.add_question(programme=town, text="x" * 301, by=None)
    assert refused.value.field == "text"


def test_a_question_finds_a_free_mark_where_a_guide_brought_marks_of_its_own(town):
    """A guide that was brought in may hold Q3 and Q4 and no Q2."""
    town.questions.filter(code="Q2").update(code="Q3")
    verbs.add_question(programme=town, text="Brought in", code="Q4", by=None)
    assert verbs.add_question(programme=town, text="Typed after it", by=None).code == "Q5"
    assert [q.code for q in town.questions.all()] == ["Q1", "Q3", "Q4", "Q5"], "in the order in which they are asked"


def test_the_same_place_and_partner_are_found_again_and_not_logged_twice(town):
    before = AuditEvent.objects.count()
    places = [verbs.add_place(programme=town, name=name, ward="Newtown", by=None) for name in ("Library", " Library ")]
    partners = [verbs.add_organisation(programme=town, name=name, by=None) for name in ("The Hub", "The Hub ")]
    elsewhere = verbs.add_place(programme=town, name="Library", ward="Erdington", by=None)
    assert places[0] == places[1] != elsewhere and partners[0] == partners[1]
    assert AuditEvent.objects.count() == before + 3


def test_a_place_of_one_programme_is_none_of_anothers(town):
    other = house.programme("Elsewhere")
    assert verbs.add_place(programme=town, name="Hall", by=None) != verbs.add_place(
        programme=other, name="Hall", by=None
    )


def test_services_are_renewed_by_their_code_and_crisis_lines_come_first(town):
    rows = [{"code": "a", "name": "Walks"}, {"code": "b", "name": "Night line", "crisis": True, "phone": "111"}]
    assert verbs.add_services(programme=town, services=rows, by=None) == 2
    verbs.add_services(programme=town, services=[{"code": "a", "name": "Longer walks"}], by=None)
    assert [line.name for line in queries.help_lines(town.pk)] == ["Night line", "Longer walks"]
    assert [line.phone for line in queries.help_lines(town.pk, crisis_only=True)] == ["111"]


CONSTRAINTS = {
    "two rows for one stage": lambda town: Stage.objects.create(programme=town, key="listen"),
    "a stage that closes before it opens": lambda town: town.stages.filter(key="listen").update(
        opens_on=date(2026, 2, 2), closes_on=date(2026, 2, 1)),
    "two questions of one code": lambda town: Question.objects.create(programme=town, code="Q1", text="x", position=9),
    "one role twice": lambda town: [
        Membership.objects.create(programme=town, user=house.team(town), role="lead", since=date(2026, 1, 1))
        for _ in range(1)] + [Membership.objects.create(
            programme=town, user=Membership.objects.last().user, role="lead", since=date(2026, 1, 1))],
    "two boards of one code": lambda town: [Body.objects.create(programme=town, code="B", name="x") for _ in range(2)],
    "two services of one code": lambda town: [Service.objects.create(programme=town, code="s", name="x") for _ in "ab"],
    "one place twice": lambda town: [Place.objects.create(programme=town, name="Hall") for _ in range(2)],
    "one partner twice": lambda town: [Organisation.objects.create(programme=town, name="Hub") for _ in range(2)],
}  # fmt: skip


@pytest.mark.parametrize("what", CONSTRAINTS)
def test_the_database_itself_refuses(town, what):
    with pytest.raises(IntegrityError), transaction.atomic():
        CONSTRAINTS[what](town)


TODAY = date(2026, 5, 10)
DAYS = [
    (None, None, True, "always"), (TODAY, None, True, "begins today"), (TODAY + timedelta(1), None, False, "tomorrow"),
    (None, TODAY + timedelta(1), True, "ends tomorrow"), (None, TODAY, False, "taken back today"),
    (None, TODAY - timedelta(1), False, "ended yesterday"), (TODAY, TODAY, False, "given and taken back on one day"),
]  # fmt: skip


@pytest.mark.parametrize(("since", "until", "stands", "why"), DAYS, ids=[row[3] for row in DAYS])
def test_a_role_stands_from_its_first_day_until_the_day_it_is_taken_back(town, since, until, stands, why):
    user = house.team(town)
    verbs.join(programme=town, user=user, role=Role.SAFEGUARDING, since=since or date(2020, 1, 1), until=until, by=None)
    with clock.at(clock.datetime(2026, 5, 10, 12, tzinfo=clock.UTC)):
        assert (queries.roles_of(user.pk, town.pk) == {Role.SAFEGUARDING}) is stands
        assert bool(queries.programmes_of(user.pk)) is stands
        assert (queries.named(town.pk, Role.SAFEGUARDING) == [user.name]) is stands


def test_a_role_that_is_taken_back_is_gone_at_once_and_may_be_given_again(town):
    """A lead who takes somebody out means now and not tonight."""
    user = house.team(town, Role.ANALYST)
    verbs.end_membership(membership=town.memberships.get(user=user), by=None)
    assert queries.roles_of(user.pk, town.pk) == frozenset()
    verbs.join(programme=town, user=user, role=Role.ANALYST, by=None)
    assert queries.roles_of(user.pk, town.pk) == {Role.ANALYST} and town.memberships.filter(user=user).count() == 1


def test_the_day_is_that_of_the_place(town):
    """Half past midnight in a British summer is yesterday in UTC."""
    user = house.team(town)
    verbs.join(programme=town, user=user, role=Role.LEAD, since=date(2026, 6, 2), by=None)
    with clock.at(clock.datetime(2026, 6, 1, 23, 30, tzinfo=clock.UTC)):
        assert queries.roles_of(user.pk, town.pk) == {Role.LEAD}


def test_a_keeper_sees_the_names_of_all_and_others_their_own(town):
    other = house.programme("Elsewhere")
    user = house.team(town, Role.PARTNER)
    assert [row.slug for row in queries.programmes_of(user.pk)] == [town.slug]
    assert {row.slug for row in queries.programmes_of(user.pk, keeper=True)} == {town.slug, other.slug}


def test_residents_see_the_open_ones_the_newest_first(town):
    house.programme("Hidden", open_to_residents=False)
    newer = house.programme("Newer")
    assert [row.slug for row in queries.open_programmes()] == [newer.slug, town.slug]


def test_a_programme_is_found_by_its_names_and_by_no_other(town):
    assert queries.programme_by_slug(town.slug) == town and queries.programme_by_slug("nowhere") is None
    assert queries.programme_by_name(town.name, illustrative=False) == town
    assert queries.programme_by_name(town.name, illustrative=True) is None


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("act", list(Act))
def test_asking_whether_and_being_stopped_never_disagree(town, act, locked):
    if locked:
        verbs.lock_decisions(programme=town, by=None)
    try:
        queries.check_act(town, act)
        stopped = False
    except NotAllowed as reason:
        stopped = True
        assert reason.reason.startswith("You c") and "locked" in reason.reason
    assert queries.act_allowed(town, act) is not stopped
    assert stopped is (locked and act in {Act.PUT_STATEMENTS, Act.VOTE}), "all stages are open"
