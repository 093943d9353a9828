# SPDX-License-Identifier: AGPL-3.0-or-later
"""With the words on a slip, and nothing else, a person sees what became of what they said, and takes it back."""

import re

import pytest
from django.test import RequestFactory

from coproduce.listening import verbs
from coproduce.listening.models import Consent, Objection, Participant, Voice
from coproduce.people.models import AuditEvent
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.report.verbs import publish
from coproduce.thread import slip_cookie
from tests import house
from tests.thread.conftest import CALM, SAID, opened

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_the_first_page_tells_nothing_and_the_second_tells_all(client, town):
    first = client.get("/slip/")
    assert town.programme.name not in first.content.decode() and SAID not in first.content.decode()
    page = opened(client, town.code)
    for seen in (SAID, "Places that calm", CALM, "Quiet places", "Your heron was heard.", "sentence S-001"):
        assert seen in page, seen
    assert "stand behind" not in page


def test_every_page_of_the_slip_is_private(client, town):
    opened(client, town.code)
    posts = [
        ("/slip/voice/", {"voice": town.voice.pk, "do": do}) for do in ("allow", "mend", "translation", "withdraw")
    ]
    posts += [("/slip/not-meant/", {"voice": town.voice.pk}), ("/slip/everything/", {}), ("/slip/new/", {})]
    answers = [client.get("/slip/"), client.get("/slip/words/"), *(client.post(*post) for post in posts)]
    for answer in answers:
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"
        assert town.code not in answer.content.decode() and "Leave this page now" in answer.content.decode()
    assert all("/slip/leave/" in answer.content.decode() for answer in answers[1:]), "the exit closes the slip"


def test_a_typo_is_named_kindly_and_guessing_is_slowed(client, town):
    wrong = town.code.split("-")
    typed = " ".join([wrong[0] + "x", *wrong[1:5]])
    answer = client.post("/slip/", {"words": typed})
    assert answer.status_code == 422 and f"Is it “{wrong[0]}”?" in answer.content.decode()
    assert client.post("/slip/", {"words": ""}).status_code == 422
    for _ in range(12):
        client.post("/slip/", {"words": "acorn kettle nonsense"})
    assert client.post("/slip/", {"words": town.code}).status_code == 429


def test_a_code_in_an_address_goes_nowhere(client, town):
    for address in (f"/slip/{town.code}", f"/slip/words/{town.code}/", f"/slip/?code={town.code}"):
        answer = client.get(address)
        assert answer.status_code == 302 and answer["Location"] == "/slip/"
    opened(client, town.code)
    assert client.get(f"/slip/words/?x={town.code}")["Location"] == "/slip/words/"
    for address in ("/slip/voice/", "/slip/everything/", "/slip/not-meant/", "/slip/new/"):
        assert client.get(address)["Location"] == "/slip/words/"


def test_the_code_is_kept_nowhere(client, town):
    opened(client, town.code)
    assert town.code not in str([vars(row) for row in AuditEvent.objects.all()])
    assert town.code not in "".join(cookie.value for cookie in client.cookies.values())


def test_without_the_slip_nothing_opens(client, town):
    assert client.get("/slip/words/")["Location"] == "/slip/"
    for address in ("voice", "everything", "not-meant", "new"):
        sent = {"voice": town.voice.pk, "do": "withdraw", "sure": "yes"}
        assert client.post(f"/slip/{address}/", sent)["Location"] == "/slip/"
    assert Voice.objects.filter(pk=town.voice.pk).exists()


def test_the_cookie_is_for_the_slips_own_pages_and_holds_a_number_and_a_time(client, town):
    opened(client, town.code)
    cookie = client.cookies["slip"]
    assert cookie["path"] == "/slip/" and cookie["httponly"] and cookie["samesite"] == "Strict"
    assert not cookie["expires"] and not cookie["max-age"]
    assert re.fullmatch(rf"{town.person.pk}\.\d+:[\w-]+", cookie.value)


