# SPDX-License-Identifier: AGPL-3.0-or-later
"""A release: what stops it, what it holds, that it stays as it was, and what a withdrawal may change of it."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.listening import verbs as listening
from coproduce.people.models import AuditEvent
from coproduce.priorities import verbs as priorities
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.process.roles import TABLE, Permission, Role
from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.programmes.verbs import Refused
from coproduce.report import queries
from coproduce.report.models import Release, ReleaseAmendment, ReleaseQuote
from coproduce.report.verbs import drop_files, folder_of, publish, release_file, write_files
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from coproduce.themes.models import Passage
from tests import house
from tests.thread.conftest import CALM, crowd, sewn

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def released(town, why: str = "The board has seen the gaps.") -> Release:
    return publish(programme=town.programme, by=town.lead, gaps_accepted=why)


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


class TestWhatStopsIt:
    """Gaps need a person's word; a quote that was not said like that stops it whatever anybody says."""

    @pytest.mark.parametrize(
        ("named", "why"), [(True, ""), (True, " \n"), (False, "The board has seen them."), (False, "")]
    )
    def test_gaps_want_a_person_and_a_reason(self, town, named, why):
        with pytest.raises(Refused, match=r"\d+ things are still open. Mend them, or say why"):
            publish(programme=town.programme, by=town.lead if named else None, gaps_accepted=why)
        assert not Release.objects.exists() and not AuditEvent.objects.filter(action="release published").exists()

    def test_a_quote_that_no_longer_matches_stops_it(self, town):
        Passage.objects.update(mark="0" * 64)
        with pytest.raises(Refused, match="S-001 quotes words that were not said like that"):
            released(town)
        assert not Release.objects.exists()

    def test_nothing_is_published_before_any_stage_has_begun(self):
        early = house.programme("Early", open_stages=())
        with pytest.raises(NotAllowed):
            publish(programme=early, by=house.team(early, Role.LEAD), gaps_accepted="W.")

    def test_when_everything_has_closed_it_may_still_be_published(self, town):
        """Progress goes on for years after the last evening at the table."""
        for key in StageKey:
            programmes.set_stage(programme=town.programme, key=key, state=StageState.CLOSED, by=None)
        assert released(town).number == 1

    def test_where_the_audit_cannot_be_written_nothing_is_published(self, town, monkeypatch):
        def broken(**_: object) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr("coproduce.report.verbs.record", broken)
        with pytest.raises(OSError):
            released(town)
        assert not Release.objects.exists() and not ReleaseQuote.objects.exists()


