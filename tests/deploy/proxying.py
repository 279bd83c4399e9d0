"""nginx as docs/deploy ships it, on other ports and with a certificate made here."""

import socket
import ssl
import subprocess
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import NamedTuple

from tests.browser.serving import REPOSITORY, free_port

SHIPPED = REPOSITORY / "docs" / "deploy" / "nginx.conf"
NAME = "iro.example.gov.uk"
PATIENCE = 10  # seconds
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/main-error.log crit;
daemon off;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/iro-dashboard;
}}
"""


class Proxy(NamedTuple):
    """Where nginx listens, and the folder its logs are in."""

    plain: int
    secure: int
    folder: Path
    certificate: Path

    def get(self, path, method="GET", name=NAME, **headers):
        """Ask over TLS as a browser that was told the dashboard's name."""
        connection = _Named(
            "127.0.0.1", self.secure, context=self.trusting(), name=name
        )
        with closing(connection):
            asked = {"Host": name, **headers}
            connection.request(method, path, headers=asked)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def get_plainly(self, path, name=NAME):
        with closing(HTTPConnection("127.0.0.1", self.plain)) as connection:
            connection.request("GET", path, headers={"Host": name})
            answer = connection.getresponse()
            return answer.status, answer.headers

    def trusting(self):
        return ssl.create_default_context(cafile=self.certificate)

    def logged(self, *awaited):
        """Return the logs, once they hold what is awaited; a line follows its answer."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self._logs()
            if all(words in found for words in awaited):
                break
            time.sleep(0.1)
        return found

    def _logs(self):
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(log.read_text(encoding="utf-8") for log in logs)


class _Named(HTTPSConnection):
    """HTTPS to an address by a name that no name server knows."""

    def __init__(self, *args, name, context, **kwargs):
        super().__init__(*args, context=context, **kwargs)
        self._named, self._trusting = name, context

    def connect(self):
        plain = socket.create_connection((self.host, self.port), PATIENCE)
        self.sock = self._trusting.wrap_socket(plain, server_hostname=self._named)


@contextmanager
def proxying(folder, dashboard):
    """Run nginx before a dashboard's address; give the proxy."""
    plain, secure = free_port(), free_port()
    certificate, key = _certificate(folder)
    shipped = SHIPPED.read_text(encoding="utf-8")
    for here, there in (
        ("listen 80 ", f"listen 127.0.0.1:{plain} "),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("127.0.0.1:8501", dashboard.removeprefix("http://")),
        ("/etc/ssl/certs/iro-dashboard.pem", str(certificate)),
        ("/etc/ssl/private/iro-dashboard.key", str(key)),
        ("/var/log/nginx", str(folder)),
    ):
        assert here in shipped
        shipped = shipped.replace(here, there)
    (folder / "iro-dashboard").write_text(shipped, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(AROUND.format(folder=folder), encoding="utf-8")
    nginx = subprocess.Popen(
        ["nginx", "-p", str(folder), "-e", str(folder / "start.log"), "-c", str(main)]
    )
    try:
        _wait_for(secure, nginx, folder)
        yield Proxy(plain, secure, folder, certificate)
    finally:
        nginx.terminate()
        nginx.wait(timeout=PATIENCE)


def _certificate(folder):
    certificate, key = folder / "certificate.pem", folder / "certificate.key"
    made = f"-subj /CN={NAME} -addext subjectAltName=DNS:{NAME} -days 2"
    command = f"openssl req -x509 -newkey rsa:2048 -nodes {made}".split()
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def _wait_for(port, nginx, folder):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and nginx.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((folder / "start.log").read_text(encoding="utf-8"))
