# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the environment says, what a log may hold, how an upload is held, and what is answered when nothing is there."""

import io
import logging
import os
import stat

import pytest
from django.core.files.uploadhandler import StopUpload
from django.test import Client, RequestFactory, override_settings

from coproduce.site import views
from coproduce.site.logs import DropPrivatePaths
from coproduce.site.settings.databases import main_database, sqlite
from coproduce.site.settings.secrets import secret_key
from coproduce.site.uploads import MemoryOnly

SERVERS = {
    "all of it": ("postgresql://ann:pass@db.example:5433/town",
                  {"NAME": "town", "USER": "ann", "PASSWORD": "pass", "HOST": "db.example", "PORT": "5433"}),
    "the shorter scheme, nothing else said": (
        "postgres:///town", {"NAME": "town", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}),
    "signs in a password are written with %": (
        "postgresql://ann:p%40ss%2Fw%3Ard@db/town", {"PASSWORD": "p@ss/w:rd", "USER": "ann", "HOST": "db"}),
    "a socket as host": ("postgresql:///town?host=/var/run/postgresql", {"HOST": "/var/run/postgresql"}),
    "a socket written with %": ("postgresql:///town?host=%2Fvar%2Frun", {"HOST": "/var/run"}),
    "encryption asked for is encryption used": (
        "postgresql://db/town?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        {"HOST": "db", "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}}),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVERS)
def test_the_address_of_a_database_server_is_read_as_it_is_meant(monkeypatch, tmp_path, name):
    address, expected = SERVERS[name]
    monkeypatch.setenv("COPRODUCE_DATABASE_URL", address)
    made = main_database(tmp_path)
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert {key: made[key] for key in expected} == expected


@pytest.mark.parametrize("address", ["mysql://db/town", "sqlite:///x", "db.example/town"])
def test_another_kind_of_database_is_refused_in_words(monkeypatch, tmp_path, address):
    monkeypatch.setenv("COPRODUCE_DATABASE_URL", address)
    with pytest.raises(ValueError, match="must begin with postgresql://"):
        main_database(tmp_path)


def test_without_an_address_rows_are_in_the_data_directory_and_deleted_bytes_overwritten(monkeypatch, tmp_path):
    monkeypatch.delenv("COPRODUCE_DATABASE_URL", raising=False)
    made = main_database(tmp_path)
    assert made == sqlite(tmp_path / "coproduce.db")
    for pragma in ("secure_delete=ON", "foreign_keys=ON", "journal_mode=WAL", "temp_store=MEMORY"):
        assert pragma in made["OPTIONS"]["init_command"]
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_secret_is_made_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("COPRODUCE_SECRET_KEY", raising=False)
    made = secret_key(tmp_path)
    assert len(made) >= 48 and secret_key(tmp_path) == made and secret_key(tmp_path) != secret_key(_folder(tmp_path))
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    monkeypatch.setenv("COPRODUCE_SECRET_KEY", "given by the council")
    assert secret_key(_folder(tmp_path, "third")) == "given by the council"
    assert not (tmp_path / "third" / "secret.key").exists()


def _folder(base, name="second"):
    (base / name).mkdir(exist_ok=True)
    return base / name


LINES = {
    "a code in an address": ("Not Found: /slip/acorn-kettle-meadow/", "acorn"),
    "a say page with words in it": ("Not Found: /a-town/say/question/secretly/?words=hidden", "hidden"),
    "a query": ('"GET /slip/?code=acorn HTTP/1.1" 404', "acorn"),
    "a one-time link that still signs somebody in": ("Too Many Requests: /team/link/tokenwords/", "tokenwords"),
    "a one-time link in a request line": ('"POST /team/link/tokenwords/ HTTP/1.1" 403', "tokenwords"),
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("way", ["whole", "with arguments"])
def test_no_log_line_keeps_what_could_open_a_door(name, way):
    line, secret = LINES[name]
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, line, (), None)
    if way == "with arguments":
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (line,), None)
    assert DropPrivatePaths().filter(record) is True
    assert secret not in record.getMessage() and "…" in record.getMessage()


