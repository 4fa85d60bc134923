"""The two things every integration needs: a check of signatures, and a client of the REST API."""

import hashlib
import hmac
import json
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

TOLERANCE_SECONDS = 300
API_TIMEOUT_SECONDS = 2
OUTCOMES = {
    "insufficient_balance": "stopped",
    "spend_control_exceeded": "stopped",
    "rate_not_found": "stopped",
    "no_active_trunk": "stopped",
    "cps_limit_reached": "later",
    "concurrent_call_limit_reached": "later",
    "unauthorized": "refused",
    "invalid_request": "refused",
    "invalid_json": "refused",
}


def is_genuine(raw, timestamp, signature, secret):
    """Whether MiniVoice signed exactly these bytes, a short while ago."""
    signed = timestamp.encode("latin-1") + b"." + raw
    expected = "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode("latin-1")):
        return False
    return timestamp.isascii() and timestamp.isdigit() and abs(time.time() - int(timestamp)) <= TOLERANCE_SECONDS


class Api:
    """Follows no redirects and repeats nothing: the key stays with one host, and nobody is called twice."""

    def __init__(self, base_url, key, log):
        self.url, self.key, self.log = urlsplit(base_url), key, log

    def place_call(self, caller, to):
        """What became of it, and the call id where there is one. The code decides: several of them share a status."""
        try:
            status, text = self._post("/calls", {"from": caller, "to": to})
        except (OSError, HTTPException) as error:
            self.log(f"POST /calls: {error!r}")
            return "unknown", None  # the call may exist
        answer = parsed(text)
        if 200 <= status < 300 and "error" not in answer:
            call_id = answer.get("id")
            return ("calling", call_id) if isinstance(call_id, str) else ("unknown", None)
        self.log(f"POST /calls: {status} {text.decode('utf-8', 'replace')}")
        error = answer.get("error")
        code = error.get("code") if isinstance(error, dict) else None
        return OUTCOMES.get(code if isinstance(code, str) else "", "failed"), None

    def _post(self, path, body):
        connect = HTTPSConnection if self.url.scheme == "https" else HTTPConnection
        connection = connect(self.url.netloc, timeout=API_TIMEOUT_SECONDS)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        try:
            connection.request("POST", self.url.path + path, json.dumps(body), headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def parsed(text):
    """The object in a text of JSON; an empty one where there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
