# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every address of the house, with everybody who may come to it: found in the address book itself, so none is forgotten."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from coproduce.process.roles import TABLE, Permission, Role
from coproduce.programmes.verbs import TAKEN
from coproduce.site.middleware import is_private
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

STAND_INS = {
    "SlugConverter": "S01", "IntConverter": 999_999, "UUIDConverter": UUID(int=7), "StringConverter": "x1",
    "PathConverter": "a/b",
}  # fmt: skip
OPEN_TO_ANYBODY = {"sign-in", "link"}


def addresses(patterns=None, before=""):
    """Each address: its name, its text with stand-ins for what it names, its view."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, before + str(entry.pattern))
            continue
        assert isinstance(entry, URLPattern)
        kinds = {name: type(kind).__name__ for name, kind in entry.pattern.converters.items()}
        text = before + str(entry.pattern)
        for name, kind in kinds.items():
            part = text[text.index("<") : text.index(">") + 1]
            assert part.endswith(f"{name}>"), text
            text = text.replace(part, "{town}" if name == "programme" else str(STAND_INS[kind]), 1)
        yield entry.name, "/" + text, entry.callback


ALL = list(addresses())
TEAM = [row for row in ALL if row[1].startswith("/team/{town}/")]
PUBLIC = [row for row in ALL if row[1].startswith("/{town}/")]


@pytest.fixture(scope="module")
def two_towns(django_db_setup, django_db_blocker):
    """Two programmes, a team of every role in the first, and somebody who leads the second alone."""
    with django_db_blocker.unblock():
        from django.db import transaction

        block = transaction.atomic()
        block.__enter__()
        town, other = house.programme("Town of doors"), house.programme("Other town")
        people = {role: house.team(town, role) for role in Role}
        stranger = house.team(other, Role.LEAD)
        yield town, people, stranger
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_the_address_book_was_read():
    assert len(TEAM) > 40 and len(PUBLIC) > 10 and len({path for _, path, _ in ALL}) == len(ALL)


@pytest.mark.parametrize(("name", "path", "view"), TEAM, ids=[row[1] for row in TEAM])
def test_each_role_is_let_in_or_refused_as_the_table_says(two_towns, name, path, view):
    town, people, stranger = two_towns
    where = path.format(town=town.slug)
    assert isinstance(getattr(view, "permission", None), Permission), f"{name} asks for no permission"
    for role, user in people.items():
        client = signed_in(user)
        allowed = view.permission in TABLE[role]
        answer = client.get(where)
        if allowed:
            assert answer.status_code in {200, 302, 404, 405}, (role, answer.status_code)
        else:
            # A page that takes forms alone says so before it asks who came; either way nobody gets in.
            assert answer.status_code in {403, 405}, (role, answer.status_code)
            refused = client.post(where)
            assert refused.status_code == 403, (role, refused.status_code)
        assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(("name", "path", "view"), TEAM, ids=[row[1] for row in TEAM])
def test_a_lead_of_another_programme_finds_nothing_there(two_towns, name, path, view):
    """Not “forbidden”: that would say that there is such a programme."""
    town, _, stranger = two_towns
    client = signed_in(stranger)
    here, nowhere = path.format(town=town.slug), path.format(town="no-such-town")
    for method in (client.get, client.post):
        assert method(here).status_code == method(nowhere).status_code in {404, 405}
    assert client.post(here).status_code == 404


@pytest.mark.parametrize(("name", "path", "view"), [row for row in ALL if row[1].startswith("/team/")],
                         ids=[row[1] for row in ALL if row[1].startswith("/team/")])  # fmt: skip
def test_a_stranger_is_sent_to_sign_in_and_back(two_towns, name, path, view):
    town, _, _ = two_towns
    where = path.format(town=town.slug)
    for answer in (Client().get(f"{where}?page=2"), Client().post(f"{where}?page=2")):
        assert answer["Cache-Control"] == "no-store"
        if name in OPEN_TO_ANYBODY:
            assert answer.status_code in {200, 410, 422}
        else:
            assert answer.status_code == 302 and answer["Location"].startswith("/team/sign-in/?next=%2Fteam%2F")
            assert answer["Location"].endswith("page%3D2")


@pytest.mark.parametrize(("name", "path", "view"), PUBLIC, ids=[row[1] for row in PUBLIC])
def test_a_programme_that_is_not_open_shows_itself_to_its_team_alone(two_towns, name, path, view):
    town, people, stranger = two_towns
    where = path.format(town=town.slug)
    type(town).objects.filter(pk=town.pk).update(open_to_residents=False)
    try:
        for visitor in (Client(raise_request_exception=False), signed_in(stranger)):
            assert visitor.get(where).status_code in {404, 405}
            assert visitor.post(where).status_code in {404, 405}
        assert signed_in(people[Role.PARTNER]).get(where).status_code in {200, 302, 403, 404, 405}
    finally:
        type(town).objects.filter(pk=town.pk).update(open_to_residents=True)


@pytest.mark.parametrize(("name", "path", "view"), PUBLIC, ids=[row[1] for row in PUBLIC])
def test_no_public_page_breaks_for_a_resident(two_towns, name, path, view):
    town, _, _ = two_towns
    answer = Client(raise_request_exception=False).get(path.format(town=town.slug))
    assert answer.status_code in {200, 302, 404, 405}
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    if is_private(path.format(town=town.slug)):
        assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"


def test_no_programme_can_take_the_first_word_of_an_address_of_the_house():
    firsts = {path.split("/")[1].lstrip("^") for _, path, _ in ALL} - {"", "{town}"}
    assert firsts <= TAKEN, "a programme of that name would hide a page"


#: Who may come where, written down by hand: the address book above says what is, this says what was meant.
MEANT = {
    "desk": Permission.SEE_TEAM, "settings": Permission.PLAN, "questions": Permission.PLAN, "stage": Permission.PLAN,
    "end-role": Permission.MANAGE_TEAM, "bodies": Permission.PLAN, "audit": Permission.SEE_AUDIT,
    "sessions": Permission.SEE_TEAM, "new-session": Permission.CAPTURE, "capture": Permission.CAPTURE,
    "refusal": Permission.CAPTURE, "new-slip": Permission.CAPTURE, "withdraw-person": Permission.CAPTURE,
    "voice": Permission.CAPTURE, "withdraw-voice": Permission.CAPTURE, "concern": Permission.SEE_TEAM,
    "import": Permission.IMPORT, "import-sheet": Permission.IMPORT, "import-given-back": Permission.IMPORT,
    "on-behalf": Permission.CAPTURE, "concerns": Permission.SAFEGUARD, "objections": Permission.ANSWER,
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
def test_each_page_of_the_lower_floors_asks_for_what_was_meant(name):
    asked = {view.permission for found, _, view in TEAM if found == name}
    assert asked == {MEANT[name]}


@pytest.mark.parametrize(
    ("path", "private"),
    [
        ("/slip/", True), ("/slip/anything/", True), ("/slip", True), ("/team/", True), ("/team/sign-in/", True),
        ("/a-town/say/", True), ("/a-town/say/check/", True), ("/a-town/vote/", True), ("/", False),
        ("/a-town/", False), ("/a-town/strategy/", False), ("/a-town/help/", False), ("/health/", False),
        ("/sayings/say-so/", False), ("/a-town/report/say/", False), ("//slip//", True),
    ],
)  # fmt: skip
def test_which_pages_nobody_may_keep(path, private):
    assert is_private(path) is private
