# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts that other tests lean on: the guard against the network, PostgreSQL, Chromium and axe."""

import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.offline.guard import OutboundConnection


def test_a_connection_elsewhere_fails():
    with pytest.raises(OutboundConnection), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))


def test_looking_up_a_name_fails():
    with pytest.raises(OutboundConnection):
        urllib.request.urlopen("http://example.org/")


def test_this_machine_can_be_reached():
    with socket.socket() as listening, socket.socket() as caller:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        caller.connect(listening.getsockname())


def test_a_command_that_a_test_starts_is_guarded_too(offline_environment):
    code = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    done = subprocess.run([sys.executable, "-c", code], env=offline_environment, capture_output=True, text=True)
    assert "OutboundConnection" in done.stderr


@pytest.mark.postgres
def test_postgres_answers(postgres_url):
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)


@pytest.mark.browser
def test_axe_finds_a_planted_fault_and_the_browser_reaches_nothing_outside(open_page, axe):
    page = open_page(width=320)
    requests = []
    page.on("requestfailed", lambda request: requests.append(request.url))
    page.set_content(
        "<html lang=en><title>x</title><main><h1>x</h1><img src='http://example.org/x.png'><p>y</p></main></html>"
    )
    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]
    assert requests == ["http://example.org/x.png"]
