"""Who says who somebody is: a real provider's stand-in, and one that says it wrongly."""

import json
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.browser.serving import free_port

CLIENT = "dashboard"
DISCOVERY = "/.well-known/openid-configuration"
PATIENCE = 30  # seconds
COOKIE_SECRET = "a secret for tests alone, of no use elsewhere"  # noqa: S105


def asking(provider, port, roles, **more):
    """The settings of a dashboard at a port that asks a provider."""
    return {
        "IRO_OIDC_METADATA_URL": f"{provider}{DISCOVERY}",
        "IRO_OIDC_CLIENT_ID": CLIENT,
        "IRO_OIDC_CLIENT_SECRET": "for tests",
        "IRO_OIDC_REDIRECT_URI": f"http://127.0.0.1:{port}/oauth2callback",
        "IRO_COOKIE_SECRET": COOKIE_SECRET,
        "IRO_ROLE_CLAIM": "groups",
        "IRO_ROLE_MAP": json.dumps(roles),
        **more,
    }


@contextmanager
def provider(people):
    """Run a provider that knows some people, each with claims; give its address."""
    port = free_port()
    known = [
        part
        for sub, claims in people.items()
        for part in ("--user-claims", json.dumps({"sub": sub, **claims}))
    ]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), *known]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + DISCOVERY)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=PATIENCE)


def _wait_for(address):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"Nothing answers at {address}.")


@contextmanager
def false_provider():
    """Run a provider that signs in anybody, with claims that a test may bend."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    server.key = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
    server.signed_by = server.key
    server.bent = {}
    server.nonce = ""
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(timeout=PATIENCE)
        server.server_close()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == DISCOVERY:
            self._json(self._metadata())
        elif asked.path == "/jwks":
            self._json({"keys": [self.server.key.as_dict(private=False)]})
        else:
            self.server.nonce = query["nonce"]
            back = urlencode({"code": "code", "state": query["state"]})
            self.send_response(302)
            self.send_header("Location", f"{query['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        now = int(time.time())
        claims = {
            "iss": self.server.address,
            "aud": CLIENT,
            "sub": "ann",
            "email": "ann@example.org",
            "groups": ["analysts"],
            "nonce": self.server.nonce,
            "iat": now,
            "exp": now + 3600,
            **self.server.bent,
        }
        header = {"alg": "RS256", "kid": "1"}
        token = jwt.encode(header, claims, self.server.signed_by)
        self._json({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _metadata(self):
        own = self.server.address
        return {
            "issuer": own,
            "authorization_endpoint": f"{own}/authorize",
            "token_endpoint": f"{own}/token",
            "jwks_uri": f"{own}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def _json(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing: what is asked is of no interest."""
