# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accounts, one-time links, the audit chain and slowing down, as somebody who means harm would try them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory

from coproduce.people import queries, throttle, verbs
from coproduce.people.models import AuditEvent, SignInLink, User
from coproduce.people.queries import Reader, audit_of, digest, first_broken_link
from coproduce.process import clock, erasure
from coproduce.process.roles import Role
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


def ann(**more) -> User:
    return verbs.create_account(**{"email": "ann@example.org", "name": " Ann ", "by": None} | more)


def test_an_account_keeps_its_address_in_one_spelling_and_no_password_until_there_is_one():
    made = ann(email="  Ann@Example.ORG ")
    assert (made.email, made.name, made.is_active, made.is_keeper) == ("ann@example.org", "Ann", True, False)
    assert not made.has_usable_password() and str(made) == "Ann"
    assert queries.account_by_email(" ANN@example.org") == queries.account(made.pk) == made


def test_a_password_is_kept_as_a_hash_alone():
    made = ann(password="copper kettle by the window")
    assert made.check_password("copper kettle by the window") and "copper" not in made.password


ADDRESSES = {
    "the same": ("ann@example.org", "already an account for ann@example.org"),
    "the same in capitals": (" ANN@EXAMPLE.ORG ", "already an account"),
    "none": ("", "is not an e-mail address"),
    "a name": ("Ann", "is not an e-mail address"),
    "two at once": ("a@example.org, b@example.org", "is not an e-mail address"),
    "a line break": ("a@example.org\nbcc: b@example.org", "is not an e-mail address"),
}


@pytest.mark.parametrize("why", ADDRESSES)
def test_an_address_that_will_not_do_is_refused_in_words(why):
    ann()
    address, said = ADDRESSES[why]
    before = AuditEvent.objects.count()
    with pytest.raises(ValueError, match=said):
        ann(email=address)
    assert User.objects.count() == 1 and AuditEvent.objects.count() == before


@pytest.mark.parametrize("asked", [None, 0, 999_999])
def test_nobody_is_nobody(asked):
    assert queries.account(asked) is None and queries.account_by_email("nobody@example.org") is None


LINKS = [
    (timedelta(0), True, "at once"), (timedelta(hours=23, minutes=59), True, "within its day"),
    (timedelta(hours=24), True, "on its last moment"), (timedelta(hours=24, seconds=1), False, "a second too late"),
]  # fmt: skip


@pytest.mark.parametrize(("after", "works", "why"), LINKS, ids=[row[2] for row in LINKS])
def test_a_link_opens_within_its_hours(monkeypatch, after, works, why):
    user = ann()
    monkeypatch.setattr(clock, "recorded", lambda: NOW)
    token = verbs.make_sign_in_link(user=user, by=None)
    monkeypatch.setattr(clock, "recorded", lambda: NOW + after)
    assert (verbs.use_sign_in_link(token=token) == user) is works
    assert bool(SignInLink.objects.get().used_at) is works


def test_the_clock_of_history_does_not_bring_an_old_link_back():
    """Verbs may be run at a past moment; a link counts in real time."""
    user = ann()
    token = verbs.make_sign_in_link(user=user, hours=-1, by=None)
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert verbs.use_sign_in_link(token=token) is None


def test_a_link_works_once_for_its_own_person_and_not_after_the_account_is_closed():
    user, other = ann(), ann(email="bob@example.org", name="Bob")
    first, second = verbs.make_sign_in_link(user=user, by=None), verbs.make_sign_in_link(user=user, by=None)
    assert first != second and verbs.use_sign_in_link(token=first) == user != other
    assert verbs.use_sign_in_link(token=first) is None
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert verbs.use_sign_in_link(token=second) is None
    assert [event.action for event in AuditEvent.objects.filter(action__contains="link used")] == ["sign-in link used"]


@pytest.mark.parametrize("token", ["", " ", "x" * 500, "ünïcode", "0"])
def test_made_up_tokens_open_nothing(token):
    verbs.make_sign_in_link(user=ann(), by=None)
    assert verbs.use_sign_in_link(token=token) is None


def test_a_token_is_kept_as_a_keyed_hash_that_another_secret_does_not_find(settings):
    token = verbs.make_sign_in_link(user=ann(), by=None)
    from hashlib import sha256

    kept = SignInLink.objects.get().token_hash
    assert token not in kept and kept != sha256(token.encode()).hexdigest() and len(token) >= 32
    settings.SECRET_KEY = "another secret"
    assert verbs.use_sign_in_link(token=token) is None


@pytest.mark.parametrize("broken", ["sequence", "happened_at", "recorded_at", "by_id", "by_kind", "programme_id",
                                    "action", "about_kind", "about_id", "detail", "previous", "hash"])  # fmt: skip
