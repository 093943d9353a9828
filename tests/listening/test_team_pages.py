# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's pages of listening: forms that say what is wrong, ids of others that lead nowhere, and words kept back."""

from uuid import uuid4

import pytest
from django.core import signing

from coproduce.listening import verbs
from coproduce.listening.models import Concern, Consent, Mask, Objection, Participant, Refusal, Session, Slip, Voice
from coproduce.listening.views import behalf
from coproduce.people import throttle
from coproduce.people.models import AuditEvent
from coproduce.process.consent import Purpose, VoiceState
from coproduce.process.roles import Role
from coproduce.vault.models import Entry
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORDS = "Maureen at the desk helped me."


class Two:
    """Two programmes with a person, a voice, a concern and an objection each; one signed in at the first."""

    def __init__(self, client, *roles: Role) -> None:
        self.client = client
        self.ours, self.theirs = house.programme("Ours"), house.programme("Theirs")
        self.user = house.team(self.ours, *roles)
        client.force_login(self.user)
        self.here, self.there = self._side(self.ours), self._side(self.theirs)

    def _side(self, town):
        room = house.session(town)
        person = house.participant(town, room)
        voice = house.voice(town, WORDS, who=person, at=room)
        worried = house.voice(town, "I cannot go on.", who=person, at=room)
        return {
            "room": room, "person": person, "voice": voice, "worried": worried,
            "concern": verbs.raise_concern(voice=worried, by=None), "slip": verbs.issue_slip(participant=person, by=None),
            "objection": verbs.object_to(
                programme=town, about_kind="voice", about_id=voice.pk, words="Not so", participant=person),
        }  # fmt: skip

    def get(self, step: str):
        return self.client.get(f"/team/{self.ours.slug}/{step}")

    def post(self, step: str, **data):
        return self.client.post(f"/team/{self.ours.slug}/{step}", data)


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


@pytest.fixture
def lead(client):
    return Two(client, Role.LEAD)


@pytest.fixture
def facilitator(client):
    return Two(client, Role.FACILITATOR)


@pytest.fixture
def safeguarding(client):
    return Two(client, Role.SAFEGUARDING)


def counts():
    return [
        kind.objects.count() for kind in (Voice, Participant, Slip, Concern, Objection, Mask, Consent, Refusal, Entry)
    ]


def reached(side) -> list[str]:
    """Every page that names a row of a programme."""
    room, person, voice = side["room"].code, side["person"].pk, side["voice"].pk
    return [
        f"voices/{voice}/", f"voices/{voice}/withdraw/", f"voices/{voice}/concern/",
        f"sessions/{room}/people/{person}/slip/", f"sessions/{room}/people/{person}/withdraw/",
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(5))
def test_rows_of_another_programme_are_not_there(lead, number):
    """Their voice under our address: found by nobody, changed by nobody."""
    before, step = counts(), reached(lead.there)[number]
    assert lead.post(step, do="change", sure="yes").status_code == 404
    assert counts() == before
    assert lead.get(step).status_code == 404


@pytest.mark.parametrize("step", ["sessions/S99/", "sessions/S99/refusal/", "sessions/S99/people/1/slip/",
                                  f"voices/{uuid4()}/", f"voices/{uuid4()}/withdraw/", f"voices/{uuid4()}/concern/",
                                  "voices/not-an-id/", "sessions/S01/people/999999/withdraw/"])  # fmt: skip
def test_what_does_not_exist_is_not_found_and_nothing_breaks(lead, step):
    before = counts()
    assert lead.post(step).status_code == 404 and counts() == before


def test_a_person_is_reached_through_their_own_session_alone(lead):
    other = verbs.add_session(programme=lead.ours, kind="coffee", title="Other", happens_on=lead.here["room"].happens_on,
                              by=None)  # fmt: skip
    assert lead.post(f"sessions/{other.code}/people/{lead.here['person'].pk}/withdraw/").status_code == 404


@pytest.mark.parametrize("step", ["voices/{voice}/withdraw/", "sessions/{room}/refusal/",
                                  "sessions/{room}/people/{person}/slip/",
                                  "sessions/{room}/people/{person}/withdraw/"])  # fmt: skip
def test_opening_an_address_changes_nothing(lead, step):
    """A link that is followed, or fetched by a program that looks ahead, takes nothing back."""
    side, before = lead.here, counts()
    lead.get(step.format(voice=side["voice"].pk, room=side["room"].code, person=side["person"].pk))
    assert counts() == before


