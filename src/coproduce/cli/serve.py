# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce serve`: the site on this machine, until Ctrl-C."""

import argparse
import errno
import os
import socket
import threading
import warnings

from coproduce.cli.house import Sorry, open_house, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port and address."""
    parser.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")


def run(args: argparse.Namespace) -> int:
    """Serve what is in the data directory."""
    prepare(args.host, args.port)
    open_house()
    serve(args.host, args.port)
    return 0


def prepare(host: str, port: int) -> None:
    """Check the port and tell the settings where the site will be, before Django loads."""
    check_port(host, port)
    # 0.0.0.0 says where we listen; no browser can go there, so links name this machine.
    os.environ.setdefault("COPRODUCE_ADDRESS", f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")  # noqa: S104
    if host not in {"127.0.0.1", "localhost", "::1"}:
        names = {"127.0.0.1", "localhost", "[::1]", host, socket.gethostname(), *_addresses()}
        os.environ.setdefault("COPRODUCE_HOSTS", ",".join(sorted(names)))
        say(f"Listening on {host}: other machines in this network can reach the site.")


def _addresses() -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []


def check_port(host: str, port: int) -> None:
    """Say in one line when the port is taken."""
    if not 0 < port < 65_536:
        raise Sorry(f"There is no port {port}: choose one between 1 and 65535, such as --port 8000.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # Else a site stopped a moment ago blocks its own port; on Windows the option would let two share one.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
                raise Sorry(f"{host} is no address of this machine. Leave --host out, or use 0.0.0.0.") from error
            raise Sorry(f"Port {port} is in use or not allowed. Choose another: --port {port + 1}.") from error


def serve(host: str, port: int) -> None:
    """Run the server and, beside it, the worker for long tasks."""
    import uvicorn

    # Static files are small and read whole; the framework would rather have them streamed in another way.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    worker = threading.Thread(target=work, name="tasks", daemon=True)
    worker.start()
    say(f"Open http://{host}:{port}/ in a browser. Ctrl-C stops the site.")
    # No log of requests: addresses hold sign-in links, and who looked when is nobody's business.
    uvicorn.run(
        "coproduce.site.asgi:application", host=host, port=port, log_level="warning", access_log=False,
        server_header=False, lifespan="off",
    )  # fmt: skip


def work() -> None:
    """Carry out tasks one after another, such as sorting voices or building a report.

    The worker's own command sets signal handlers, which only a main thread may; here the server's end is its end.
    """
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["*"], excluded_queue_names=[], interval=0.5, batch=False, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=f"serve-{os.getpid()}",
    ).run()  # fmt: skip
