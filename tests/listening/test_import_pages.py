# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet through the pages: chosen, matched, looked at, taken; its words lie nowhere but in the vault."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import override_settings

from coproduce.listening.models import ImportBatch, Voice
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.verbs import set_stage
from tests import house
from tests.listening.sheets import Said, csv

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
PLANTED = "Marmalade zeppelins over Northfield"
SHEET = csv(
    ["question", "comment", "date", "ward"],
    [["Q1", PLANTED, "2025-01-02", "A"], ["What of the night?", "Street lights", "", "B"],
     ["Q2", "", "", "C"], ["Q2", "Rain", "2999-01-01", "D"]],
)  # fmt: skip


def signed_in(client, town, role=Role.LEAD):
    user = house.team(town, role)
    client.force_login(user)
    return user


def upload(client, town, body=SHEET, name="answers.csv"):
    return client.post(f"/team/{town.slug}/import/", {"file": SimpleUploadedFile(name, body)})


def chosen(page: str) -> dict[str, str]:
    """What the form would send as it stands."""
    found = {}
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        picked = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = picked[1] if picked else ""
    return found


def test_from_a_file_to_voices_with_a_look_in_between(client):
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town)["Location"]
    page = client.get(where).content.decode()
    assert "<b>4</b> rows read" in page and "<b>3</b> given back" in page and PLANTED in page
    assert "Row 5, column “date”: this day is still to come." in page and not Voice.objects.exists()
    form = chosen(page)
    assert list(form.values())[-4:] == ["question", "text", "date", ""]
    refused = client.post(where, form | {"do": "take"})
    assert refused.status_code == 422 and "Record on what basis" in refused.content.decode()
    assert not Voice.objects.exists()
    with_question = form | {"q0": "on", "basis": "Published consultation"}
    looked = client.get(client.post(where, with_question | {"do": "look"})["Location"]).content.decode()
    assert "<b>2</b> given back" in looked and "checked" in looked
    done = client.get(client.post(where, with_question | {"do": "take"})["Location"]).content.decode()
    assert "Taken in: 2 voices from 2 rows." in done
    assert set(Said.of(town)) == {PLANTED, "Street lights"}
    back = client.get(f"{where}given-back.csv")
    assert back["Content-Disposition"].startswith("attachment") and back["Cache-Control"] == "no-store"
    assert b"Rain" in back.content and PLANTED.encode() not in back.content
    client.post(where, {"do": "drop"})
    assert ImportBatch.objects.get().entry_id is None and Voice.objects.count() == 2


def test_the_same_sheet_again_is_known(client):
    town = house.programme()
    signed_in(client, town)
    for expected in ("Taken in: 1 voices from 1 rows.", "Taken in: 0 voices from 0 rows."):
        where = upload(client, town)["Location"]
        form = chosen(client.get(where).content.decode()) | {"basis": "Published", "do": "take"}
        assert expected in client.get(client.post(where, form)["Location"]).content.decode()


def test_a_sheet_can_be_dropped(client):
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town)["Location"]
    client.post(where, {"do": "drop"})
    assert not ImportBatch.objects.exists() and client.get(where).status_code == 404


def test_columns_are_put_right_by_hand_and_none_means_two_things(client):
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town, csv(["a", "b"], [["Longer words than that", "x"], ["Some other words", "y"]]))[
        "Location"
    ]
    form = chosen(client.get(where).content.decode()) | {"basis": "Published", "do": "take"}
    none = client.post(where, form | {"c0": "", "c1": ""})
    assert none.status_code == 422 and "Say which column holds what people said." in none.content.decode()
    twice = client.post(where, form | {"c0": "date", "c1": "date"}).content.decode()
    assert "is already “a”" in twice
    client.post(where, form | {"c0": "person", "c1": "text"})
    assert set(Said.of(town)) == {"x", "y"}


