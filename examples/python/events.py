"""Keeps every event once, as a line of JSON in a file per call."""

import hashlib
import json
import os
import threading
from pathlib import Path

TERMINAL = ("call.completed", "call.failed", "call.canceled")


class Events:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.lock = threading.Lock()

    def add(self, call_id, event):
        """Returns once the event is on the disk. One that is already there changes nothing."""
        with self.lock:
            # A retry is the same event; a second menu of the call has the same name and another time or other digits.
            if event in self._read(call_id):
                return
            with self._file(call_id).open("ab") as file:
                # The line break comes first: it also ends a line that a crash cut short.
                file.write(b"\n" + json.dumps(event).encode())
                file.flush()
                os.fsync(file.fileno())

    def of(self, call_id):
        """The events of a call in the order in which they were made, whatever the order in which they came."""
        return sorted(self._read(call_id), key=_rank)

    def digits(self, call_id):
        """What the caller entered last."""
        gathered = [event["data"] for event in self.of(call_id) if event["event"] == "call.gathered"]
        return gathered[-1].get("digits") if gathered else None

    def summary(self, call_id):
        """What is known of a call; None for one that nobody has told of."""
        events = self.of(call_id)
        if not events:
            return None
        ended = [event for event in events if event["event"] in TERMINAL]
        return {"call_id": call_id, "status": (ended or events)[-1]["status"], "events": events}

    def _read(self, call_id):
        file = self._file(call_id)
        lines = file.read_bytes().split(b"\n") if file.exists() else []
        return [event for event in map(_parsed, lines) if event is not None]

    def _file(self, call_id):
        # An id may hold anything, a file name may not.
        return self.folder / (hashlib.sha256(call_id.encode("utf-8", "surrogatepass")).hexdigest() + ".jsonl")


def _rank(event):
    """By time; the rest only makes the order total."""
    return event["created_at"], event["event"], json.dumps(event["data"], sort_keys=True)


def _parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None  # empty, or cut short by a crash: it was never acknowledged
