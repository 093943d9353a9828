# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small server that shows the style page: no database, no sign-in, the real headers."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings


class Quiet(WSGIRequestHandler):
    """Says nothing for each request."""

    def log_message(self, *_arguments: object) -> None:
        """Keep the test's output readable."""


@pytest.fixture(scope="module")
def style_server() -> Iterator[str]:
    """The address of the running style page."""
    only_look = override_settings(
        ROOT_URLCONF="tests.look.urls", MIDDLEWARE=["coproduce.site.middleware.Headers"], DEBUG=True
    )
    with only_look:
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
