# SPDX-License-Identifier: AGPL-3.0-or-later
"""A passage is exactly what was said, in any script, and only where the person agreed."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.people.queries import Reader
from coproduce.process.consent import Purpose
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import Passage
from coproduce.themes.verbs import ThemeProblem
from tests import house
from tests.themes.state import assert_log_tells_the_truth, now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WORDS = [
    ("I walk 👨‍👩‍👧 and I breathe.", "👨‍👩‍👧 and I", "en"),
    ("اپنے دل کی بات کسی سے نہیں کر سکتی۔ لوگ کہتے ہیں پاگل ہو گئی ہے۔", "لوگ کہتے ہیں پاگل ہو گئی ہے۔", "ur"),
    ("ਪੁੱਤ ਉੱਪਰ ਰਹਿੰਦਾ ਹੈ, ਮੈਂ ਥੱਲੇ।", "ਮੈਂ ਥੱਲੇ।", "pa"),
    ("Tea\r\nand 𝒯oast", "𝒯oast", "en"),
]


@pytest.fixture
def town():
    return house.programme(languages=("en", "ur", "pa"))


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


@pytest.mark.parametrize(("text", "piece", "language"), WORDS)
def test_spans_are_counted_in_code_points(town, ana, text, piece, language):
    said = house.voice(town, text, language=language, translation="In English." if language != "en" else "")
    found = verbs.find_passage(programme=town, voice_id=said.pk, exact_text=piece, by=ana)
    ref = queries.passage_refs([found])[found]
    assert text[ref.start : ref.end] == piece and len(ref.mark) == 64 and piece not in ref.mark
    again = verbs.make_passage(programme=town, voice_id=said.pk, start=ref.start, end=ref.end, by=ana)
    assert again == found and Passage.objects.count() == 1
    verbs.make_theme(programme=town, name="Breath", by=ana)
    verbs.code(programme=town, passage=found, theme="T1", by=ana)
    (view,) = queries.passages_of(town.pk, "T1", reader=Reader.team(ana))
    assert (view.before + view.words + view.after, view.words) == (text, piece)
    assert view.translation == ("In English." if language != "en" else "")
    assert (view.voice.question_text, view.voice.channel, str(view.coders[0])) == (
        "What helps you feel well?", "spoken", ana.name
    )  # fmt: skip


def test_what_cannot_be_a_passage_is_said_in_words(town, ana):
    said = house.voice(town, "I walk. ")
    silent = house.voice(town, "Not for reading.", agreed=[Purpose.HOLD])
    elsewhere = house.voice(house.programme("Other"), "Elsewhere.")
    for start, end, match in [(0, 99, "from 0 to 8"), (3, 3, "from 0 to 8"), (7, 8, "Only spaces"), (-1, 4, "from 0")]:
        with pytest.raises(ThemeProblem, match=match):
            verbs.make_passage(programme=town, voice_id=said.pk, start=start, end=end, by=ana)
    with pytest.raises(ThemeProblem, match="does not say exactly that"):
        verbs.find_passage(programme=town, voice_id=said.pk, exact_text="I run", by=ana)
    with pytest.raises(ThemeProblem, match="may not be read"):
        verbs.find_passage(programme=town, voice_id=silent.pk, exact_text="Not", by=ana)
    with pytest.raises(ThemeProblem, match="no such voice"):
        verbs.find_passage(programme=town, voice_id=elsewhere.pk, exact_text="Elsewhere", by=ana)
    with pytest.raises(ThemeProblem, match="Row 1: The voice does not say"):
        verbs.find_passages(programme=town, rows=[(said.pk, "I walk"), (said.pk, "You walk")], by=ana)
    assert not Passage.objects.exists()


def test_sizes_count_people_and_notes_apart(town, ana):
    one, hall = house.participant(town), house.session(town)
    said = [
        house.voice(town, "I walk.", who=one, at=hall), house.voice(town, "And I sing.", who=one, channel="online"),
        house.voice(town, "A note.", channel="note"), house.voice(town, "Another note.", channel="note", language="ur"),
    ]  # fmt: skip
    verbs.make_theme(programme=town, name="Moving", by=ana)
    verbs.make_theme(programme=town, name="Walking", parent="T1", by=ana)
    for n, voice in enumerate(said):
        passage = verbs.make_passage(programme=town, voice_id=voice.pk, start=0, end=5, by=ana)
        verbs.code(programme=town, passage=passage, theme="T2" if n == 0 else "T1", by=ana)
    size = queries.theme(town.pk, "T1").size
    assert (size.people, size.notes, size.voices, size.passages) == (1, 2, 4, 4)
    assert str(size) == "1 person and 2 unsigned notes"
    assert size.channels == {"note": 2, "online": 1, "spoken": 1} and size.languages == {"en": 3, "ur": 1}
    assert size.sessions == {hall.code: 1}
    assert queries.theme(town.pk, "T2").size.people == 1
    assert queries.people_by_theme(town.pk)["T1"].people == {one.pk}
    assert queries.themes_of_participant(one.pk) == {"T1": (said[1].pk,), "T2": (said[0].pk,)}


def test_words_put_aside_or_no_longer_to_be_read_leave_the_sizes(town, ana):
    said = [house.voice(town, text, who=house.participant(town)) for text in ("I walk.", "I sing.", "I sew.")]
    verbs.make_theme(programme=town, name="Moving", by=ana)
    for voice in said:
        passage = verbs.make_passage(programme=town, voice_id=voice.pk, start=0, end=5, by=ana)
        verbs.code(programme=town, passage=passage, theme="T1", by=ana)
    listening.raise_concern(voice=said[0], by=ana)
    assert queries.theme(town.pk, "T1").size.people == 2
    assert {v.words for v in queries.passages_of(town.pk, "T1", reader=Reader.team(ana))} == {"I sin", "I sew"}
    changed = listening.change_consent(voice=said[1], changes={Purpose.ANALYSE: False}, by=None)
    assert "one person fewer" in changed[0].text
    assert queries.theme(town.pk, "T1").size.people == 1 and len(now(town)["T1"]) == 2
    assert_log_tells_the_truth(town)
    assert queries.log(town.pk, codings=True)[-1].why.startswith("The person no longer agrees")