class TestWhatItHolds:
    """The team's words, gated figures, and quotes by reference."""

    def test_its_parts(self, town):
        crowd(town, 12)
        held = released(town).manifest
        assert (held["number"], held["published_on"]) == (1, clock.today().isoformat())
        assert held["strategy"]["title"] == "A kind town" and held["programme"]["slug"] == town.programme.slug
        first, second = held["sections"][0]["sentences"]
        assert (first["text"], first["version"], first["author"]) == (CALM, 1, "")
        assert [(c["kind"], c["code"], c["version"]) for c in first["cites"]] == [
            ("priority", "P1", 1), ("theme", "T1", None),
        ]  # fmt: skip
        assert second["author"] == town.lead.name and second["cites"] == []
        assert held["figures"]["theme T1"]["text"] == "13" and held["figures"]["sentence S-001"]["text"] == "13"
        (quote,) = held["quotes"]
        assert (quote["sentence"], quote["theme"]) == ("S-001", "T1") and "heron" not in json.dumps(quote)
        assert held["gaps"] == [] and held["decisions"][0]["outcome"] == "partly"

    def test_parts_of_themes_and_what_has_no_decision(self, town):
        themes.make_theme(programme=town.programme, name="Herons", parent="T1", by=town.lead)
        themes.make_theme(programme=town.programme, name="Buses", by=town.lead)
        themes.make_theme(programme=town.programme, name="Maybe", state="candidate", by=town.lead)
        held = released(town).manifest
        assert [t["name"] for t in held["themes"]] == ["Places that calm", "Buses"]
        assert [(t["name"], t["parent"]) for t in held["parts"]] == [("Herons", "T1")]
        assert [g["name"] for g in held["gaps"]] == ["Buses"], "a candidate owes nobody a decision"

    def test_no_words_and_nothing_that_leads_to_a_person(self, town):
        said = "My neighbour Zebedee plays the tuba."
        person = house.participant(town.programme)
        sewn(town.programme, town.lead, town.theme, house.voice(town.programme, said, who=person), said)
        text = json.dumps(released(town).manifest)
        assert "Zebedee" not in text and "heron" not in text.replace("Your heron", "")
        assert str(town.voice.pk) not in text and town.lead.email not in text and town.code not in text

    def test_the_same_day_gives_the_same_bytes_whatever_the_order_of_rows(self, town):
        crowd(town, 3)
        one = queries.build(town.programme, number=1)
        two = queries.build(town.programme, number=1)
        assert queries.digest(one) == queries.digest(two)
        turned = dict(reversed(list(one.items())))
        assert queries.digest(turned) == queries.digest(one) and re.fullmatch(r"[0-9a-f]{64}", queries.digest(one))

    def test_any_change_is_another_fingerprint(self, town):
        one = queries.build(town.programme, number=1)
        for path in (("programme", "name"), ("programme", "aim")):
            other = json.loads(json.dumps(one))
            other[path[0]][path[1]] += "."
            assert queries.digest(other) != queries.digest(one)

    def test_each_next_one_has_the_next_number_and_the_newest_is_shown(self, town):
        assert [released(town).number for _ in range(3)] == [1, 2, 3]
        assert queries.newest(town.programme.pk).number == "3"
        assert [row.number for row in queries.releases_of(town.programme.pk)] == ["3", "2", "1"]
        assert queries.newest(house.programme("Elsewhere").pk) is None


class TestItStands:
    """Nothing changes a release; a withdrawal takes its quote and says so, in a chain."""

    def test_work_goes_on_and_the_release_is_what_it_was(self, town):
        first = released(town)
        before = (first.hash, json.dumps(first.manifest, sort_keys=True))
        strategy.reword(sentence=town.sentence, text="Draft.", why="W.", by=town.lead)
        themes.rename(programme=town.programme, code="T1", name="Renamed", by=town.lead)
        listening.withdraw_everything(participant=town.person, by=None)
        released(town)
        first.refresh_from_db()
        assert (first.hash, json.dumps(first.manifest, sort_keys=True)) == before
        assert queries.digest(first.manifest) == first.hash

    def test_amendments_are_chained_and_hold_no_words(self, town):
        crowded = crowd(town, 2)
        for person in crowded:
            passage = Passage.objects.get(voice__participant=person)
            strategy.quote(sentence=town.sentence, passage=passage.pk, by=town.lead)
        made = released(town)
        for person in crowded:
            listening.withdraw_everything(participant=person, by=None)
        first, second = ReleaseAmendment.objects.all()
        assert (first.number, second.number) == (1, 2) and made.hash not in {first.hash, second.hash}
        assert first.hash != second.hash and "canal" not in str(ReleaseAmendment.objects.values())
        (row,) = queries.releases_of(town.programme.pk)
        assert [what for _, what in row.amendments] == ["A quote was taken back by the person who said it."] * 2

    def test_every_release_that_showed_it_is_amended(self, town):
        released(town), released(town)
        listening.withdraw_voice(voice=town.voice, by=None)
        assert [a.release.number for a in ReleaseAmendment.objects.order_by("release__number")] == [1, 2]

    @pytest.mark.parametrize(
        ("purpose", "goes"),
        [(Purpose.QUOTE, True), (Purpose.ANALYSE, True), (Purpose.DESCRIBE, False), (Purpose.CONTACT, False)],
    )
    def test_page_file_and_release_lose_a_quote_together(self, town, client, purpose, goes):
        """What is gone from the page and still in a file that was written before would be out for good."""
        released(town)
        path = folder_of(town.programme.pk, queries.newest(town.programme.pk).id) / "report.docx"
        release_file(programme=town.programme, name="report.docx")
        listening.change_consent(voice=town.voice, changes={purpose: False}, by=None)
        assert ("The heron at the lock" not in seen(client, f"{town.at}report/")) is goes
        assert ReleaseAmendment.objects.exists() is goes and path.exists() is not goes

    def test_a_voice_that_was_never_quoted_amends_nothing(self, town):
        person = house.participant(town.programme)
        said = house.voice(town.programme, "Never quoted.", who=person)
        released(town)
        listening.withdraw_voice(voice=said, by=None)
        assert not ReleaseAmendment.objects.exists()


