# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every test may ask for, and what holds for all of them: no network, browser last, PostgreSQL where it counts."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from scripts import machine
from scripts.postgres import NoServer, throwaway
from tests.offline import guard

ROOT = Path(__file__).resolve().parent.parent
ON_POSTGRES = bool(os.environ.get("COPRODUCE_DATABASE_URL"))
STRICT = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "client", "admin_client"}

guard.install()
# The same examples on every machine, and none kept on disk.
hypothesis_settings.register_profile("coproduce", derandomize=True, deadline=None, max_examples=50, database=None)
hypothesis_settings.load_profile("coproduce")


def lacking(what: str) -> None:
    """Skip, and say what to install; in CI a missing part is a failure."""
    message = f"{what} is not on this machine. To mend it: {machine.mend([what])}"
    if STRICT:
        pytest.fail(message)
    pytest.skip(message)


def touches_database(item: pytest.Item) -> bool:
    """Whether a test uses the main database."""
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests go last, since their event loop stays; on PostgreSQL only what touches the database runs."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if not ON_POSTGRES:
        skip = pytest.mark.skip(reason="runs in the PostgreSQL pass of `make test`")
        for item in items:
            if item.get_closest_marker("postgres") and "postgres_url" not in getattr(item, "fixturenames", ()):
                item.add_marker(skip)
        return
    elsewhere = ("browser", "sqlite", "real_data")
    kept = [i for i in items if touches_database(i) and not any(i.get_closest_marker(name) for name in elsewhere)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_unconfigure() -> None:
    """Remove the data directory that the test settings made."""
    folder = Path(os.environ.get("COPRODUCE_DATA", ""))
    if folder.name.startswith("coproduce-tests-"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def offline_environment() -> dict[str, str]:
    """Environment for a Python command that a test starts: it too may reach nothing but this machine."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "offline")}


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data that is not in the repository."""
    folder = Path(os.environ.get("COPRODUCE_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder.name}; set COPRODUCE_REAL_DATA to run this")
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a throw-away PostgreSQL server."""
    if address := os.environ.get("COPRODUCE_DATABASE_URL"):
        yield address
        return
    if machine.postgres_bin() is None:
        lacking("postgresql")
    try:
        with throwaway() as address:
            yield address
    except NoServer as reason:
        pytest.fail(str(reason))


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """A Chromium that is on this machine."""
    found = machine.chromium()
    if found is None:
        lacking("chromium")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Any]:
    """One Chromium for the whole run. It can look up no name but this machine's."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which makes Django suspect every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                 "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]  # fmt: skip
    if sys.platform == "linux" and os.geteuid() == 0:
        arguments += ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=str(chromium_path), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """`open_page(width=320, javascript=False, …)`: a page in a context of its own, closed at the end."""
    contexts = []

    def opened(width: int = 1280, height: int = 900, javascript: bool = True, **options: Any) -> Any:
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, java_script_enabled=javascript, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """`axe(page)`: what axe finds on a page that runs scripts, one line a fault; an empty list is what we want."""
    source = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def faults(page: Any) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
        return [f"{v['id']}: {v['help']} ({n['target']})" for v in found["violations"] for n in v["nodes"]]

    return faults