SESSION = {"title": "Tea", "kind": "workshop", "happens_on": "2025-03-07", "place": "Library"}
BAD_SESSIONS = {
    "title": ("", "required"), "kind": ("party", "Select a valid choice"), "happens_on": ("soon", "valid date"),
    "place": ("", "required"), "headcount": ("-1", "greater than or equal to 0"), "languages": ("xx", "valid choice"),
    "ward": ("x" * 81, "at most 80"), "access": ("x" * 301, "at most 300"),
}  # fmt: skip


@pytest.mark.parametrize("field", BAD_SESSIONS)
def test_a_fault_in_a_session_is_linked_to_its_field_and_nothing_typed_is_lost(lead, field):
    value, said = BAD_SESSIONS[field]
    before = Session.objects.count()
    answer = lead.post("sessions/new/", **SESSION | {"access": "Step-free", field: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and Session.objects.count() == before
    assert f'href="#id_{field}' in page and said in page and "aria-describedby" in page
    if field != "title":
        assert 'value="Tea"' in page


def test_a_fault_half_way_leaves_no_place_behind(lead, monkeypatch):
    def broken(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("coproduce.listening.views.team.verbs.add_session", broken)
    lead.client.raise_request_exception = False
    before = lead.ours.places.count()
    assert lead.post("sessions/new/", **SESSION).status_code == 500 and lead.ours.places.count() == before


@pytest.mark.parametrize(("role", "may"), [(Role.LEAD, True), (Role.FACILITATOR, True), (Role.PARTNER, False)])
def test_only_who_may_type_is_offered_to(client, role, may):
    two = Two(client, role)
    page = two.get("sessions/").content.decode()
    assert ("sessions/new/" in page) is may and "At the hall" in page


def test_no_session_yet_and_one_that_came_from_elsewhere(client):
    town = house.programme()
    client.force_login(house.team(town, Role.LEAD))
    assert client.get(f"/team/{town.slug}/sessions/").status_code == 200
    pk = house.voice(town, "Said at no session").pk
    page = client.get(f"/team/{town.slug}/voices/{pk}/").content.decode()
    assert "All sessions" in page and "Said at no session" in page


VOICE_FORMS = [
    ({"do": "cover", "piece": ""}, "Write the words to cover", "id_piece"),
    ({"do": "cover", "piece": "maureen"}, "Copy them exactly", "id_piece"),
    ({"do": "cover", "piece": "x" * 301}, "at most 300", "id_piece"),
    ({"do": "mend", "translation": "x" * 10_001}, "at most 10000", "id_translation"),
    ({"do": "change", "agreed": ["everything"]}, "valid choice", "id_agreed"),
    ({"do": "change", "agreed": ["hold"]}, "valid choice", "id_agreed"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "said", "field"), VOICE_FORMS)
def test_what_is_wrong_on_a_voices_page_is_said_beside_its_form(facilitator, data, said, field):
    before = counts()
    answer = facilitator.post(f"voices/{facilitator.here['voice'].pk}/", **data)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and f"#{field}" in page and counts() == before


def test_an_unknown_wish_on_a_voices_page_changes_nothing(facilitator):
    before = counts()
    assert facilitator.post(f"voices/{facilitator.here['voice'].pk}/", do="dance").status_code == 200
    assert counts() == before


def test_each_opening_of_a_voice_is_on_record(facilitator):
    pk = facilitator.here["voice"].pk
    facilitator.get(f"voices/{pk}/")
    event = AuditEvent.objects.filter(action="words opened").order_by("-sequence").first()
    assert event.by == facilitator.user and event.detail == {"purpose": "capture", "voices": [str(pk)]}


def test_a_voice_that_was_put_aside_is_closed_to_all_but_who_typed_it(facilitator):
    pk = facilitator.here["worried"].pk
    for step in (f"voices/{pk}/", f"voices/{pk}/withdraw/"):
        answer = facilitator.post(step, do="cover", piece="I")
        assert answer.status_code == 403 and "worried about a person" in answer.content.decode()
    Voice.objects.filter(pk=pk).update(taken_by=facilitator.user)
    assert facilitator.get(f"voices/{pk}/").status_code == 200


class TestConcerns:
    """What only the safeguarding lead opens."""

    def test_looking_is_logged_once_and_shows_only_ours(self, safeguarding):
        assert "I cannot go on." in safeguarding.get("concerns/").content.decode()
        assert "I cannot go on." in safeguarding.get("concerns/").content.decode()
        assert AuditEvent.objects.filter(action="concern seen").count() == 1
        assert Concern.objects.get(pk=safeguarding.there["concern"].pk).seen_at is None

    @pytest.mark.parametrize("wanted", ["", "abc", "-1", "0", "1.5", "9" * 30, "９", "theirs"])
    def test_an_id_that_is_none_of_ours_is_not_found(self, safeguarding, wanted):
        wanted = str(safeguarding.there["concern"].pk) if wanted == "theirs" else wanted
        assert safeguarding.post("concerns/", concern=wanted, done="x").status_code == 404
        assert not Concern.objects.filter(closed_at__isnull=False).exists()

    @pytest.mark.parametrize(("done", "said"), [("", "Write what was done"), ("x" * 301, "300 characters at most")])
    def test_closing_needs_a_few_words(self, safeguarding, done, said):
        pk = safeguarding.here["concern"].pk
        page = safeguarding.client.post(
            f"/team/{safeguarding.ours.slug}/concerns/", {"concern": pk, "done": done}, follow=True
        ).content.decode()
        assert said in page and Concern.objects.get(pk=pk).closed_at is None

    def test_sent_twice_it_is_closed_once_and_the_first_words_stay(self, safeguarding):
        pk = safeguarding.here["concern"].pk
        for words in ("Rang them", "Pressed again"):
            safeguarding.post("concerns/", concern=pk, done=words)
        assert Concern.objects.get(pk=pk).what_was_done == "Rang them"

    @pytest.mark.parametrize(
        ("back", "state"), [("yes", VoiceState.HELD), ("", VoiceState.CONCERN), ("no", VoiceState.CONCERN)]
    )
    def test_only_a_yes_gives_it_back_to_analysts(self, safeguarding, back, state):
        safeguarding.post("concerns/", concern=safeguarding.here["concern"].pk, done="Rang them", back=back)
        assert Voice.objects.get(pk=safeguarding.here["worried"].pk).state == state

    @pytest.mark.parametrize("role", list(Role))
    def test_anybody_in_the_team_may_raise_one_and_one_role_sees_it(self, client, role):
        two = Two(client, role)
        pk = two.here["voice"].pk
        ask = two.get(f"voices/{pk}/concern/")
        assert ask.status_code == 200 and WORDS not in ask.content.decode()
        assert Voice.objects.get(pk=pk).state == VoiceState.HELD, "looking at the question raises nothing"
        assert two.post(f"voices/{pk}/concern/").status_code == 302
        assert Voice.objects.get(pk=pk).state == VoiceState.CONCERN
        assert (two.get("concerns/").status_code == 200) is (role is Role.SAFEGUARDING)


class TestObjections:
    """A reply is owed."""

    @pytest.mark.parametrize("wanted", ["", "abc", "theirs", str(uuid4())])
    def test_an_objection_that_is_none_of_ours_is_not_found(self, lead, wanted):
        wanted = str(lead.there["objection"].pk) if wanted == "theirs" else wanted
        assert lead.post("objections/", objection=wanted, reply="x").status_code == 404
        assert not Objection.objects.filter(replied_at__isnull=False).exists()

    def test_an_empty_reply_is_said_and_a_full_one_is_dated(self, lead):
        pk = lead.here["objection"].pk
        lead.post("objections/", objection=pk, reply="  ")
        assert "Write a reply" in lead.get("objections/").content.decode()
        lead.post("objections/", objection=pk, reply="We changed it.")
        answered = Objection.objects.get(pk=pk)
        assert answered.reply == "We changed it." and answered.replied_by == lead.user and answered.replied_at

    def test_those_who_wait_come_first(self, lead):
        second = verbs.object_to(programme=lead.ours, about_kind="theme", about_id="T1", words="Second")
        verbs.reply_to_objection(objection=lead.here["objection"], reply="Done", by=lead.user)
        page = lead.get("objections/").content.decode()
        assert page.index("Second") < page.index("Not so") and second.replied_at is None

    @pytest.mark.parametrize(("role", "linked"), [(Role.FACILITATOR, True), (Role.ANALYST, False)])
    def test_the_voice_is_linked_for_who_may_put_it_right(self, client, role, linked):
        two = Two(client, role)
        assert (f"voices/{two.here['voice'].pk}/" in two.get("objections/").content.decode()) is linked


class TestOnBehalf:
    """For somebody who asks a facilitator and not a screen."""

    def opened(self, two) -> str:
        page = two.post("slip/", words=two.here["slip"]).content.decode()
        return page.split('name="opened" value="')[1].split('"')[0]

    def test_the_words_of_another_programmes_slip_open_nothing(self, facilitator):
        answer = facilitator.post("slip/", words=facilitator.there["slip"])
        assert answer.status_code == 422 and "in this programme" in answer.content.decode()

    @pytest.mark.parametrize("words", ["", "acorn", "acorn kettle meadow otter waffle 10", "x" * 201])
    def test_words_that_are_none_are_answered_beside_the_field(self, facilitator, words):
        answer = facilitator.post("slip/", words=words)
        assert answer.status_code == 422 and 'href="#id_words"' in answer.content.decode()

    def test_guessing_is_slowed(self, facilitator):
        for _ in range(12):
            facilitator.post("slip/", words="acorn kettle meadow otter waffle")
        assert facilitator.post("slip/", words=facilitator.here["slip"]).status_code == 429

    def test_no_word_of_what_was_said_is_shown(self, facilitator):
        page = facilitator.post("slip/", words=facilitator.here["slip"].upper()).content.decode()
        assert "Maureen" not in page and facilitator.here["slip"] not in page and "quote them" in page

    SEALS = (
        "another user's",
        "another programme's",
        "made up",
        "of a slip that was replaced",
        "an hour old",
        "person gone",
    )

    @pytest.mark.parametrize("why", SEALS)
    def test_a_slip_stays_open_for_its_page_its_user_and_its_time(self, facilitator, monkeypatch, why):
        sealed, person = self.opened(facilitator), facilitator.here["person"]
        if why == "another user's":
            facilitator.client.force_login(house.team(facilitator.ours, Role.FACILITATOR))
        elif why == "another programme's":
            sealed = signing.dumps([facilitator.user.pk, facilitator.there["person"].pk,
                                    behalf._which(facilitator.there["person"])], salt=behalf.SALT)  # fmt: skip
        elif why == "made up":
            sealed = sealed[:-3] + "abc"
        elif why == "of a slip that was replaced":
            verbs.issue_slip(participant=person, by=None)
        elif why == "an hour old":
            monkeypatch.setattr(behalf, "OPEN_FOR", -1)
        else:
            verbs.withdraw_everything(participant=person, by=None)
        before = counts()
        answer = facilitator.post("slip/", opened=sealed, do="everything", sure="yes")
        assert answer.status_code == 422 and "open for too long" in answer.content.decode() and counts() == before

    @pytest.mark.parametrize("wanted", ["", "abc", str(uuid4()), "theirs"])
    @pytest.mark.parametrize("do", ["withdraw", "not-meant"])
    def test_a_voice_that_is_not_the_persons_is_not_found(self, facilitator, do, wanted):
        wanted = str(facilitator.there["voice"].pk) if wanted == "theirs" else wanted
        before = counts()
        assert (
            facilitator.post("slip/", opened=self.opened(facilitator), do=do, voice=wanted, said="x").status_code == 404
        )
        assert counts() == before

    def test_an_unknown_wish_is_refused(self, facilitator):
        wish = {"opened": self.opened(facilitator), "do": "dance", "voice": str(facilitator.here["voice"].pk)}
        assert facilitator.post("slip/", **wish).status_code == 404

    def test_everything_is_asked_twice(self, facilitator):
        sealed = self.opened(facilitator)
        assert facilitator.post("slip/", opened=sealed, do="everything").status_code == 200
        assert Participant.objects.filter(pk=facilitator.here["person"].pk).exists()
        facilitator.post("slip/", opened=sealed, do="everything", sure="yes")
        assert not Participant.objects.filter(pk=facilitator.here["person"].pk).exists()
        assert AuditEvent.objects.filter(action="everything withdrawn").get().by == facilitator.user

    def test_what_they_meant_is_kept_in_the_vault_and_owed_an_answer(self, facilitator):
        sealed, voice = self.opened(facilitator), facilitator.here["voice"]
        assert facilitator.post("slip/", opened=sealed, do="not-meant", voice=voice.pk, said=" ").status_code == 422
        facilitator.post("slip/", opened=sealed, do="not-meant", voice=voice.pk, said="I meant the desk upstairs")
        made = Objection.objects.filter(programme=facilitator.ours).order_by("raised_at").last()
        assert made.participant == facilitator.here["person"] and made.entry_id and made.due_on
        assert Purpose.QUOTE and "upstairs" not in str(Objection.objects.values())

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_no_other_way_of_asking_is_answered(self, facilitator, method):
        assert getattr(facilitator.client, method)(f"/team/{facilitator.ours.slug}/slip/").status_code == 405