def test_a_slip_closes_after_a_quarter_of_an_hour_and_a_forged_one_never_opens(town):
    def seen(value):
        request = RequestFactory().get("/slip/words/")
        request.COOKIES["slip"] = value
        return slip_cookie.opened(request)

    now = clock.recorded().timestamp()
    other = house.participant(town.programme)
    verbs.issue_slip(participant=other, by=None)
    good = slip_cookie.sealed(town.person)
    assert seen(good) == town.person
    assert seen(slip_cookie.sealed(town.person, now - 14 * 60)) == town.person
    assert seen(slip_cookie.sealed(town.person, now - 16 * 60)) is None
    for bad in (good.replace(str(town.person.pk), str(other.pk), 1), good + "x", "", "7", "7.", "x.y:z", "٣.1:x"):
        assert seen(bad) is None, bad


def test_closing_and_leaving_shut_it(client, town):
    opened(client, town.code)
    assert client.post("/slip/close/")["Location"] == "/slip/"
    assert client.get("/slip/words/")["Location"] == "/slip/"
    opened(client, town.code)
    assert client.get("/slip/leave/")["Location"].startswith("https://")
    assert client.get("/slip/words/")["Location"] == "/slip/"


def test_a_new_slip_is_shown_once_and_the_old_one_opens_nothing_anywhere(client, town):
    opened(client, town.code)
    elsewhere = type(client)()
    opened(elsewhere, town.code)
    page = client.post("/slip/new/", {"sure": "yes"}).content.decode()
    code = re.search(r"(?:[a-z]+ ){5}\d\d", page)[0]
    assert client.get("/slip/words/").status_code == 200, "whoever asked stays in"
    assert elsewhere.get("/slip/words/")["Location"] == "/slip/"
    assert elsewhere.post("/slip/", {"words": town.code}).status_code == 422
    assert SAID in opened(elsewhere, code)


def test_another_persons_words_are_never_reachable(client, town):
    other = house.voice(town.programme, "Not yours.", who=house.participant(town.programme))
    assert "Not yours." not in opened(client, town.code)
    for do in ("withdraw", "mend", "translation", "allow", ""):
        sent = {"voice": other.pk, "do": do, "sure": "yes", "save": "yes", "quote": "no", "text": "Mine now."}
        assert client.post("/slip/voice/", sent).status_code == 404
    assert client.post("/slip/voice/", {"voice": "nonsense"}).status_code == 404
    refused = client.post("/slip/not-meant/", {"kind": "voice", "about": other.pk, "words": "No."})
    assert refused.status_code == 422 and not Objection.objects.exists()


def test_taking_back_the_yes_to_quoting_empties_the_public_page_at_once(client, town):
    publish(programme=town.programme, by=town.lead, gaps_accepted="A first look.")
    addresses = [f"{town.at}strategy/", f"{town.at}strategy/S-001/", f"{town.at}thread/T1/", town.at]
    assert all("The heron at the lock" in client.get(address).content.decode() for address in addresses)
    opened(client, town.code)
    asked = client.post("/slip/voice/", {"voice": town.voice.pk, "do": "allow"}).content.decode()
    assert "May we quote you?" in asked and "sentence S-001" in asked
    done = client.post("/slip/voice/", {"voice": town.voice.pk, "do": "allow", "save": "yes", "quote": "no"})
    assert "no longer quoted beside sentence S-001" in done.content.decode()
    for address in addresses:
        page = client.get(address).content.decode()
        assert "heron" not in page, address
    assert CALM in client.get(addresses[0]).content.decode()
    latest = Consent.objects.filter(voice=town.voice, latest=True, given=False)
    assert [row.purpose for row in latest] == ["quote"], "what was not asked stays as it was"


