"""A call-back service as a WSGI application: events and calls are kept in SQLite."""

import json
import os
import re
import sys
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs, quote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from minivoice import Api, is_genuine, parsed
from store import Store

PORT = os.environ.get("PORT", "8000")
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{PORT}")
SECRET = os.environ["MINIVOICE_WEBHOOK_SECRET"]
MAX_BODY = 1024 * 1024
REPLIES = {
    "calling": "201 Created",
    "stopped": "409 Conflict",
    "later": "429 Too Many Requests",
    "refused": "500 Internal Server Error",
    "failed": "502 Bad Gateway",
    "unknown": "504 Gateway Timeout",
}


def log(line):
    print(line, file=sys.stderr, flush=True)


store = Store(os.environ.get("DATA_DIR", "data"))
api = Api(os.environ.get("MINIVOICE_API_BASE_URL", ""), os.environ.get("MINIVOICE_API_KEY", ""), log)


def answer(request):
    prompt = "Press 1 if we may call you back, or 2 to wait for somebody."
    url = f"{PUBLIC_URL}/menu?call_id={quote(request.call_id, safe='')}"
    gather = {"prompt": prompt, "num_digits": 1, "timeout_seconds": 5}
    return "200 OK", {"actions": [{"gather": gather}, {"redirect": {"url": url}}]}


def menu(request):
    digits = store.digits(request.call_id)
    if digits == "1":
        return "200 OK", {"actions": [say("We will call you back within the hour. Goodbye.")]}
    if digits == "2":
        return "200 OK", {"actions": [say("Please hold the line."), {"transfer": {"destination": "+12025550111"}}]}
    return "200 OK", {"actions": [say("We did not catch that. Goodbye.")]}


def webhook(request):
    raw = request.body()
    if not is_genuine(raw, request.header("X-MiniVoice-Timestamp"), request.header("X-MiniVoice-Signature"), SECRET):
        return "401 Unauthorized", {"error": "not signed by MiniVoice"}
    event = parsed(raw)
    call, name, data = event.get("call"), event.get("event"), event.get("data")
    if not isinstance(call, dict) or not isinstance(call.get("id"), str) or not isinstance(name, str):
        return "400 Bad Request", {"error": "not an event"}
    # Whatever the event: one that is new next year is kept as well.
    status, created_at = call.get("status"), event.get("created_at", "")
    store.add_event(call["id"], name, str(created_at), status and str(status), data if isinstance(data, dict) else {})
    return "200 OK", {"stored": True}


def known_call(request):
    known = store.call(request.path[len("/calls/"):])
    return ("200 OK", known) if known else ("404 Not Found", {"error": "nothing is known of this call"})


def dial(request):
    to = parsed(request.body()).get("to")
    if not isinstance(to, str) or not re.fullmatch(r"\+[1-9][0-9]{6,14}", to):
        return "400 Bad Request", {"error": "to must be a number in E.164"}
    outcome, call_id = api.place_call("+12025550100", to)
    if call_id is not None:
        store.add_placed_call(call_id, to)
    return REPLIES[outcome], {"outcome": outcome, "call_id": call_id}


ROUTES = {
    ("GET", "/answer"): answer,
    ("GET", "/menu"): menu,
    ("GET", "/calls/"): known_call,
    ("POST", "/webhook"): webhook,
    ("POST", "/dial"): dial,
}


def application(environ, start_response):
    request = Request(environ)
    page = "/calls/" if request.path.startswith("/calls/") else request.path
    route = ROUTES.get((environ["REQUEST_METHOD"], page))
    try:
        status, value = route(request) if route else ("404 Not Found", {"error": "not found"})
    except Exception as error:  # to the log, never to the caller
        log(f"{environ['REQUEST_METHOD']} {page}: {error!r}")
        status, value = "500 Internal Server Error", {"error": "internal"}
    body = json.dumps(value).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


class Request:
    def __init__(self, environ):
        self.environ = environ
        self.path = environ["PATH_INFO"]
        self.call_id = parse_qs(environ["QUERY_STRING"]).get("call_id", [""])[0]

    def header(self, name):
        return self.environ.get("HTTP_" + name.upper().replace("-", "_"), "")

    def body(self):
        """What is longer than anybody sends is cut, and then is neither signed nor JSON."""
        return self.environ["wsgi.input"].read(min(int(self.environ.get("CONTENT_LENGTH") or 0), MAX_BODY))


def say(text):
    return {"say": {"text": text}}


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128  # the default of 5 turns calls away that come at once


class Quiet(WSGIRequestHandler):
    wbufsize = -1  # headers and body leave in one packet

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    # For development and tests; in production any WSGI server runs `application`.
    make_server("127.0.0.1", int(PORT), application, Server, Quiet).serve_forever()