def test_while_listening_is_closed_the_page_says_why(client):
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town)["Location"]
    for key in StageKey:
        set_stage(programme=town, key=key, state=StageState.CLOSED, by=None)
    form = chosen(client.get(where).content.decode()) | {"basis": "Published", "do": "take"}
    answer = client.post(where, form)
    assert answer.status_code == 422 and "Engage and listen" in answer.content.decode()


def test_words_of_a_sheet_lie_nowhere_but_in_the_vault(client):
    town = house.programme()
    signed_in(client, town)
    headless = csv([PLANTED, "Second zeppelin words"], [["Third zeppelin words here", "More zeppelin words there"]])
    upload(client, town, headless)
    where = upload(client, town)["Location"]
    form = chosen(client.get(where).content.decode()) | {"basis": "Published"}
    client.post(where, form | {"do": "look"})
    client.post(where, form | {"do": "take"})
    found = []
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and b"zeppelin" in path.read_bytes():
            found.append(path.name)
    connections["default"].ensure_connection()
    assert not found and b"zeppelin" not in str(client.session.items()).encode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEAD, 200), (Role.ANALYST, 200), (Role.FACILITATOR, 403), (Role.PARTNER, 403), (Role.SAFEGUARDING, 403)],
)
def test_who_may_bring_in_a_sheet(client, role, status):
    town = house.programme()
    signed_in(client, town, role)
    assert client.get(f"/team/{town.slug}/import/").status_code == status


def test_nobody_opens_the_sheet_of_another_programme(client):
    ours, theirs = house.programme(), house.programme("Another Town")
    signed_in(client, theirs)
    where = upload(client, theirs)["Location"]
    signed_in(client, ours)
    other = where.replace(theirs.slug, ours.slug, 1)
    assert client.get(other).status_code == 404 and client.get(f"{other}given-back.csv").status_code == 404


def test_nothing_is_taken_in_that_nobody_looked_at(client):
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town)["Location"]
    page = client.get(where).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)[1]
    form = chosen(page) | {"seen": seen, "basis": "Published", "do": "take"}
    changed = client.post(where, form | {"c2": ""}, follow=True).content.decode()
    assert "You changed the columns" in changed and "<b>2</b> given back" in changed and not Voice.objects.exists()
    again = re.search(r'name="seen" value="([0-9a-f]+)"', changed)[1]
    client.post(where, chosen(changed) | {"seen": again, "basis": "Published", "do": "take"})
    assert Voice.objects.count() == 2


def test_without_consent_columns_the_lead_alone_says_on_what_basis(client):
    town = house.programme()
    signed_in(client, town, Role.ANALYST)
    where = upload(client, town)["Location"]
    page = client.get(where).content.decode()
    assert "Please ask the lead" in page and 'name="basis"' not in page
    form = chosen(page) | {"basis": "Because I say so", "do": "take"}
    assert client.post(where, form).status_code == 422 and not Voice.objects.exists()
    signed_in(client, town, Role.LEAD)
    client.post(where, form | {"basis": "Published consultation", "do": "look"})
    signed_in(client, town, Role.ANALYST)
    client.post(where, form)
    assert ImportBatch.objects.get().basis == "Published consultation" and Voice.objects.count() == 1


def test_a_programme_without_a_guide_takes_that_of_an_export_unless_it_is_unticked(client):
    town = house.programme()
    town.questions.all().delete()
    signed_in(client, town)
    export = csv(
        ["Response ID", "What helps you feel well?", "What gets in the way?"],
        [["ANON-1", "Walking by the canal", "The waiting times"], ["ANON-2", "Seeing my sister", ""]],
    )
    where = upload(client, town, export)["Location"]
    page = client.get(where).content.decode()
    assert page.count('type="checkbox" name="q') == 2 == page.count('" checked><label for="q')
    form = chosen(page) | {"row_is_person": "on", "basis": "Consultation", "do": "take"}
    back = client.post(where, form | {"q0": "on", "do": "look"}, follow=True).content.decode()
    assert "the guide has no such question" in back
    client.post(where, form | {"q0": "on", "q1": "on"})
    assert Voice.objects.count() == 3 and town.participants.count() == 2 and town.questions.count() == 2


