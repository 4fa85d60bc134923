PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL; -- a commit is on the disk when it returns

-- The same event comes again until it is acknowledged: all of it together is its identity, as no event has an id.
-- Call id and name alone would be too little: a call with two menus has two call.gathered.
CREATE TABLE IF NOT EXISTS event (
  call_id    TEXT NOT NULL,
  event      TEXT NOT NULL,
  created_at TEXT NOT NULL,
  status     TEXT,
  data       TEXT NOT NULL, -- JSON with its members in one order
  UNIQUE (call_id, created_at, event, data)
);

-- Calls that we asked for, by the id that ties events, recordings and costs to them.
CREATE TABLE IF NOT EXISTS placed_call (
  call_id   TEXT PRIMARY KEY,
  called    TEXT NOT NULL,
  placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE VIEW IF NOT EXISTS call AS
SELECT call_id,
  (SELECT status FROM event AS last
   WHERE last.call_id = event.call_id
   ORDER BY event IN ('call.completed', 'call.failed', 'call.canceled') DESC, created_at DESC, event DESC, data DESC
   LIMIT 1) AS status
FROM event
GROUP BY call_id;
