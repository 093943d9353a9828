# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody takes their words back: a search of every byte that the house keeps finds nothing of them."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scripts import machine
from scripts.postgres import throwaway
from tests.conftest import lacking
from tests.journeys.erasing_house import PLANTED

ROOT = Path(__file__).resolve().parents[2]
PIECES = ("marmalade", "lighthouse answers", "answers in Yardley", PLANTED)


class House:
    """A house in another process, which goes on by one step each time it is asked to."""

    def __init__(self, data: Path, backup: Path, environment: dict[str, str], database: str = "") -> None:
        self.data, self.backup = data, backup
        settings = {"COPRODUCE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "coproduce.site.settings.local"}
        settings |= {"COPRODUCE_DATABASE_URL": database} if database else {}
        path = os.pathsep.join([environment.get("PYTHONPATH", ""), str(ROOT / "src"), str(ROOT)])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.erasing_house", str(backup)], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**environment, **settings, "PYTHONPATH": path},
        )  # fmt: skip

    def until(self, step: str) -> dict:
        """Go on until the house says that it has come to `step`."""
        assert self.process.stdout and self.process.stderr
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()[-3000:]
        said = json.loads(line)
        assert said["step"] == step
        return said

    def go_on(self) -> None:
        """Let the house take its next step."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@pytest.fixture
def other_house(tmp_path: Path, offline_environment: dict[str, str]) -> Iterator[House]:
    house = House(tmp_path / "data", tmp_path / "copies" / "monday.backup", offline_environment)
    house.backup.parent.mkdir()
    yield house
    house.process.kill()
    house.process.communicate()


def found(folder: Path, pieces: tuple[bytes, ...]) -> list[str]:
    """Files below `folder` in which one of `pieces` occurs: as it is, in UTF-16, or inside a zipped document."""
    hits = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        bodies = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as zipped:
                bodies += [zipped.read(name) for name in zipped.namelist()]
        for piece in pieces:
            if any(piece in body for body in bodies):
                hits.append(f"{path.relative_to(folder)}: {piece[:24]!r}")
    return hits


def planted() -> tuple[bytes, ...]:
    """The words in the ways in which bytes on a disk could hold them."""
    return tuple(piece.encode(code) for piece in PIECES for code in ("utf-8", "utf-16-le"))


@pytest.mark.sqlite
def test_nothing_of_a_withdrawn_voice_is_left(other_house: House, tmp_path: Path):
    said = other_house.until("planted")
    wrapped = bytes.fromhex(said["key"])
    database = tmp_path / "data"
    assert found(database, (wrapped,)), "the search would find the key if it were there"
    assert not [hit for hit in found(database, planted()) if ".db" in hit], "words stand outside the vault"
    other_house.go_on()
    other_house.until("backed up")
    assert not found_in_file(other_house.backup, (*planted(), wrapped)), "a backup carries neither words nor keys"
    other_house.go_on()
    changed = other_house.until("withdrawn")["changed"]
    assert changed and not any("marmalade" in text for text in changed)
    assert not found(database, (*planted(), wrapped))
    other_house.go_on()
    restored = other_house.until("restored")
    assert restored["voices"] == restored["people"] == 0
    assert not found(database, (*planted(), wrapped))


def found_in_file(path: Path, pieces: tuple[bytes, ...]) -> bool:
    """Whether a file holds one of `pieces`."""
    body = path.read_bytes()
    return any(piece in body for piece in pieces)


@pytest.fixture
def postgres_bin() -> Path:
    """The folder with PostgreSQL's own programs."""
    programs = machine.postgres_bin()
    if programs is None:
        lacking("postgresql")
    assert programs is not None
    return programs


@pytest.fixture
def server(postgres_bin: Path) -> Iterator[str]:
    """A PostgreSQL of this test's own, so that every byte of its folder is this house's."""
    with throwaway() as address:
        yield address


@pytest.mark.sqlite
def test_nothing_is_left_where_rows_are_in_postgresql(
    server: str, postgres_bin: Path, tmp_path: Path, offline_environment: dict[str, str]
):
    with psycopg.connect(server, autocommit=True) as asked:
        folder = Path(asked.execute("SHOW data_directory").fetchone()[0])
        dump, data = tmp_path / "monday.dump", tmp_path / "data"
        house = House(data, tmp_path / "copies" / "none", offline_environment, server)
        (tmp_path / "copies").mkdir()
        try:
            wrapped = bytes.fromhex(house.until("planted")["key"])
            assert found(data, (wrapped,)) and not found(folder, (*planted(), wrapped)), "PostgreSQL holds no key"
            house.go_on()
            house.until("backed up")
            subprocess.run([postgres_bin / "pg_dump", "-Fc", "-f", dump, server], check=True)
            assert not found_in_file(dump, (*planted(), wrapped))
            house.go_on()
            assert house.until("withdrawn")["changed"]
            vacuumed = (
                "SELECT count(*) FROM pg_stat_all_tables WHERE relname = 'vault_entry' AND last_vacuum IS NOT NULL"
            )
            assert asked.execute(vacuumed).fetchone()[0] == 1
            assert not found(data, (*planted(), wrapped)) and not found(folder, planted())
            subprocess.run([postgres_bin / "pg_restore", "--clean", "--if-exists", "-d", server, dump], check=True)
            house.go_on()
            restored = house.until("restored")
            assert restored["voices"] == restored["people"] == 0
            assert not found(data, (*planted(), wrapped)) and not found(folder, planted())
        finally:
            house.process.kill()
            house.process.communicate()
