# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each command, its options, and each fault in one line with its mend; never a traceback."""

import io
import os
import socket
import stat
import tarfile

import pytest
from django.conf import settings as django_settings

from coproduce.cli import backup, house, restore, serve
from coproduce.cli.main import main
from coproduce.cli.stopping import Sorry, Stop
from coproduce.formats.tables import read_table
from coproduce.listening.models import Voice
from coproduce.people.models import SignInLink, User
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.models import Programme
from coproduce.programmes.queries import roles_of, states_of
from coproduce.vault import keys
from tests import house as town_house
from tests.listening.sheets import csv

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(autouse=True)
def _in_this_house(monkeypatch, settings):
    """The command opens the house of the test."""
    monkeypatch.setenv("COPRODUCE_DATA", str(settings.DATA_DIR))
    monkeypatch.setattr("coproduce.cli.house.bring_up_to_date", lambda: None)
    monkeypatch.setattr("coproduce.cli.restore.bring_up_to_date", lambda: None)


def fault(capsys, *words) -> str:
    """What a command says when it stops: one line, code 2."""
    assert main([str(word) for word in words]) == 2
    said = capsys.readouterr().err
    assert said.startswith("coproduce: ") and said.count("\n") == 1 and "Traceback" not in said
    return said


class TestNew:
    """`coproduce new`."""

    def test_it_makes_a_programme_that_listens_and_a_link_for_its_lead(self, capsys):
        assert main(["new", "Hope Town", "--aim", "To hope", "--email", "Ann@Example.org", "--lead", "Ann",
                     "--question", "What helps?", "--question", "What else?"]) == 0  # fmt: skip
        said = capsys.readouterr().out
        made = Programme.objects.get()
        lead = User.objects.get()
        assert made.slug in said and "/team/link/" in said and made.aim == "To hope"
        assert [q.text for q in made.questions.all()] == ["What helps?", "What else?"]
        assert roles_of(lead.pk, made.pk) == {Role.LEAD} and lead.is_keeper and lead.email == "ann@example.org"
        assert states_of(made.pk)[StageKey.LISTEN] is StageState.OPEN
        assert states_of(made.pk)[StageKey.TEST] is StageState.PLANNED

    def test_a_second_programme_of_the_same_lead_makes_no_second_account(self, capsys):
        for name in ("One", "Two"):
            assert main(["new", name, "--email", "ann@example.org"]) == 0
        assert User.objects.count() == 1 and SignInLink.objects.count() == 2 and Programme.objects.count() == 2

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["new", "  "], "Give the programme a name"), (["new"], "See `coproduce new --help`"),
            (["new", "x" * 121], "at most 120 characters"), (["new", "A", "--email", "ann"], "“ann” is not an e-mail address"),
            (["new", "A", "--question", "  "], "Write the question."),
            (["new", "A", "--question", "x" * 301], "at most 300 characters"), (["new", "A", "--colour", "red"], "--colour"),
        ],
    )  # fmt: skip
    def test_each_fault_is_one_line_and_nothing_is_made(self, capsys, words, said):
        assert said in fault(capsys, *words)
        assert not Programme.objects.exists() and not User.objects.exists()


