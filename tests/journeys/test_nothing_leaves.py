# SPDX-License-Identifier: AGPL-3.0-or-later
"""The guard that watches the running site would catch a connection if there were one."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("attempt", ["s.connect(('192.0.2.1', 80))", "socket.getaddrinfo('example.org', 80)"])
def test_the_guard_stops_what_tries_to_leave(offline_environment, attempt):
    code = f"import socket; s = socket.socket(); {attempt}"
    done = subprocess.run([sys.executable, "-c", code], env=offline_environment, capture_output=True, text=True)
    assert done.returncode != 0 and "Nothing may leave this machine" in done.stderr