class TestFiles:
    """Files are written when first asked for, kept, and destroyed when a quote goes."""

    def test_before_a_release_there_is_none(self, town, client):
        assert release_file(programme=town.programme, name="report.docx") is None
        for name in ("report.pdf", "report.docx", "report.html", "../../secret", "manifest.json"):
            assert client.get(f"{town.at}report/{name}").status_code == 404, name

    def test_a_file_is_kept_and_goes_with_the_quote_in_it(self, town):
        released(town)
        last = queries.newest(town.programme.pk)
        body = release_file(programme=town.programme, name="report.docx")
        path = folder_of(town.programme.pk, last.id) / "report.docx"
        assert body == path.read_bytes() == release_file(programme=town.programme, name="report.docx")
        listening.withdraw_voice(voice=town.voice, by=None)
        assert not path.exists(), "a file with the words must not wait for somebody to ask"
        assert release_file(programme=town.programme, name="report.docx") != body

    def test_a_file_that_is_thrown_away_was_overwritten_first(self, town, monkeypatch):
        released(town)
        last = queries.newest(town.programme.pk)
        release_file(programme=town.programme, name="report.docx")
        written = []
        folder = folder_of(town.programme.pk, last.id)
        kind = type(folder)
        real = kind.write_bytes
        monkeypatch.setattr(kind, "write_bytes", lambda self, data: written.append(data) or real(self, data))
        drop_files(town.programme.pk, last.id)
        assert written and not any(written[0]) and not folder.exists()
        drop_files(town.programme.pk, last.id)  # nothing there: nothing to do

    def test_its_names_and_kinds(self, town, client):
        released(town)
        answer = client.get(f"{town.at}report/report.docx")
        assert answer["Content-Disposition"] == 'attachment; filename="a-kind-town-report.docx"'
        assert "wordprocessingml" in answer["Content-Type"] and answer.content[:2] == b"PK"

    def test_written_into_a_folder_with_the_manifest(self, town, tmp_path):
        said: list[str] = []
        made = released(town)
        written = write_files(slug=town.programme.slug, folder=tmp_path / "out" / "deep", say=said.append)
        assert [path.name for path in written] == ["report.html", "report.pdf", "report.docx", "manifest.json"]
        assert json.loads(written[-1].read_text(encoding="utf-8")) == made.manifest
        assert written[1].read_bytes()[:5] == b"%PDF-" and said == [f"Writing {p.name} …" for p in written[:3]]

    def test_a_draft_is_written_too_and_says_that_it_is_one(self, town, tmp_path):
        written = write_files(slug=town.programme.slug, folder=tmp_path, say=lambda _: None)
        assert "Draft, not published" in written[0].read_text(encoding="utf-8")
        assert json.loads(written[-1].read_text(encoding="utf-8"))["number"] == 0

    def test_of_a_programme_that_is_not_there(self, town, tmp_path):
        with pytest.raises(Refused, match="There is no programme “nowhere”"):
            write_files(slug="nowhere", folder=tmp_path, say=lambda _: None)


