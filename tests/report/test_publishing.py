# SPDX-License-Identifier: AGPL-3.0-or-later
"""A release is published once, hashed, and only ever loses the quotes that people take back."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.look.public import UngatedFigure
from coproduce.process.roles import Role
from coproduce.programmes.verbs import Refused
from coproduce.report.models import Release, ReleaseAmendment, ReleaseQuote
from coproduce.report.queries import digest
from coproduce.report.verbs import publish, release_file
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def written():
    town = house.programme()
    lead = house.team(town, Role.LEAD)
    voice = house.voice(town, "A marmalade lighthouse.", who=house.participant(town, house.session(town)))
    text = strategy.begin_strategy(programme=town, title="A kind town", by=lead)
    section = strategy.add_section(strategy=text, title="What we heard", by=lead)
    sentence = strategy.write_sentence(section=section, text="Some places calm people.", by=lead)
    passage = themes.find_passage(programme=town, voice_id=voice.pk, exact_text="marmalade lighthouse", by=lead)
    strategy.quote(sentence=sentence, passage=passage, by=lead)
    return town, lead, voice


def test_gaps_need_a_named_persons_word():
    town, lead, _ = written()
    with pytest.raises(Refused, match="still open"):
        publish(programme=town, by=lead)
    release = publish(programme=town, by=lead, gaps_accepted="The board has seen them.")
    assert release.hash == digest(release.manifest) and release.gaps_accepted


def test_a_manifest_holds_nobodys_words():
    town, lead, _ = written()
    publish(programme=town, by=lead, gaps_accepted="For a test.")
    assert "marmalade" not in str(Release.objects.values())


def test_a_withdrawn_quote_is_blank_at_once_and_an_amendment_says_so(client):
    town, lead, voice = written()
    release = publish(programme=town, by=lead, gaps_accepted="For a test.")
    assert "marmalade" in client.get(f"/{town.slug}/report/").content.decode()
    assert release_file(programme=town, name="report.docx")
    listening.withdraw_voice(voice=voice, by=None)
    assert "marmalade" not in client.get(f"/{town.slug}/report/").content.decode()
    assert not ReleaseQuote.objects.exists() and ReleaseAmendment.objects.get().release == release
    assert Release.objects.get().hash == digest(Release.objects.get().manifest)


def test_only_those_who_may_publish(client):
    town, _, _ = written()
    client.force_login(house.team(town, Role.PARTNER))
    assert client.post(f"/team/{town.slug}/report/", {"gaps": "x"}).status_code == 403
    assert not Release.objects.exists()


def test_a_programme_whose_rule_is_for_the_team_alone_publishes_nothing():
    town, lead, _ = written()
    town.disclosure = "internal"
    town.save()
    with pytest.raises(Refused, match="not fit to be published"):
        publish(programme=town, by=lead, gaps_accepted="For a test.")
    assert not Release.objects.exists()


def test_data_are_looked_through_before_they_go_out(client):
    town, lead, _ = written()
    release = publish(programme=town, by=lead, gaps_accepted="For a test.")
    assert client.get(f"/{town.slug}/data/manifest.json").status_code == 200
    Release.objects.update(manifest={**release.manifest, "heard": {"people": 3}})
    with pytest.raises(UngatedFigure, match="bare number"):
        client.get(f"/{town.slug}/data/manifest.json")