class TestBackup:
    """`coproduce backup` and `coproduce restore`."""

    pytestmark = pytest.mark.sqlite

    def test_a_backup_is_whole_for_its_owner_alone_and_holds_no_words(self, tmp_path, capsys):
        town = town_house.programme()
        town_house.voice(town, "The heron by the lock keeps me going.")
        target = tmp_path / "monday.backup"
        assert main(["backup", str(target)]) == 0
        sealed = target.read_bytes()
        assert sealed.startswith(backup.MAGIC) and b"SQLite" not in sealed and b"heron" not in sealed
        assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o600
        inside = restore.opened(sealed, target)
        assert inside.startswith(b"SQLite format 3") and b"heron" not in inside
        for name in ("keys.db", "master.key", "secret.key"):
            path = django_settings.DATA_DIR / name
            assert not path.exists() or path.read_bytes()[:64] not in inside
        assert [path.name for path in tmp_path.iterdir()] == ["monday.backup"]

    @pytest.mark.parametrize("where", ["no/such/folder/b.backup", ".", "a-folder"])
    def test_where_nothing_can_be_written_it_says_so_and_leaves_nothing(self, tmp_path, capsys, monkeypatch, where):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a-folder").mkdir()
        assert "Choose another place." in fault(capsys, "backup", where)
        assert [path.name for path in tmp_path.rglob("*")] == ["a-folder"]

    def test_what_was_withdrawn_since_is_erased_again(self, tmp_path, capsys):
        from coproduce.listening.verbs import withdraw_voice

        town = town_house.programme()
        gone, stays = town_house.voice(town, "Goes"), town_house.voice(town, "Stays")
        main(["backup", str(tmp_path / "b")])
        withdraw_voice(voice=gone, by=None)
        town_house.voice(town, "Said after the backup")
        capsys.readouterr()
        assert main(["restore", str(tmp_path / "b")]) == 0
        assert "withdrawn since: 1." in capsys.readouterr().out
        assert [voice.pk for voice in Voice.objects.all()] == [stays.pk]
        assert not list(django_settings.DATA_DIR.glob("*.restoring"))

    def sealed(self, members: dict[str, bytes]) -> bytes:
        """A backup with other things inside, made with the keys of this house."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as tar:
            for name, body in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(body)
                tar.addfile(info, io.BytesIO(body))
        return backup.MAGIC + keys.seal(keys.backup_key(), packed.getvalue(), backup.ABOUT)

    @pytest.mark.parametrize(
        ("why", "said"),
        [
            ("another file", "is not a backup of Coproduce"), ("an empty file", "is not a backup of Coproduce"),
            ("a changed byte", "other keys, or has been changed"), ("cut short", "other keys, or has been changed"),
            ("other keys", "Put keys.db and master.key of its house"), ("no database inside", "holds no database"),
            ("a broken database inside", "Nothing was changed"), ("nothing but letters inside", "Nothing was changed"),
            ("no archive inside", "holds no database"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_restored_is_refused_before_anything_is_replaced(self, tmp_path, capsys, why, said):
        town_house.programme("Still here")
        good = tmp_path / "good"
        main(["backup", str(good)])
        body, inside = good.read_bytes(), restore.opened(good.read_bytes(), good)
        broken = inside[:4096] + b"\xff" * 8192 + inside[12288:]
        capsys.readouterr()
        bad = tmp_path / "bad"
        bad.write_bytes({
            "another file": b"text,date\n", "an empty file": b"", "a changed byte": body[:-1] + bytes([body[-1] ^ 1]),
            "cut short": body[:-100], "no database inside": self.sealed({"about.json": b"{}"}),
            "other keys": backup.MAGIC + keys.seal(b"o" * 32, b"x", backup.ABOUT),
            "a broken database inside": self.sealed({"coproduce.db": broken}),
            "nothing but letters inside": self.sealed({"coproduce.db": b"not a database at all " * 400}),
            "no archive inside": backup.MAGIC + keys.seal(keys.backup_key(), b"no archive", backup.ABOUT),
        }[why])  # fmt: skip
        assert said in fault(capsys, "restore", bad)
        assert Programme.objects.get().name == "Still here"
        assert not list(django_settings.DATA_DIR.glob("*.restoring")), "no copy is left lying about"

    @pytest.mark.parametrize("name", ["nothing", "a-folder"])
    def test_a_file_that_is_not_there(self, tmp_path, capsys, name):
        (tmp_path / "a-folder").mkdir()
        assert "There is no file" in fault(capsys, "restore", tmp_path / name)

    def test_on_a_server_it_says_what_to_use(self, monkeypatch, tmp_path, capsys):
        monkeypatch.setitem(django_settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
        assert "pg_dump" in fault(capsys, "backup", tmp_path / "b")
        (tmp_path / "b").write_bytes(b"x")
        assert "pg_restore" in fault(capsys, "restore", tmp_path / "b")


class TestImport:
    """`coproduce import voices`: what it leaves on disk."""

    BASIS = ("--basis", "Published feedback")

    def sheet(self, folder):
        path = folder / "answers.csv"
        path.write_bytes(csv(["comment", "hold", "analyse", "date"], [
            ["Please keep this out of it", "no", "no", ""], ["A bench", "yes", "yes", "2025-01-01"],
            ["Rain", "yes", "yes", "never"]]))  # fmt: skip
        return path

    def test_words_of_somebody_who_said_no_are_written_to_no_new_file(self, tmp_path, capsys):
        town = town_house.programme()
        path = self.sheet(tmp_path)
        assert main(["import", "voices", str(path), "--programme", town.slug]) == 0
        back = tmp_path / "answers.csv.given-back.csv"
        assert "keep this out" not in back.read_text("utf-8-sig")
        rows = read_table(back).rows
        assert [row.cells["Row in your file"] for row in rows] == ["2", "4"] and rows[1].cells["comment"] == "Rain"
        assert os.name == "nt" or stat.S_IMODE(back.stat().st_mode) == 0o600, "it holds people's words"

    def test_where_the_rows_cannot_be_given_back_the_rest_is_in_and_it_says_so(self, tmp_path, capsys):
        town = town_house.programme()
        path = self.sheet(tmp_path)
        (tmp_path / "answers.csv.given-back.csv").mkdir()
        said = fault(capsys, "import", "voices", path, "--programme", town.slug)
        assert "taken in" in said and "rows 2, 4" in said
        assert Voice.objects.count() == 1

    @pytest.mark.parametrize(
        ("body", "name", "said"),
        [
            (b"", "a.csv", "The file is empty."), (b"PK\x03\x04broken", "a.xlsx", "damaged"),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", "Save it as XLSX"), (b"%PDF-1", "a.pdf", "PDF"),
            (b",,\n1,2,3\n", "a.csv", "no headings"), (b'text\n"open\n', "a.csv", "never closed"),
        ],
    )  # fmt: skip
    def test_what_is_no_table_is_refused(self, tmp_path, capsys, body, name, said):
        town = town_house.programme()
        (tmp_path / name).write_bytes(body)
        assert said in fault(capsys, "import", "voices", tmp_path / name, "--programme", town.slug, *self.BASIS)

    def test_a_stage_that_is_not_open_and_a_question_too_long(self, tmp_path, capsys):
        closed = town_house.programme("Closed", open_stages=())
        path = tmp_path / "a.csv"
        path.write_bytes(csv(["comment"], [["A bench"]]))
        assert "Engage and listen" in fault(capsys, "import", "voices", path, "--programme", closed.slug, *self.BASIS)
        town = town_house.programme("Open")
        said = fault(capsys, "import", "voices", path, "--programme", town.slug, "--question", "x" * 301, *self.BASIS)
        assert "at most 300" in said and town.questions.count() == 2 and not Voice.objects.exists()

    @pytest.mark.parametrize("words", [[], ["people", "a.csv"], ["voices"], ["voices", "a.csv"],
                                       ["voices", "a.csv", "--programme", "x", "--profile", "nonsense"]])  # fmt: skip
    def test_what_is_left_out_is_named(self, capsys, words):
        assert "See `coproduce import --help`" in fault(capsys, "import", *words)


class TestServe:
    """`coproduce serve`, before it serves."""

    def test_a_port_in_use_is_said_with_another(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(
                Sorry, match=rf"Port {port} is in use or not allowed. Choose another: --port {port + 1}"
            ):
                serve.check_port("127.0.0.1", port)

    @pytest.mark.parametrize("port", [-1, 65_536, 99_999])
    def test_a_port_that_cannot_be_is_named(self, capsys, port):
        assert "between 1 and 65535" in fault(capsys, "serve", f"--port={port}")

    def test_an_address_that_is_not_ours_is_named(self, capsys):
        assert "192.0.2.7" in fault(capsys, "serve", "--host", "192.0.2.7", "--port", "8123")

    def test_a_port_that_is_no_number(self, capsys):
        assert "invalid int value" in fault(capsys, "serve", "--port", "http")

    @pytest.mark.parametrize(
        ("host", "address", "hosts", "told"),
        [
            ("127.0.0.1", "http://127.0.0.1:8123", None, False), ("localhost", "http://localhost:8123", None, False),
            ("0.0.0.0", "http://127.0.0.1:8123", "0.0.0.0", True),
        ],
    )  # fmt: skip
    def test_who_can_reach_the_site_is_told_before_it_opens(self, monkeypatch, capsys, host, address, hosts, told):
        monkeypatch.delenv("COPRODUCE_ADDRESS", raising=False)
        monkeypatch.delenv("COPRODUCE_HOSTS", raising=False)
        monkeypatch.setattr(serve, "check_port", lambda *_: None)
        # Asking for this machine's own name is a look-up, which tests may not make.
        monkeypatch.setattr(serve, "_addresses", lambda: ["192.168.1.7"])
        serve.prepare(host, 8123)
        try:
            assert os.environ["COPRODUCE_ADDRESS"] == address
            assert (hosts in os.environ["COPRODUCE_HOSTS"].split(",")) if hosts else "COPRODUCE_HOSTS" not in os.environ
        finally:
            os.environ.pop("COPRODUCE_ADDRESS", None), os.environ.pop("COPRODUCE_HOSTS", None)
        assert ("other machines in this network" in capsys.readouterr().out) is told

    def test_what_somebody_set_is_left_alone(self, monkeypatch):
        monkeypatch.setenv("COPRODUCE_ADDRESS", "https://town.example")
        monkeypatch.setattr(serve, "check_port", lambda *_: None)
        serve.prepare("127.0.0.1", 8123)
        assert os.environ["COPRODUCE_ADDRESS"] == "https://town.example"

    def test_by_default_this_machine_alone(self):
        import argparse

        parser = argparse.ArgumentParser()
        serve.add_arguments(parser)
        assert vars(parser.parse_args([])) == {"port": 8000, "host": "127.0.0.1"}


class TestHouse:
    """Opening the house."""

    @pytest.mark.skipif(ROOT, reason="root may write anywhere")
    def test_a_folder_that_may_not_be_written_is_named(self, tmp_path):
        (tmp_path / "locked").mkdir(mode=0o500)
        with pytest.raises(Sorry, match="set COPRODUCE_DATA"):
            house.open_house(data=tmp_path / "locked", migrate=False)

    def test_a_file_where_the_folder_should_be_is_named(self, tmp_path, monkeypatch):
        (tmp_path / "data").write_text("a file")
        monkeypatch.setenv("COPRODUCE_DATA", str(tmp_path / "data"))
        with pytest.raises(Sorry, match="We cannot write in .*data .*Choose another folder: set COPRODUCE_DATA to it."):
            house.open_house(migrate=False)

    def test_a_programme_that_is_not_there_is_answered_with_those_there_are(self):
        with pytest.raises(Sorry, match="There is no programme “x”. Programmes here: none yet."):
            house.programme_named("x")
        town = town_house.programme()
        with pytest.raises(Sorry, match=f"Programmes here: {town.slug}."):
            house.programme_named("x")
        assert house.programme_named(town.slug) == town

    def test_a_stop_is_what_and_the_mend(self):
        assert (
            str(Stop("It is wrong.", "Mend it.")) == "It is wrong. Mend it."
            and str(Stop("It is wrong.")) == "It is wrong."
        )


class TestThemes:
    """`coproduce themes`, where it stops."""

    @pytest.mark.parametrize("said", ["3", "=Name", "three=Name", "3=", "3=  "])
    def test_what_is_accepted_needs_a_number_and_a_name(self, capsys, said):
        town = town_house.programme()
        town_house.team(town, Role.LEAD)
        assert "Write the number and a name" in fault(capsys, "themes", town.slug, "--accept", said)

    def test_nothing_suggested_yet_and_nobody_to_answer_for_it(self, capsys):
        town = town_house.programme()
        assert "has no lead" in fault(capsys, "themes", town.slug, "--accept", "1=Name")
        town_house.team(town, Role.LEAD)
        assert f"Run: coproduce themes {town.slug}" in fault(capsys, "themes", town.slug, "--accept", "1=Name")

    def test_a_lead_whose_time_is_over_answers_for_nothing(self, capsys):
        from coproduce.programmes.verbs import end_membership

        town = town_house.programme()
        town_house.team(town, Role.LEAD)
        end_membership(membership=town.memberships.get(), by=None)
        assert "has no lead" in fault(capsys, "themes", town.slug, "--accept", "1=Name")

    def test_nothing_to_sort_is_said(self, capsys):
        town = town_house.programme()
        town_house.team(town, Role.LEAD)
        assert main(["themes", town.slug]) == 2
        said = capsys.readouterr().err.splitlines()
        assert said[-1].startswith("coproduce: There are too few voices to sort.") and len(said) == 2


@pytest.mark.parametrize("command", ["report", "export", "themes"])
def test_each_command_on_a_programme_names_those_there_are(capsys, command):
    town = town_house.programme()
    more = {"report": ["--out", "x"], "export": ["--format", "json", "--out", "x"]}.get(command, [])
    said = fault(capsys, command, "nowhere", *more)
    assert town.slug in said or "not in this version yet" in said


def test_a_report_where_a_file_stands_is_refused(tmp_path, capsys):
    town = town_house.programme()
    (tmp_path / "out").write_text("a file")
    assert "out" in fault(capsys, "report", town.slug, "--out", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


def test_stopping_with_the_keyboard_is_no_crash(monkeypatch, capsys):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("coproduce.cli.main._run", stopped)
    assert main(["doctor"]) == 130 and "stopped" in capsys.readouterr().err
