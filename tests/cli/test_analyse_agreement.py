# SPDX-License-Identifier: AGPL-3.0-or-later
"""Agreement at the command line: from a sheet to the contract's JSON, the same bytes each time, and plain refusals."""

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coproduce.cli.main import main
from coproduce.formats.writing import write_csv, write_xlsx
from tests.analysis.agreement_tables import FOUR_CODERS

HEADINGS = ["unit", "coder", "value"]
ROWS = [
    [f"comment {unit}", "ABCD"[coder], f"{FOUR_CODERS[coder, unit]:.0f}"]
    for unit in range(12)
    for coder in range(4)
    if not np.isnan(FOUR_CODERS[coder, unit])
]
SRC = str(Path(__file__).resolve().parents[2] / "src")


def analyse(content: bytes, folder: Path, name: str = "codes.csv", *more: str) -> dict:
    (folder / name).write_bytes(content)
    assert main(["analyse", "agreement", str(folder / name), *more, "-o", str(folder / "out.json")]) == 0
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))


def refused(capsys, folder: Path, content: str, *more: str) -> str:
    (folder / "codes.csv").write_text(content, encoding="utf-8")
    out = folder / "out.json"
    assert main(["analyse", "agreement", str(folder / "codes.csv"), *more, "-o", str(out)]) == 2
    assert not out.exists()
    said = capsys.readouterr().err.strip()
    assert said.startswith("coproduce: ") and "\n" not in said
    return said


def test_the_contract(tmp_path, capsys):
    result = analyse(write_csv(HEADINGS, ROWS), tmp_path)
    assert result["alpha"] == pytest.approx(
        {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}, abs=5e-7
    )
    assert (result["ac1"], result["percent"]) == pytest.approx((0.775444, 0.818182), abs=5e-7)
    assert result["prevalence"] == {"1": 0.225, "2": 0.325, "3": 0.25, "4": 0.125, "5": 0.075}
    assert (result["units_used"], result["units_dropped"], result["coders"]) == (11, 1, 4)
    assert set(result["intervals"]) == {"alpha", "ac1", "percent"} and set(result["intervals"]["alpha"]) == set(
        result["alpha"]
    )
    low, high = result["intervals"]["alpha"]["nominal"]
    assert low < result["alpha"]["nominal"] < high <= 1
    assert [code["code"] for code in result["by_code"]] == list("12345")
    assert result["input"] == {"rows": 41, "rows_read": 41, "not_read": []}
    assert "not for publication" in result["publication"] and result["settings"]["draws"] == 1000
    assert "11 units were coded by two people or more; 1 by one" in capsys.readouterr().err


def test_every_kind_of_file_and_every_order_gives_the_same_bytes(tmp_path):
    mixed = random.Random(1).sample(ROWS, len(ROWS))
    parquet = io.BytesIO()
    columns = [pa.array([row[at] for row in ROWS]) for at in (0, 1)] + [pa.array([int(row[2]) for row in ROWS])]
    pq.write_table(pa.table(columns, names=HEADINGS), parquet)
    outs = set()
    for name, content in {
        "codes.csv": write_csv(HEADINGS, ROWS), "mixed.csv": write_csv(HEADINGS, mixed),
        "codes.xlsx": write_xlsx(HEADINGS, ROWS), "codes.parquet": parquet.getvalue(),
    }.items():  # fmt: skip
        analyse(content, tmp_path, name)
        outs.add((tmp_path / "out.json").read_bytes())
    assert len(outs) == 1
    assert "0.743421052632" in outs.pop().decode()  # twelve digits


def test_rows_without_a_value_are_gaps_and_given_back_with_why(tmp_path):
    rows = [["1", "A", "x"], ["1", "B", "x"], ["2", "A", ""], ["2", "B", "y"], ["", "B", "y"], ["3", "", ""]]
    result = analyse(write_csv(HEADINGS, rows), tmp_path)
    assert [left["row"] for left in result["input"]["not_read"]] == [2, 4, 5]
    assert "did not code" in result["input"]["not_read"][0]["reason"]
    assert result["alpha"] == {"nominal": None} and "every value is the same" in result["undefined"]["alpha.nominal"]
    assert (result["units_used"], result["units_dropped"], result["percent"]) == (1, 1, 1.0)


def test_nothing_pairable_is_said_and_not_counted_as_agreement(tmp_path):
    result = analyse(write_csv(HEADINGS, [["1", "A", "x"], ["2", "B", "x"]]), tmp_path)
    assert result["alpha"] == {"nominal": None} and result["ac1"] is None and result["percent"] is None
    assert set(result["undefined"].values()) == {"no unit was coded by two people"}


def test_several_codes_a_unit(tmp_path):
    rows = [["1", "A", "bus|park"], ["1", "B", "park|bus"], ["2", "A", "bus"], ["2", "B", "park|bus"]]
    result = analyse(write_csv(["Passage", "Who", "Codes"], rows), tmp_path, "codes.csv", "--unit", "passage",
                     "--coder", "who", "--value", "codes", "--separator", "|")  # fmt: skip
    assert set(result["alpha"]) == {"nominal", "masi", "jaccard"}
    assert [code["code"] for code in result["by_code"]] == ["bus", "park"]
    assert result["settings"]["separator"] == "|"


def test_capitals_alone_are_noticed(tmp_path, capsys):
    analyse(write_csv(HEADINGS, [["1", "A", "Bus"], ["1", "B", "bus"]]), tmp_path)
    assert "“Bus” and “bus” differ in capitals alone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        ("unit,coder,value\n1,A,x\n1,B,x\n\n1,A,y\n", (), "Rows 2 and 5: “A” coded “1” twice"),
        ("unit,coder,value\n1,A,x\n1,A,y\n", ("--separator", "|"), "into one cell, with “|”"),
        ("unit,coder,code\n1,A,x\n", (), "There is no column “value”"),
        ("unit,coder,value\n1,A,\n", (), "no row with unit, coder and value"),
        ("unit,coder,value\n1,A,x\n", ("--coder", "unit"), "three columns"),
        ("unit,coder,value\n1,A,x\n", ("--draws", "-1"), "from 0 upwards"),
        ("unit,coder,value\n1,A,x\n", ("--separator", ""), "separator is empty"),
        ("", (), "empty"),
    ],
)
def test_what_cannot_be_measured_ends_in_one_plain_line(content, more, said, tmp_path, capsys):
    assert said in refused(capsys, tmp_path, content, *more)


def test_no_site_and_no_network(tmp_path, offline_environment):
    (tmp_path / "codes.csv").write_bytes(write_csv(HEADINGS, ROWS))
    script = (
        "import sys; from coproduce.cli.main import main; "
        "code = main(sys.argv[1:]); assert 'django' not in sys.modules; sys.exit(code)"
    )
    words = ["analyse", "agreement", str(tmp_path / "codes.csv"), "-o", str(tmp_path / "out.json")]
    paths = os.pathsep.join([offline_environment["PYTHONPATH"], SRC])
    done = subprocess.run([sys.executable, "-c", script, *words], env={**offline_environment, "PYTHONPATH": paths},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["units_used"] == 11