class TestPages:
    """In public before and after, and on the team's side for every role."""

    def test_before_anything_is_published(self, town, client):
        assert "Not published yet" in seen(client, f"{town.at}report/")
        assert "Nothing published yet" in seen(client, f"{town.at}data/")
        assert client.get(f"{town.at}data/manifest.json").status_code == 404

    def test_while_a_release_stands(self, town, client):
        made = released(town)
        page = seen(client, f"{town.at}report/")
        assert "Release 1" in page and CALM in page and "&lt;h" not in page, "the body is markup, not text"
        assert made.hash in seen(client, f"{town.at}data/")
        answer = client.get(f"{town.at}data/manifest.json").json()
        assert (answer["hash"], answer["manifest"]) == (made.hash, made.manifest)

    @pytest.mark.parametrize("role", list(Role))
    def test_who_sees_and_who_publishes(self, town, role):
        client = Client()
        client.force_login(house.team(town.programme, role))
        address = f"/team/{town.programme.slug}/report/"
        may = Permission.PUBLISH in TABLE[role]
        assert ('name="gaps"' in seen(client, address)) is may
        answer = client.post(address, {"gaps": "The board knows."})
        assert answer.status_code == (302 if may else 403) and Release.objects.exists() is may

    def test_a_refusal_is_said_and_nothing_is_published(self, town):
        client = Client()
        client.force_login(town.lead)
        page = client.post(f"/team/{town.programme.slug}/report/", {"gaps": ""}, follow=True).content.decode()
        assert "things are still open" in page and not Release.objects.exists()

    def test_strangers(self, town):
        address = f"/team/{town.programme.slug}/report/"
        assert Client().get(address).status_code == 302
        client = Client()
        client.force_login(house.team(house.programme("Elsewhere"), *Role))
        assert client.get(address).status_code == 404 and client.post(address, {"gaps": "x"}).status_code == 404
        assert not Release.objects.exists()

    def test_a_release_of_one_programme_is_nowhere_in_another(self, town, client):
        released(town)
        other = house.programme("Elsewhere")
        assert "Not published yet" in seen(client, f"/{other.slug}/report/")
        assert client.get(f"/{other.slug}/data/manifest.json").status_code == 404


def test_the_report_says_everything_that_was_published(town, client):
    """Chapter by chapter: nothing that a director expects is left out because a part of the tree forgot it."""
    crowd(town, 12)
    strategy.make_commitment(
        strategy=town.sentence.section.strategy, sentence=town.sentence, action="Put in a bench.", owner="Parks",
        measure="Benches", target="60", due_on=clock.today() + timedelta(days=9), by=town.lead,
    )  # fmt: skip
    priorities.write_version(
        priority=town.programme.priorities.get(), headline="Keep every quiet place.", explanation="",
        why_changed="One was forgotten.", by=town.lead,
    )  # fmt: skip
    released(town)
    page = seen(client, f"{town.at}report/")
    for words in (
        "people took part", "themes in what they said", "How people were reached", "Who was heard, and who was not",
        "Places that calm", "The heron at the lock", "Version 2", "Why it changed: One was forgotten.", CALM,
        "Draws on the words of 13 people.", "Leans on P1, T1.", "Context", "Put in a bench.", "Parks", "60",
        "Partly taken up. There is one lock.", "The panel", "Method and limits", "The fingerprint (SHA-256)",
    ):  # fmt: skip
        assert words in re.sub(r"<[^>]+>|\s+", " ", page).replace("  ", " ") or words in page, words
    order = [
        "short",
        "reached",
        "heard",
        "said",
        "priorities",
        "strategy",
        "promised",
        "not-taken-up",
        "method",
        "check",
    ]
    places = [page.index(f'id="{anchor}"') for anchor in order]
    assert places == sorted(places)