def test_each_part_of_an_audit_line_is_sealed(broken):
    town = house.programme()
    user = house.team(town, Role.LEAD)
    verbs.record(action="something", by=user, programme_id=town.pk, about_kind="voice", about_id=7, detail={"n": 1})
    event = AuditEvent.objects.order_by("-sequence").first()
    changed = {
        "sequence": 900, "happened_at": NOW, "recorded_at": NOW, "by_id": ann().pk, "by_kind": "self",
        "programme_id": 0, "action": "x", "about_kind": "x", "about_id": "8", "detail": {"n": 2}, "previous": "x",
        "hash": "x",
    }[broken]  # fmt: skip
    AuditEvent.objects.filter(pk=event.pk).update(**{broken: changed})
    assert first_broken_link() == event.sequence


def test_a_line_taken_out_or_two_changed_places_break_the_chain():
    for number in range(5):
        verbs.record(action=f"step {number}", by=None)
    assert first_broken_link() is None
    last = AuditEvent.objects.order_by("-sequence").first().sequence
    AuditEvent.objects.filter(sequence=last - 2).delete()
    assert first_broken_link() == last - 2


def test_an_empty_chain_is_whole_and_begins_with_nothing_before_it():
    AuditEvent.objects.all().delete()
    assert first_broken_link() is None
    verbs.record(action="the first", by=None)
    event = AuditEvent.objects.get()
    assert (event.sequence, event.previous, event.hash) == (1, "", digest(event))


def test_what_is_rolled_back_leaves_no_line_and_no_gap():
    verbs.record(action="before", by=None)
    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        verbs.record(action="rolled back", by=None)
        raise RuntimeError
    verbs.record(action="after", by=None)
    assert AuditEvent.objects.count() == before + 1 and first_broken_link() is None


KINDS = [({}, "system"), ({"by_kind": "self"}, "self"), ({"by_kind": "public"}, "public")]


@pytest.mark.parametrize(("given", "kind"), KINDS)
def test_who_did_it_is_said_even_where_nobody_is_signed_in(given, kind):
    verbs.record(action="something", by=None, **given)
    assert AuditEvent.objects.order_by("-sequence").first().by_kind == kind


def test_history_that_is_entered_late_keeps_both_times():
    with clock.at(NOW):
        verbs.record(action="last spring", by=None)
    event = AuditEvent.objects.order_by("-sequence").first()
    assert event.happened_at == NOW and event.recorded_at > NOW - timedelta(days=3650)
    assert event.recorded_at != NOW


def test_the_audit_of_a_programme_is_its_own_newest_first_and_no_longer_than_asked():
    town, other = house.programme(), house.programme("Other")
    user = house.team(town, Role.LEAD)
    for number in range(3):
        verbs.record(action=f"step {number}", by=user, programme_id=town.pk, about_kind="theme", about_id=number)
    verbs.record(action="of another", by=user, programme_id=other.pk)
    verbs.record(action="by a slip", by=None, by_kind="self", programme_id=town.pk)
    lines = audit_of(town.pk, limit=3)
    assert [line.action for line in lines] == ["by a slip", "step 2", "step 1"]
    assert [line.who for line in lines] == ["self", user.name, user.name]
    assert [line.about for line in lines] == ["", "theme 2", "theme 1"]
    assert audit_of(0) == []


@pytest.mark.parametrize(
    ("reader", "kind", "user", "person"),
    [(Reader.own(7), "self", None, 7), (queries.PUBLIC, "public", None, None), (queries.SYSTEM, "system", None, None)],
)
def test_who_asks_for_words_is_named_by_kind(reader, kind, user, person):
    assert (reader.kind, reader.user_id, reader.participant_id) == (kind, user, person)


def test_a_team_member_asks_as_themself():
    user = ann()
    assert Reader.team(user) == Reader("team", user_id=user.pk)


def request(address="10.0.0.1"):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_marks_of_who_asks_say_no_address_and_differ_by_purpose():
    one = throttle.mark(request(), "sign-in")
    assert one == throttle.mark(request(), "sign-in") and "10.0.0.1" not in one
    assert len({one, throttle.mark(request(), "slip"), throttle.mark(request("10.0.0.2"), "sign-in")}) == 3


TIMES = [(9, 0, False, "one below"), (10, 0, True, "as many"), (10, 899, True, "just within"), (10, 900, False, "over")]