@pytest.mark.parametrize("line", ["Not Found: /a-town/strategy/", "Started", "Not Found: /team/a-town/voices/"])
def test_other_lines_stay_as_they_are(line):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, line, (), None)
    assert DropPrivatePaths().filter(record) and record.getMessage() == line


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/a-town/say/question/acorn/", "/a-town/say/check/acorn/"])
def test_nothing_private_reaches_the_console_of_the_real_handler(path, caplog):
    from django.conf import settings

    assert settings.LOGGING["handlers"]["console"]["filters"] == ["paths"]
    assert settings.LOGGING["filters"]["paths"]["()"] == "coproduce.site.logs.DropPrivatePaths"
    caplog.handler.addFilter(DropPrivatePaths())
    Client().get(path)
    assert "acorn" not in caplog.text and caplog.text


def upload(pieces, announced=0):
    """A file that comes in pieces."""
    handler = MemoryOnly(RequestFactory().post("/"))
    handler.handle_raw_input(io.BytesIO(), {}, announced, b"")
    handler.file = io.BytesIO()
    for piece in pieces:
        handler.receive_data_chunk(piece, 0)
    return handler.file.getvalue()


@override_settings(UPLOAD_LIMIT=10)
def test_a_file_is_held_in_memory_up_to_the_size_the_reader_takes():
    assert upload([b"12345", b"67890"]) == b"1234567890"
    for pieces, announced in (([b"12345", b"678901"], 0), ([b"1"], 11), ([b"12345678901"], 0)):
        with pytest.raises(StopUpload) as stopped:
            upload(pieces, announced)
        assert stopped.value.connection_reset is False, "the page answers and does not hang up"


def test_no_handler_that_writes_to_disk_is_ever_used():
    from django.conf import settings

    assert settings.FILE_UPLOAD_HANDLERS == ["coproduce.site.uploads.MemoryOnly"]
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < settings.UPLOAD_LIMIT == settings.FILE_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.django_db(databases=["default", "keys"])
def test_health_says_that_both_stores_answer_and_nothing_else(client):
    assert client.get("/health/").json() == {"status": "ok"}


ERRORS = [(views.bad_request, 400), (views.not_found, 404), (views.broken, 500), (views.forbidden, 403)]


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "status"), ERRORS)
def test_each_fault_has_a_page_of_its_own(rf, view, status):
    request = rf.get("/")
    request.session, request.user = {}, None
    answer = view(request)
    page = answer.content.decode()
    assert answer.status_code == status and "<h1" in page and "Traceback" not in page


@pytest.mark.django_db
def test_who_is_refused_reads_why_and_no_script_gets_in(rf):
    request = rf.get("/")
    request.session, request.user = {}, None
    page = views.forbidden(request, PermissionError("To plan <b>you</b> need a role.")).content.decode()
    assert "To plan &lt;b&gt;you&lt;/b&gt; need a role." in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/team/sign-in/", "/nowhere/at/all/", "/health/"])
def test_every_answer_carries_the_strict_headers(client, path):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe" not in policy and "http" not in policy
    assert "camera=()" in answer["Permissions-Policy"] and answer["X-Content-Type-Options"] == "nosniff"


def test_a_public_server_insists_on_encryption(offline_environment, tmp_path):
    import subprocess
    import sys

    code = (
        "from coproduce.site.settings import public as p;"
        "print(p.SECURE_SSL_REDIRECT, p.SESSION_COOKIE_SECURE, p.CSRF_COOKIE_SECURE, p.SECURE_HSTS_SECONDS > 0, p.DEBUG)"
    )
    given = offline_environment | {"COPRODUCE_DATA": str(tmp_path / "data")}
    said = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True", "True", "True", "False"]
    assert os.name == "nt" or stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_hosts_and_address_come_from_the_environment(offline_environment, tmp_path):
    import subprocess
    import sys

    code = "from coproduce.site.settings import local as s; print(s.ALLOWED_HOSTS, s.PUBLIC_ADDRESS)"
    given = offline_environment | {"COPRODUCE_DATA": str(tmp_path), "COPRODUCE_HOSTS": "a.example,,b.example",
                                   "COPRODUCE_ADDRESS": "https://a.example"}  # fmt: skip
    said = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "['a.example', 'b.example'] https://a.example"
