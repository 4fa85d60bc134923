"""A voice mailbox: the caller leaves a message, or is put through."""

import json
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

import minivoice
from events import Events

PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{PORT}")
SECRET = os.environ["MINIVOICE_WEBHOOK_SECRET"]
CALLER = "+12025550100"
MAX_BODY = 1024 * 1024
STATUS_OF = {"calling": 201, "stopped": 409, "later": 429, "refused": 500, "failed": 502, "unknown": 504}
events = Events(os.environ.get("DATA_DIR", "data"))


def answer(call_id):
    prompt = "Press 1 to leave a message, or 2 to speak to somebody."
    return {"actions": [{"gather": {"prompt": prompt, "num_digits": 1, "timeout_seconds": 5}}, redirect("menu", call_id)]}


def menu(call_id):
    digits = events.digits(call_id)
    if digits == "1":
        record = {"gather": {"prompt": "Speak after the tone, then press any key.", "num_digits": 1, "timeout_seconds": 30}}
        return {"actions": [{"start_recording": {}}, record, redirect("thanks", call_id)]}
    if digits == "2":
        return {"actions": [say("One moment, please."), {"transfer": {"destination": "+12025550111"}}]}
    return {"actions": [say("We did not catch that. Goodbye.")]}


def thanks(_):
    return {"actions": [{"stop_recording": {}}, say("Thank you for your message. Goodbye.")]}


def redirect(page, call_id):
    return {"redirect": {"url": f"{PUBLIC_URL}/{page}?call_id={quote(call_id, safe='')}"}}


def say(text):
    return {"say": {"text": text}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave in one packet
    timeout = 30

    def do_GET(self):
        url = urlsplit(self.path)
        pages = {"/answer": answer, "/menu": menu, "/thanks": thanks}
        if url.path in pages:
            call_id = parse_qs(url.query).get("call_id", [""])[0]
            self.reply(200, pages[url.path](call_id))
        elif url.path.startswith("/calls/"):
            known = events.summary(unquote(url.path[len("/calls/"):]))
            self.reply(404 if known is None else 200, known or {"error": "nothing is known of this call"})
        else:
            self.reply(404, {"error": "not found"})

    def do_POST(self):
        raw = self.body()
        if raw is None:
            return
        if self.path == "/webhook":
            self.reply(*self.receive(raw))
        elif self.path == "/dial":
            self.reply(*self.dial(raw))
        else:
            self.reply(404, {"error": "not found"})

    def receive(self, raw):
        timestamp = self.headers.get("X-MiniVoice-Timestamp", "")
        if not minivoice.is_genuine(raw, timestamp, self.headers.get("X-MiniVoice-Signature", ""), SECRET):
            return 401, {"error": "not signed by MiniVoice"}
        event = parsed(raw)
        call = event.get("call")
        if not isinstance(call, dict) or not isinstance(call.get("id"), str) or not isinstance(event.get("event"), str):
            return 400, {"error": "not an event"}
        # Whatever the event: one that is new next year is kept as well.
        events.add(call["id"], {
            "event": event["event"],
            "created_at": str(event.get("created_at", "")),
            "status": call.get("status"),
            "data": event["data"] if isinstance(event.get("data"), dict) else {},
        })
        return 200, {"stored": True}

    def dial(self, raw):
        to = parsed(raw).get("to")
        if not isinstance(to, str) or not re.fullmatch(r"\+[1-9][0-9]{6,14}", to):
            return 400, {"error": "to must be a number in E.164"}
        result = minivoice.place_call(CALLER, to)
        return STATUS_OF[result["outcome"]], result

    def body(self):
        length = self.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit() and int(length) <= MAX_BODY:
            return self.rfile.read(int(length))
        self.close_connection = True  # what follows is not read
        self.reply(413, {"error": "a body of at most 1 MB, with its length, is expected"})
        return None

    def reply(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    request_queue_size = 128  # the default of 5 turns calls away that come at once


def parsed(raw):
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def main():
    Server(("127.0.0.1", PORT), Handler).serve_forever()


if __name__ == "__main__":
    main()
