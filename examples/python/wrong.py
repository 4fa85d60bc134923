"""Wrong on purpose: verifies the event as it would write it itself, not the bytes that were signed."""

import json

import minivoice
import server


def written_again(raw):
    return json.dumps(server.parsed(raw), separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


minivoice.signed_bytes = written_again
server.main()
