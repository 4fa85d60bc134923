"""Events and placed calls in SQLite. The database decides what is new, so that any number of processes may share it."""

import json
import sqlite3
import threading
from pathlib import Path


class Store:
    def __init__(self, folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        # One connection for all threads, one at a time, kept open: each opening and closing would cost several syncs.
        self.lock = threading.Lock()
        self.database = sqlite3.connect(Path(folder) / "calls.sqlite", timeout=10, check_same_thread=False)
        self.database.row_factory = sqlite3.Row
        self.database.executescript(Path(__file__).with_name("schema.sql").read_text())

    def add_event(self, call_id, event, created_at, status, data):
        """Returns once the event is on the disk; one that is already there is left alone, in the same statement."""
        self._write(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (call_id, event, created_at, status, json.dumps(data, sort_keys=True)),
        )

    def add_placed_call(self, call_id, called):
        self._write(
            "INSERT INTO placed_call (call_id, called) VALUES (?, ?) ON CONFLICT DO NOTHING", (call_id, called)
        )

    def digits(self, call_id):
        """What the caller entered last, by the time of the event, not of its arrival."""
        rows = self._read(
            "SELECT data FROM event WHERE call_id = ? AND event = 'call.gathered' ORDER BY created_at DESC LIMIT 1",
            (call_id,),
        )
        return json.loads(rows[0]["data"]).get("digits") if rows else None

    def call(self, call_id):
        """What is known of a call; None for one that nobody has told of."""
        known = self._read("SELECT status FROM call WHERE call_id = ?", (call_id,))
        placed = self._read("SELECT called, placed_at FROM placed_call WHERE call_id = ?", (call_id,))
        if not known and not placed:
            return None
        events = self._read(
            "SELECT event, created_at, status, data FROM event WHERE call_id = ? ORDER BY created_at, event, data",
            (call_id,),
        )
        return {
            "call_id": call_id,
            "status": known[0]["status"] if known else None,
            "placed": dict(placed[0]) if placed else None,
            "events": [{**event, "data": json.loads(event["data"])} for event in map(dict, events)],
        }

    def _read(self, query, values):
        with self.lock:
            return self.database.execute(query, values).fetchall()

    def _write(self, statement, values):
        with self.lock, self.database:  # which commits, or rolls back when something fails
            self.database.execute(statement, values)
