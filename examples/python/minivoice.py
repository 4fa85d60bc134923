"""The two things every integration needs: a check of signatures, and a client of the REST API."""

import hashlib
import hmac
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.request

TOLERANCE_SECONDS = 300
API_TIMEOUT_SECONDS = 2
STOP = {"insufficient_balance", "spend_control_exceeded", "rate_not_found", "no_active_trunk"}
LATER = {"cps_limit_reached", "concurrent_call_limit_reached"}
REFUSED = {"unauthorized", "invalid_request", "invalid_json"}


def signed_bytes(raw):
    """What a signature covers: the bytes as they came, before anybody parses them."""
    return raw


def is_genuine(raw, timestamp, signature, secret):
    # The shape comes first: compare_digest fails on text outside ASCII.
    if not re.fullmatch(r"[0-9]{1,15}", timestamp) or not re.fullmatch(r"v1=[0-9a-f]{64}", signature):
        return False
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + signed_bytes(raw), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, "v1=" + digest):
        return False
    return abs(time.time() - int(timestamp)) <= TOLERANCE_SECONDS


def place_call(caller, to):
    """Asks MiniVoice for a call. The outcome says what to do next; nothing is ever sent twice."""
    try:
        status, body = _post("/calls", {"from": caller, "to": to})
    except (OSError, http.client.HTTPException) as error:
        # The call may exist: a second request could ring the same person twice.
        print(f"POST /calls: {error!r}", flush=True)
        return {"outcome": "unknown"}
    if status >= 300:
        print(f"POST /calls: {status} {body.decode('utf-8', 'replace')}", flush=True)
    answer = _object(body)
    error = answer.get("error")
    if error is None and 200 <= status < 300:
        call_id = answer.get("id")
        return {"outcome": "calling", "call_id": call_id} if isinstance(call_id, str) else {"outcome": "unknown"}
    code = error.get("code") if isinstance(error, dict) else None
    return {"outcome": _outcome(code), "code": code}


def _outcome(code):
    """Decided by error.code alone: codes share statuses, and messages are for people."""
    if not isinstance(code, str):
        return "failed"
    if code in STOP:
        return "stopped"
    if code in LATER:
        return "later"
    return "refused" if code in REFUSED else "failed"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key is for one host: urllib would carry it to wherever a redirect points."""

    def redirect_request(self, *_):
        return None


_api = urllib.request.build_opener(_NoRedirect)


def _post(path, body):
    request = urllib.request.Request(
        os.environ["MINIVOICE_API_BASE_URL"] + path,
        data=json.dumps(body).encode(),
        headers={
            "Authorization": "Bearer " + os.environ["MINIVOICE_API_KEY"],
            "Content-Type": "application/json",
        },
    )
    try:
        with _api.open(request, timeout=API_TIMEOUT_SECONDS) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def _object(body):
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
