# SPDX-License-Identifier: MIT
"""Whatever somebody brings, the answer is a table or one clear refusal with its mend; never a crash."""

import gzip
import io
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.formats.tables import Unreadable, read_table
from coproduce.formats.writing import write_csv, write_xlsx

ROWS = [["Warm and kind", 1], ["Too long a wait", 2], ["None", 3]]
WORKBOOK = write_xlsx(["text", "n"], ROWS)
LONG = write_xlsx(["text", "n"], ROWS * 700)


def parquet() -> bytes:
    """The same rows as Parquet."""
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [row[0] for row in ROWS] * 400, "n": [row[1] for row in ROWS] * 400}), out)
    return out.getvalue()


def repacked(change, book: bytes = WORKBOOK) -> bytes:
    """The workbook with its members changed by `change(name, body)`; None leaves one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            body = change(member.filename, old.read(member))
            if body is not None:
                new.writestr(member.filename, body)
    return out.getvalue()


def in_sheet(change, book: bytes = WORKBOOK) -> bytes:
    """The workbook with the XML of its sheet changed."""
    return repacked(lambda name, body: change(body) if name.endswith("sheet1.xml") else body, book)


def flipped(data: bytes, place: int) -> bytes:
    """One byte turned over."""
    changed = bytearray(data)
    changed[place] ^= 0xFF
    return bytes(changed)


DAMAGED = {
    "a sheet that breaks off in the middle": ("a.xlsx", in_sheet(lambda body: body[: len(body) // 2]), "damaged"),
    "a sheet that is not XML": ("a.xlsx", in_sheet(lambda body: b"not xml at all"), "damaged"),
    "an empty sheet file": ("a.xlsx", in_sheet(lambda body: b""), "damaged"),
    "a workbook without its sheet": (
        "a.xlsx", repacked(lambda name, body: None if name.endswith("sheet1.xml") else body), "on any sheet|damaged"),
    "a workbook without its list of sheets": (
        "a.xlsx", repacked(lambda name, body: None if name == "xl/workbook.xml" else body), "damaged"),
    "a workbook cut short": ("a.xlsx", WORKBOOK[: len(WORKBOOK) // 2], "damaged"),
    "a long sheet that breaks off far down": ("a.xlsx", in_sheet(lambda body: body[:-5_000], LONG), "damaged"),
    "a Word file called a workbook": (
        "a.xlsx", repacked(lambda name, body: None if name.startswith("xl/") else body), "damaged"),
    "Parquet cut short": ("a.parquet", parquet()[:-20], "damaged"),
    "Parquet with its middle overwritten": (
        "a.parquet", parquet()[:200] + b"\xff" * 900 + parquet()[1100:], "damaged"),
    "a name that promises a workbook over plain text": ("a.xlsx", b"text\nwords\n", "not one inside"),
    "a name that promises Parquet over plain text": ("a.parquet", b"text\nwords\n", "not one inside"),
    "an OpenDocument sheet": ("a.ods", b"PK\x03\x04mimetype", "Save the table as XLSX or CSV"),
    "a Numbers sheet": ("a.numbers", b"PK\x03\x04Index", "Save the table as XLSX or CSV"),
    "a Word file": ("a.docx", b"PK\x03\x04word", "Save the table as XLSX or CSV"),
    "a PDF without its name": ("a", b"%PDF-1.7 words", "Save the table as XLSX or CSV"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "without a password"),
    "a packed file cut short": ("a.csv.gz", gzip.compress(b"text\n" + b"words\n" * 900)[:-12], "damaged or cut short"),
    "a packed file with a changed byte": ("a.csv.gz", flipped(gzip.compress(b"text\nwords\n" * 50), 30), "damaged"),
    "packed nothing": ("a.csv.gz", gzip.compress(b""), "The file is empty"),
    "UTF-16 cut in a letter": ("a.csv", "text\nwords".encode("utf-16")[:-1], "breaks off"),
    "UTF-8 that says so and is not": ("a.csv", b"\xef\xbb\xbftext\nCaf\xe9\n", "breaks off near byte"),
    "a mark for an encoding and nothing after it": ("a.csv", b"\xff\xfe", "The file is empty"),
    "a quotation mark never closed": ("a.csv", b'text,n\n"one,1\ntwo,2\n', "Row 2 opens a quotation mark"),
    "a folder": (".", b"", "The file is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_with_a_mend(name):
    file, data, said = DAMAGED[name]
    with pytest.raises(Unreadable, match=said) as refused:
        read_table(data, file)
    assert refused.value.mend.strip().endswith("."), "every refusal says how to mend it"


@pytest.mark.parametrize(("make", "name"), [(lambda: WORKBOOK, "a.xlsx"), (parquet, "a.parquet")])
@given(st.integers(min_value=4), st.integers(min_value=1, max_value=255))
def test_a_byte_turned_over_anywhere_gives_a_table_or_a_refusal(make, name, place, change):
    data = bytearray(make())
    data[4 + place % (len(data) - 4)] ^= change
    try:
        table = read_table(bytes(data), name)
    except Unreadable as refused:
        assert refused.what and refused.mend
    else:
        assert table.columns


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a.csv.gz", "a"]))
def test_any_bytes_give_a_table_or_a_refusal(data, name):
    try:
        table = read_table(data, name)
    except Unreadable as refused:
        assert refused.what and refused.mend
    else:
        assert table.columns and all(set(row.cells) == set(table.columns) for row in table.rows)


@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
                         min_size=1, max_size=4), min_size=1, max_size=8))  # fmt: skip
def test_every_row_of_any_text_is_read_or_given_back(rows):
    """Row numbers rise, no row is lost, and the cells of a row stand under the headings."""
    try:
        table = read_table(write_csv(["a", "b"], rows), "a.csv", delimiter=",")
    except Unreadable as refused:
        assert refused.mend
        return
    numbers = [row.sheet_row for row in table.rows]
    assert numbers == sorted(set(numbers)) and [row.index0 for row in table.rows] == list(range(len(rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        assert row.refused is any(cell.strip() for cell in cells[2:])


SIZES = {"exactly as large as allowed": (0, None), "one byte too many": (-1, "larger than")}


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("way", ["bytes", "path", "packed"])
def test_the_size_is_looked_at_before_the_file_is_read(tmp_path, way, name):
    body = write_csv(["text"], [["word"] for _ in range(2000)])
    change, said = SIZES[name]
    limit = len(body) + change
    source = gzip.compress(body) if way == "packed" else body
    if way == "path":
        source = tmp_path / "big.csv"
        source.write_bytes(body)
    if said is None:
        assert len(read_table(source, "big.csv", limit=limit).rows) == 2000
        return
    with pytest.raises(Unreadable, match=said) as refused:
        read_table(source, "big.csv", limit=limit)
    assert "Split it" in refused.value.mend


def test_a_small_file_that_unpacks_to_a_huge_one_is_stopped_on_the_way():
    bomb = gzip.compress(b"text\n" + b"\0" * 8_000_000)
    assert len(bomb) < 20_000
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read_table(bomb, "a.csv.gz", limit=1024 * 1024)


def test_a_workbook_that_would_unpack_past_all_measure_is_refused_unread(monkeypatch):
    monkeypatch.setattr("coproduce.formats.workbook._UNPACKED_LIMIT", 500)
    with pytest.raises(Unreadable, match="unpacks to more than 1 GB"):
        read_table(WORKBOOK, "a.xlsx")


PATHS = {
    "nothing there": (lambda folder: folder / "no.csv", "There is no file no.csv"),
    "a folder": (lambda folder: folder, "is a folder"),
}


@pytest.mark.parametrize("name", PATHS)
def test_what_is_not_a_file_is_named_without_its_folders(tmp_path, name):
    path, said = PATHS[name]
    with pytest.raises(Unreadable, match=said) as refused:
        read_table(path(tmp_path))
    assert str(tmp_path.parent) not in str(refused.value)
