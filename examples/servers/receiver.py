"""What the Flask and the Django application share: a menu of one key, and a receiver that keeps every event once."""

import hashlib
import hmac
import json
import os
import re
import time
from pathlib import Path
from urllib.parse import quote

SECRET = os.environ["MINIVOICE_WEBHOOK_SECRET"]
PUBLIC_URL = os.environ["PUBLIC_URL"]
DATA = Path(os.environ["DATA_DIR"])
MAX_BODY = 1024 * 1024
DATA.mkdir(parents=True, exist_ok=True)
time.sleep(float(os.environ.get("LOAD_SECONDS", "0")))  # stands for the application that is loaded


def answer(call_id):
    gather = {"prompt": "Press 1 to talk to somebody.", "num_digits": 1, "timeout_seconds": 5}
    return {"actions": [{"gather": gather}, {"redirect": {"url": f"{PUBLIC_URL}/menu?call_id={quote(call_id, safe='')}"}}]}


def menu(call_id):
    gathered = [event["data"] for event in events_of(call_id) if event["event"] == "call.gathered"]
    if gathered and gathered[-1].get("digits") == "1":
        return {"actions": [{"say": {"text": "One moment."}}, {"transfer": {"destination": "+12025550111"}}]}
    return {"actions": [{"say": {"text": "Nobody was asked for. Goodbye."}}]}


def receive(raw, timestamp, signature):
    """The status for an event; 200 once it is on the disk."""
    if len(raw) > MAX_BODY:
        return 413
    if not is_genuine(raw, timestamp, signature):
        return 401
    try:
        event = json.loads(raw)
        call_id, name = event["call"]["id"], event["event"]
        data = event["data"] if isinstance(event.get("data"), dict) else {}
        kept = {"event": name, "created_at": event.get("created_at", ""), "status": event["call"].get("status"), "data": data}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return 400
    if not isinstance(call_id, str) or not isinstance(name, str):
        return 400
    keep(call_id, json.dumps(kept, sort_keys=True).encode())
    return 200


def is_genuine(raw, timestamp, signature):
    if not re.fullmatch(r"[0-9]{1,15}", timestamp) or not re.fullmatch(r"v1=[0-9a-f]{64}", signature):
        return False
    digest = hmac.new(SECRET.encode(), timestamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature, "v1=" + digest) and abs(time.time() - int(timestamp)) <= 300


def keep(call_id, line):
    """A file per event, named by what it holds: several processes may write it at once, and a retry changes nothing."""
    folder = folder_of(call_id)
    folder.mkdir(exist_ok=True)
    file = folder / hashlib.sha256(line).hexdigest()
    part = folder / f".{file.name}.{os.getpid()}.{time.monotonic_ns()}"
    with part.open("wb") as opened:
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())
    part.rename(file)


def events_of(call_id):
    """The events of a call by time, whatever the order in which they came."""
    folder = folder_of(call_id)
    files = [file for file in folder.iterdir() if not file.name.startswith(".")] if folder.exists() else []
    events = [json.loads(file.read_bytes()) for file in files]
    return sorted(events, key=lambda event: (event["created_at"], json.dumps(event, sort_keys=True)))


def folder_of(call_id):
    return DATA / hashlib.sha256(call_id.encode("utf-8", "surrogatepass")).hexdigest()