def test_rows_to_mend_can_be_fetched_before_anything_is_taken_in(client):
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town)["Location"]
    rows = client.get(f"{where}given-back.csv").content
    assert b"Rain" in rows and b"still to come" in rows and not Voice.objects.exists()


def test_a_row_whose_person_said_no_to_being_kept_is_named_by_its_number_alone(client):
    town = house.programme()
    signed_in(client, town)
    body = csv(["comment", "hold", "analyse"], [[PLANTED, "no", "yes"], ["Rain on the roof", "yes", "yes"]])
    where = upload(client, town, body)["Location"]
    client.post(where, chosen(client.get(where).content.decode()) | {"do": "take"})
    back = client.get(f"{where}given-back.csv").content.decode("utf-8-sig")
    assert "did not agree that we keep it" in back and PLANTED not in back
    assert set(Said.of(town)) == {"Rain on the roof"}


BAD = {
    "nothing at all": (b"", "a.csv", "The file is empty."),
    "blank lines alone": (b"\n\n  \n", "a.csv", "The file is empty."),
    "headings alone": (b"text,date\n", "a.csv", "no rows under them"),
    "no headings": (b",,\nOne,Two,Three\n", "a.csv", "no headings"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.xlsx", "not one inside"),
    "a damaged workbook": (b"PK\x03\x04broken", "a.xlsx", "damaged"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "a.xls", "Save it as XLSX"),
    "an open quotation": (b'text\n"It never ends\nAnother\n', "a.csv", "quotation mark that is never closed"),
    "cut short": (b"\xff\xfet\x00e\x00x", "a.csv", "breaks off"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_refused_with_a_mend(client, name):
    body, file, said = BAD[name]
    town = house.programme()
    signed_in(client, town)
    answer = upload(client, town, body, file)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_and_too_large_a_file_are_told(client):
    town = house.programme()
    signed_in(client, town)
    answer = client.post(f"/team/{town.slug}/import/", {})
    assert answer.status_code == 422 and "Choose a file." in answer.content.decode()
    with override_settings(UPLOAD_LIMIT=1000):
        answer = upload(client, town, b"text\n" + b"word " * 1000)
        assert answer.status_code == 422 and "100 MB" in answer.content.decode()
    assert not ImportBatch.objects.exists()


ROUGH = {
    "a byte order mark": ("\ufefftext\nCafé\n".encode(), ["Café"], ""),
    "an older encoding": ("text\nCaf\u00e9 for \u00a35\n".encode("cp1252"), ["Café for £5"], "Windows-1252"),
    "UTF-16": ("text\tward\nCafé\tAston\n".encode("utf-16"), ["Café"], ""),
    "semicolons": (b"text;date\nOne, two;2025-01-02\n", ["One, two"], ""),
    "columns twice there": (b"text,text\nOne thing,Another\n", ["One thing"], "stands there 2 times"),
    "a formula": (b'text,date\n"=HYPERLINK(""http://x"")",\n', ['=HYPERLINK("http://x")'], ""),
    "characters that nobody sees": (
        "text,ward\nzero\u200bwidth \u202eturned,A\n".encode(), ["zero\u200bwidth \u202eturned"],
        "zero-width space",
    ),
    "a name and its zero bytes": (b"text,ward\nA\x00B,C\n", ["AB"], "zero bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUGH)
def test_what_is_rough_comes_in_whole_and_is_told(client, name):
    body, words, note = ROUGH[name]
    town = house.programme()
    signed_in(client, town)
    where = upload(client, town, body)["Location"]
    page = client.get(where).content.decode()
    assert note in page
    form = chosen(page) | {"basis": "Published", "do": "take"}
    if name == "columns twice there":
        form |= {"c0": "text", "c1": ""}
    answer = client.post(where, form)
    assert answer.status_code == 302, answer.content.decode()
    assert list(Said.of(town)) == words