@pytest.mark.parametrize(("failures", "later", "slowed", "why"), TIMES, ids=[row[3] for row in TIMES])
def test_failures_slow_for_their_time_and_no_longer(monkeypatch, failures, later, slowed, why):
    monkeypatch.setattr(clock, "recorded", lambda: NOW)
    for _ in range(failures):
        throttle.failed("key")
    monkeypatch.setattr(clock, "recorded", lambda: NOW + timedelta(seconds=later))
    assert throttle.is_slowed("key", most=10, seconds=900) is slowed
    assert throttle.is_slowed("another key", most=10, seconds=900) is False


def test_a_success_forgets_and_asking_alone_remembers_nobody():
    for _ in range(3):
        throttle.failed("key")
    throttle.forget("key")
    throttle.forget("never seen")
    assert not throttle.is_slowed("key", most=1, seconds=900)
    for number in range(100):
        throttle.is_slowed(f"visitor {number}", most=1, seconds=900)
    assert not throttle._failures, "a list of all who came by would grow for ever, and be a list of who came by"


def test_memory_stays_bounded_whoever_tries(monkeypatch):
    throttle._failures.update({str(number): [0.0] for number in range(50_001)})
    throttle.failed("one more")
    assert list(throttle._failures) == ["one more"]


def test_withdrawing_reaches_no_account_and_says_nothing():
    from coproduce.people.erasing import erase

    assert erase(erasure.Scope(1, frozenset(), None, everything=True)) == [] and "people" in erasure.registered()


class TestSigningIn:
    """What a browser meets."""

    PASSWORD = "copper kettle by the window"

    @pytest.mark.parametrize(
        ("next_page", "leads"),
        [
            ("/team/new/", "/team/new/"), ("", "/team/"), ("//elsewhere.example/", "/team/"),
            ("https://elsewhere.example/team/", "/team/"), ("javascript:alert(1)", "/team/"),
            ("/\\elsewhere.example", "/team/"), ("http:///elsewhere.example", "/team/"),
        ],
    )  # fmt: skip
    def test_it_leads_on_and_never_off_the_site(self, client, next_page, leads):
        ann(password=self.PASSWORD)
        answer = client.post(
            "/team/sign-in/", {"email": "ann@example.org", "password": self.PASSWORD}, query_params={"next": next_page}
        )
        assert answer["Location"] == leads

    @pytest.mark.parametrize("why", ["wrong password", "unknown address", "closed account", "no password yet"])
    def test_all_that_fail_read_the_same(self, client, why):
        """Who tries addresses learns of none whether it is there."""
        user = ann(password=None if why == "no password yet" else self.PASSWORD)
        if why == "closed account":
            User.objects.filter(pk=user.pk).update(is_active=False)
        typed = {
            "email": "nobody@example.org" if why == "unknown address" else user.email,
            "password": "wrong" if why == "wrong password" else self.PASSWORD,
        }
        answer = client.post("/team/sign-in/", typed)
        assert answer.status_code == 422 and "We do not know this address with this password" in answer.content.decode()
        assert not AuditEvent.objects.filter(action="signed in").exists()

    @pytest.mark.parametrize("typed", [{}, {"email": "ann@example.org"}, {"email": "x", "password": "y"}])
    def test_what_is_left_out_is_linked_to_its_field_and_is_no_failure(self, client, typed):
        for _ in range(12):
            answer = client.post("/team/sign-in/", typed)
        page = answer.content.decode()
        assert answer.status_code == (422 if typed else 200)
        if typed:
            assert 'href="#id_' in page and "aria-describedby" in page

    def test_a_session_of_a_closed_account_ends(self, client):
        user = ann(password=self.PASSWORD)
        client.post("/team/sign-in/", {"email": user.email, "password": self.PASSWORD})
        assert client.get("/team/").status_code == 200
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert client.get("/team/").status_code == 302

    def test_signing_in_and_out_changes_the_session_and_out_takes_a_form(self, client):
        user = ann(password=self.PASSWORD)
        before = client.session.session_key
        client.post("/team/sign-in/", {"email": user.email, "password": self.PASSWORD})
        assert client.session.session_key != before
        assert client.get("/team/sign-out/").status_code == 405 and client.get("/team/").status_code == 200
        client.post("/team/sign-out/")
        assert client.get("/team/").status_code == 302

    def test_guessing_links_is_slowed_and_a_good_one_waits_too(self, client):
        good = verbs.make_sign_in_link(user=ann(), by=None)
        for number in range(20):
            assert client.post(f"/team/link/guess{number}/").status_code == 410
        assert client.post(f"/team/link/{good}/").status_code == 429
        throttle._failures.clear()
        assert client.post(f"/team/link/{good}/").status_code == 302

    def test_a_page_of_a_link_asks_first_whatever_the_link(self, client):
        assert client.get("/team/link/anything/").status_code == 200
        assert not SignInLink.objects.exists()
