# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo, built once by its own command and served to every journey; it may reach nothing but this machine."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import site as sites

OFFLINE = str(Path(__file__).resolve().parents[1] / "offline")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sites.Site]:
    """The illustrative programme, built and served. A connection to anywhere else stops it (tests/offline)."""
    before = {name: os.environ.get(name) for name in ("PYTHONPATH", "DJANGO_SETTINGS_MODULE", "COPRODUCE_DATABASE_URL")}
    os.environ["PYTHONPATH"] = OFFLINE
    os.environ["DJANGO_SETTINGS_MODULE"] = "coproduce.site.settings.local"
    os.environ.pop("COPRODUCE_DATABASE_URL", None)
    try:
        with sites.demo(tmp_path_factory.mktemp("demo") / "data") as running:
            yield running
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


@pytest.fixture
def signed_in(demo: sites.Site, open_page, lead_state) -> object:  # noqa: ANN001
    """A page on which the lead is signed in."""
    return open_page(storage_state=lead_state)


@pytest.fixture(scope="session")
def lead_state(demo: sites.Site, browser) -> object:  # noqa: ANN001
    """The cookies of the lead, who used the one-time link that the demo printed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(demo.link)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/team/")
    state = context.storage_state()
    context.close()
    return state
