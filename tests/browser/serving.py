"""Starting the dashboard as its users do, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 600  # seconds, for a first start that makes Exampleshire and signs
LEFT_OUT = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
OURS = ("IRO_", "STREAMLIT_", "COV_")  # what their names begin with


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def running(home, folder=REPOSITORY, port=None, end=subprocess.Popen.terminate, **more):
    """Run the server from a folder, with an empty home; give its address.

    `more` is its environment; `end` is what ends it.
    """
    port = port or free_port()
    log = Path(home) / f"server-{port}.log"
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in LEFT_OUT and not name.startswith(OURS)
    }
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=folder,
            env={
                **kept,
                **more,
                "HOME": str(home),
                "STREAMLIT_SERVER_PORT": str(port),
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, log)
        yield address
    finally:
        end(server)
        server.wait(timeout=30)


def _wait_for(address, server, log):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The server did not come up:\n{log.read_text()}")
