# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a cell means: written by many hands in many ways, and never taken for more than it says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_csv
from coproduce.listening.verbs.importing import cells, guess, named, readable_columns
from coproduce.listening.verbs.importing.matching import MEANINGS, Matching

YES = ["yes", "Yes.", " YES! ", "y", "true", "TRUE", "1", "x", "✓", "Agreed", "I agree to this", "I am happy with that",
       "I consent", "You may", "yes, of course", "Consented", "ticked", "publish my answer"]  # fmt: skip
NO = ["", "  ", "no", "No.", "N", "false", "0", "-", "none", "refused", "declined", "No, I do not agree", "do not",
      "Don't quote me", "don’t", "I do not agree", "Please do not publish", "keep confidential", "not sure",
      "Not given", "withdrawn", "nobody asked"]  # fmt: skip
UNTOLD = ["maybe", "?", "n/a", "ask my sister", "yesterday", "2025-03-01", "yesno", "agreement pending?"]


@pytest.mark.parametrize("said", YES)
def test_a_yes(said):
    assert cells.yes_or_no(said) is True


@pytest.mark.parametrize("said", NO)
def test_a_no_and_a_blank_is_one(said):
    assert cells.yes_or_no(said) is False


@pytest.mark.parametrize("said", UNTOLD)
def test_what_is_neither_goes_back_to_be_asked(said):
    assert cells.yes_or_no(said) is None


@given(st.text(max_size=30))
def test_nothing_that_begins_with_a_no_is_ever_a_yes(rest):
    for start in ("no ", "do not ", "I do not "):
        assert cells.yes_or_no(start + rest) is not True


DAYS = [
    ("2025-03-04", date(2025, 3, 4), "as we ask for it"), ("04/03/2025", date(2025, 3, 4), "the day first"),
    ("4.3.25", date(2025, 3, 4), "short"), ("4-3-2025", date(2025, 3, 4), ""), (" 04/03/2025 ", date(2025, 3, 4), ""),
    ("13/03/2025", date(2025, 3, 13), "can only be the day"), ("03/13/2025", date(2025, 3, 13), "can only be the month"),
    ("29/02/2024", date(2024, 2, 29), "a leap year"), ("29/02/2025", None, "no such day"),
    ("32/01/2025", None, "no such day"), ("04/03/2025 09:15", date(2025, 3, 4), "with a time"),
    ("04/03/2025 9:15:30 PM", date(2025, 3, 4), ""), ("2025-03-04T09:15:00", date(2025, 3, 4), "from a form"),
    ("2025-03-04 09:15:00", date(2025, 3, 4), "from a workbook"), ("2025-03-04T23:30:00+00:00", date(2025, 3, 4), ""),
    ("4 March 2025", date(2025, 3, 4), "in words"), ("4 Mar 2025", date(2025, 3, 4), ""),
    ("04-Mar-2025", date(2025, 3, 4), "Excel"), ("04-Mar-25", date(2025, 3, 4), ""), ("March 4, 2025", date(2025, 3, 4), ""),
    ("2025/03/04", date(2025, 3, 4), ""), ("4   March  2025", date(2025, 3, 4), "spaces"), ("", None, ""),
    ("soon", None, ""), ("March 2025", None, "a month is no day"), ("45720", None, "a number that Excel forgot to show"),
    ("0/0/0000", None, ""), ("٤/٣/٢٠٢٥", date(2025, 3, 4), "Arabic figures are figures"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "found", "why"), DAYS, ids=[f"{row[0]!r}" for row in DAYS])
def test_a_day(said, found, why):
    assert cells.day(said) == found


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_read_as_it_was_written_in_each_way_of_writing(when):
    assert cells.day(when.isoformat()) == cells.day(f"{when:%d/%m/%Y}") == cells.day(f"{when:%-d %B %Y}") == when
    assert cells.day(f"{when:%m/%d/%Y}", month_first=True) == when


@given(st.text(max_size=20))
def test_no_text_stops_the_reader(said):
    assert cells.day(said) is None or isinstance(cells.day(said), date)
    assert cells.yes_or_no(said) in {True, False, None}
    assert cells.language(said) is None or len(cells.language(said)) <= 12
    assert cells.channel(said) is None or cells.channel(said)


