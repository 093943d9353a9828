# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every script of the programme has a face, and the list of what each covers is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from coproduce.look.typesetting import faces, languages
from tests.look.typesetting import sample


@pytest.mark.parametrize("face", faces.faces(), ids=lambda face: face.file)
def test_the_list_tells_the_truth_about_each_file(face: faces.Face) -> None:
    font = TTFont(faces.FOLDER / face.file)
    assert face.characters == frozenset(font.getBestCmap())
    assert font["name"].getDebugName(1) == face.family
    assert font["OS/2"].usWeightClass == face.weight


def test_every_file_is_listed_and_no_file_is_large() -> None:
    files = {path.name: path.stat().st_size for path in faces.FOLDER.glob("*.woff2")}
    assert set(files) == {face.file for face in faces.faces()}
    assert max(files.values()) < 1_000_000
    assert sum(files.values()) < 6_000_000


def test_every_face_carries_its_open_licence() -> None:
    licences = [path.read_text(encoding="utf-8") for path in faces.FOLDER.glob("LICENSE-*.txt")]
    assert len(licences) == 14
    assert all("SIL OPEN FONT LICENSE Version 1.1" in " ".join(text.split()) for text in licences)


def test_each_family_that_is_asked_exists() -> None:
    known = set(faces.covered_by())
    assert set(faces.FALLBACK) | {faces.HOUSE, faces.VOICE, faces.NASTALIQ} == known


@pytest.mark.parametrize(
    "text",
    [
        sample.SIMPLIFIED,
        sample.TRADITIONAL,
        sample.POST_IT,
        sample.URDU,
        sample.ARABIC,
        sample.SHAHMUKHI,
        sample.GURMUKHI,
        sample.BENGALI,
        sample.GUJARATI,
        sample.HINDI,
        sample.POLISH,
        sample.SOMALI,
        "Мені сумно. Ă Ș Ț ɗ £20 – “so”",
    ],
)
def test_the_scripts_of_the_programme_are_covered(text: str) -> None:
    assert faces.uncovered(text) == set()


def test_what_is_not_covered_is_named_and_what_has_no_shape_is_not() -> None:
    assert faces.uncovered("ok አ \u200d\ufe0f\u2066\n") == {"አ"}


def test_only_the_faces_that_a_text_needs_are_brought() -> None:
    assert faces.families_for("plain words") == ()
    assert faces.families_for("朋友") == ("Noto Sans SC 1",)
    assert faces.families_for("😐 ٹھیک") == ("Noto Naskh Arabic", "Noto Emoji")


def test_copies_are_made_once_and_an_unwritable_folder_is_no_obstacle(tmp_path: Path) -> None:
    first = faces.plain_copies([faces.HOUSE], tmp_path)
    stamps = [copy.stat().st_mtime_ns for copy in first]
    assert [copy.stat().st_mtime_ns for copy in faces.plain_copies([faces.HOUSE], tmp_path)] == stamps
    assert TTFont(first[0]).flavor is None
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    assert all(copy.exists() for copy in faces.plain_copies([faces.HOUSE], in_the_way))


@pytest.mark.parametrize(
    ("tag", "right_to_left", "nastaliq"),
    [
        ("en", False, False),
        ("ur", True, True),
        ("ar", True, False),
        ("pa", False, False),
        ("pa-Arab", True, True),
        ("ur-Latn", False, False),
        ("fa-IR", True, False),
        ("zh-Hant", False, False),
    ],
)
def test_a_tag_says_how_words_run(tag: str, right_to_left: bool, nastaliq: bool) -> None:
    assert languages.is_right_to_left(tag) is right_to_left
    assert languages.wants_nastaliq(tag) is (nastaliq and right_to_left)