def test_withdrawing_asks_twice_and_says_what_changed(client, town):
    opened(client, town.code)
    asked = client.post("/slip/voice/", {"voice": town.voice.pk, "do": "withdraw"}).content.decode()
    assert "cannot be undone" in asked and "Places that calm" in asked and "sentence S-001" in asked
    assert Voice.objects.filter(pk=town.voice.pk).exists()
    done = client.post("/slip/voice/", {"voice": town.voice.pk, "do": "withdraw", "sure": "yes"}).content.decode()
    assert "erased" in done and "cannot call back" in done and "until we next publish" in done
    assert not Voice.objects.filter(pk=town.voice.pk).exists()
    assert "We hold nothing that you said." in client.get("/slip/words/").content.decode()
    assert "heron" not in client.get(f"{town.at}strategy/").content.decode()


def test_taking_everything_back_closes_the_slip_for_good(client, town):
    opened(client, town.code)
    assert "cannot be undone" in client.post("/slip/everything/").content.decode()
    done = client.post("/slip/everything/", {"sure": "yes"})
    assert "It is taken back" in done.content.decode() and not Participant.objects.filter(pk=town.person.pk).exists()
    assert client.get("/slip/words/")["Location"] == "/slip/"
    assert client.post("/slip/", {"words": town.code}).status_code == 422


def test_that_is_not_what_i_meant_gets_an_answer_on_the_slip(client, town):
    opened(client, town.code)
    asked = client.post("/slip/not-meant/", {"voice": town.voice.pk}).content.decode()
    assert "What did you mean?" in asked and "Places that calm" in asked and CALM in asked
    assert client.post("/slip/not-meant/", {"about": f"theme:{town.theme.pk}", "words": " "}).status_code == 422
    client.post("/slip/not-meant/", {"about": f"theme:{town.theme.pk}", "words": "I meant the bird."})
    waiting = client.get("/slip/words/").content.decode()
    assert "I meant the bird." in waiting and "will answer here by" in waiting
    analyst = house.team(town.programme, Role.ANALYST)
    verbs.reply_to_objection(objection=Objection.objects.get(), reply="We have put it right.", by=analyst)
    assert "We have put it right." in client.get("/slip/words/").content.decode()


def test_mended_words_stand_and_nothing_read_from_the_old_ones_is_left(client, town):
    opened(client, town.code)
    sent = {"voice": town.voice.pk, "do": "mend", "save": "yes"}
    assert client.post("/slip/voice/", {**sent, "text": " "}).status_code == 422
    done = client.post("/slip/voice/", {**sent, "text": "The crane at the dock."}).content.decode()
    assert "no longer quoted beside sentence S-001" in done
    page = client.get("/slip/words/").content.decode()
    assert "The crane at the dock." in page and "heron" not in page.replace("Your heron was heard.", "")
    mended = Voice.objects.get(participant=town.person)
    assert mended.pk != town.voice.pk and mended.session_id == town.voice.session_id
    given = set(Consent.objects.filter(voice=mended, latest=True, given=True).values_list("purpose", flat=True))
    assert given == {purpose.value for purpose in house.ALL}
    assert "heron" not in client.get(f"{town.at}strategy/").content.decode()


def test_a_translation_is_put_right_by_the_person(client, town):
    urdu = house.voice(
        town.programme, "بگلا مجھے زندہ رکھتا ہے", who=town.person, language="ur", translation="The duck."
    )
    opened(client, town.code)
    client.post("/slip/voice/", {"voice": urdu.pk, "do": "translation", "save": "yes", "text": "The heron keeps me."})
    page = client.get("/slip/words/").content.decode()
    assert "The heron keeps me." in page and "The duck." not in page and 'dir="rtl"' in page


def test_hidden_words_are_nowhere_on_the_slip(client, town):
    opened(client, town.code)
    client.post("/slip/not-meant/", {"about": f"voice:{town.voice.pk}", "words": "I meant the bird."})
    client.post("/slip/words/", {"hide": "yes"})
    page = client.get("/slip/words/").content.decode()
    assert SAID not in page and "I meant the bird." not in page and "Places that calm" in page
    client.post("/slip/words/", {"hide": "no"})
    assert SAID in client.get("/slip/words/").content.decode()