ORDERS = [
    (["13/01/2025", "14/02/2025", "03/04/2025"], (2, 0)), (["01/13/2025", "03/04/2025"], (0, 1)),
    (["13/01/2025", "01/13/2025"], (1, 1)), (["2025-01-13", "soon", ""], (0, 0)), ([], (0, 0)),
    (["13/13/2025"], (0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("said", "found"), ORDERS)
def test_which_of_two_orders_a_column_is_in(said, found):
    assert cells.order_of_days(said) == found


LANGUAGES = [
    ("English", "en"), ("EN", "en"), ("en-GB", "en-GB"), ("en_GB", "en-GB"), ("UR", "ur"), ("اردو", "ur"),
    ("Punjabi", "pa"), ("panjabi", "pa"), ("British Sign Language", "bfi"), ("BSL", "bfi"), (" Polski ", "pl"),
    ("zh-Hant", "zh-Hant"), ("syl", "syl"), ("Klingon tongue", None), ("", None), ("x", None), ("1", None),
    ("en-a-very-long-tag", None), ("english (uk)", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), LANGUAGES)
def test_a_language_by_code_or_name(said, code):
    assert cells.language(said) == code


CHANNELS = [
    ("spoken", "spoken"), ("Said aloud", "spoken"), ("interview", "spoken"), ("Post it", "post-it"),
    ("sticky  note", "post-it"), ("A paper form", "form"), ("survey", "form"), ("E-mail", "online"),
    ("Written online", "online"), ("audio", "recording"), ("pigeon", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "channel"), CHANNELS)
def test_a_way_of_speaking(said, channel):
    assert cells.channel(said) == channel


HEADINGS = [
    ("Comment", "text"), ("what they said", "text"), ("Verbatim", "text"), ("free text", "text"), ("answer", "text"),
    ("Question", "question"), ("question_text", "question"), ("Respondent ID", "person"), ("participant", "person"),
    ("speaker", "person"), ("Response ID", "id"), ("ref", "id"), ("#", "id"), ("No.", "id"), ("Session title", "session"),
    ("workshop", "session"), ("Date submitted", "date"), ("created_at", "date"), ("timestamp", "date"),
    ("method", "channel"), ("Language of response", "language"), ("In English", "translation"),
    ("Theme names", "theme"), ("codes", "theme"), ("May we quote you?", "quote"), ("quotable", "quote"),
    ("Are you happy for us to publish your response?", "quote"), ("consent_describe", "describe"),
    ("Can we contact you again?", "contact"), ("May we use it to find themes?", "analyse"), ("Consent", "analyse"),
    ("May we keep what you said?", "hold"), ("hold", "hold"),
    # Never a consent by a lucky word, and never a name or an address as a mark for a person.
    ("Please quote your reference", ""), ("What should we keep?", ""), ("Your name", "leave"), ("First name", "leave"),
    ("Email address", "leave"), ("Postcode", "leave"), ("mobile", "leave"), ("Ward", ""),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "meaning"), HEADINGS)
def test_what_a_heading_is_taken_for(heading, meaning):
    """As a sheet of its own, beside a column of words."""
    table = read_table(write_csv(["the long words", heading], [["What helps me is the park", "x"]] * 2), "a.csv")
    found = guess(table).meaning(table.columns[1])
    assert found == ("" if meaning == "leave" else meaning)


PROSE = ["I walk by the canal", "The doctor listens to me", "A friend who rings", "Nobody rang me back"]
SHEETS = {
    "one column of anything": (["stuff"], [["a"], ["b"]], ("stuff",), {}, False),
    "prose without a telling heading": (["ward", "stuff"], [["A", said] for said in PROSE], ("stuff",), {}, False),
    "several questions, each a column": (
        ["1. What helps you?", "2. What gets in the way?"], [[said, said[::-1]] for said in PROSE],
        ("1. What helps you?", "2. What gets in the way?"), {}, True),
    "several questions and who answered": (
        ["Respondent ID", "What helps you?", "What gets in the way?"], [[n, s, s + "!"] for n, s in enumerate(PROSE)],
        ("What helps you?", "What gets in the way?"), {"person": "Respondent ID"}, False),
    "a tick box is no prose": (
        ["What helps you?", "Are you a carer?"], [[said, "Yes"] for said in PROSE], ("What helps you?",), {}, False),
    "a sheet with questions in a column": (
        ["question", "answer", "Any other comments?"], [["Q1", s, s] for s in PROSE],
        ("answer",), {"question": "question"}, False),
    "two columns of one meaning": (
        ["date", "day", "comment"], [["2025-01-01", "2025-01-02", s] for s in PROSE], ("comment",), {"date": "date"}, False),
    "nothing that could be words": (["a", "b"], [["1", "2"], ["3", "4"]], (), {}, False),
    "nothing at all": (["ward", "comment"], [], ("comment",), {}, False),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_first_matching(name):
    head, rows, text, columns, person = SHEETS[name]
    found = guess(read_table(write_csv(head, rows), "a.csv"))
    assert (found.text, dict(found.columns), found.row_is_person) == (text, columns, person)


def table():
    return read_table(write_csv(["comment", "who", "date", "id"], [["Words", "A", "2025-01-01", "1"]]), "a.csv")


def test_what_a_person_names_takes_the_place_of_the_guess_and_leaves_the_rest():
    found = named(table(), text=["who"], person="comment")
    assert found.text == ("who",) and found.columns == {"person": "comment", "date": "date", "id": "id"}


def test_a_column_that_was_named_for_one_thing_is_not_guessed_for_another():
    found = named(table(), date="id")
    assert found.columns == {"date": "id"} and found.text == ("comment",)


def test_places_stand_for_headings_between_two_pages_and_come_back():
    """Without headings the first row is somebody's words, so no heading is written down anywhere."""
    sheet = table()
    matching = Matching(text=("comment",), columns={"person": "who", "date": "date"}, for_all="Q1", session="S01",
                        language="ur", row_is_person=True, add=frozenset({"New?"}))  # fmt: skip
    kept = matching.to_places(sheet.columns, ["Old?", "New?"])
    assert kept["text"] == [0] and kept["columns"] == {"person": 1, "date": 2} and kept["add"] == [1]
    assert not {"comment", "who", "New?"} & set(str(kept).replace("'", " ").split())
    back = Matching.from_places(kept, sheet.columns)
    assert back == Matching(text=("comment",), columns=matching.columns, for_all="Q1", session="S01", language="ur",
                            row_is_person=True)  # fmt: skip


def test_columns_that_we_added_to_a_file_given_back_are_none():
    sheet = read_table(
        write_csv(["Row in your file", "What is wrong", "What to do", "text"], [["2", "x", "y", "z"]]), "a.csv"
    )
    assert readable_columns(sheet) == ["text"] and guess(sheet).text == ("text",)


def test_each_meaning_has_words_for_the_team():
    assert all(MEANINGS.values()) and len(set(MEANINGS.values())) == len(MEANINGS)
    assert Matching(columns={"analyse": "x"}).has_consent and not Matching(columns={"quote": "x"}).has_consent
