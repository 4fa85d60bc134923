import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Message, Topics } from '../../ui/protocol/stream.ts';
import type { TrafficRow } from '../../ui/protocol/traffic.ts';

/** What all open pages are told, in one order: the newest value of each topic, and each exchange. */
export interface Hub {
  publish<Topic extends keyof Topics>(topic: Topic, value: Topics[Topic]): void;
  row(row: TrafficRow): void;
  /** Tells everything anew: what pages had before is void. */
  anew(): void;
  /** Streams everything to a page, from behind the last message that it names. */
  stream(outgoing: ServerResponse, lastEventId: string | undefined): void;
  close(): void;
}

/** Messages that a page can catch up on, and their characters; one that missed more is given everything. */
const maxMissed = 2_000;
const maxMissedLength = 4 * 1024 * 1024;
const maxPages = 16;
/** A page that reads slower than this many unsent bytes is cut off; it comes back for the newest state. */
const maxUnsent = 16 * 1024 * 1024;
const beatMs = 15_000;

/** `rows` gives the exchanges that are kept. */
export function createHub(
  topics: { -readonly [Topic in keyof Topics]: Topics[Topic] },
  rows: () => readonly TrafficRow[],
): Hub {
  // A page that was connected to an earlier process has nothing to catch up on.
  const run = randomBytes(6).toString('hex');
  const pages = new Set<ServerResponse>();
  const sent: string[] = [];
  let [count, length] = [0, 0];

  function send(message: Message): void {
    count++;
    const text = frame(`${run}.${count}`, message);
    sent.push(text);
    length += text.length;
    while (sent.length > maxMissed || length > maxMissedLength) length -= sent.shift()?.length ?? length;
    for (const page of pages) write(page, text);
  }

  function write(page: ServerResponse, text: string): void {
    if (page.writableLength > maxUnsent) page.destroy();
    else page.write(text);
  }

  const beat = setInterval(() => {
    for (const page of pages) write(page, ':\n\n');
  }, beatMs).unref();

  return {
    publish(topic, value) {
      topics[topic] = value;
      send({ kind: 'topic', topic, value });
    },
    row: (row) => send({ kind: 'row', row }),
    anew: () => send({ kind: 'all', topics, rows: rows() }),
    stream(outgoing, lastEventId) {
      const [oldest] = pages;
      if (pages.size >= maxPages) oldest?.destroy();
      outgoing.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const missed = missedBy(lastEventId);
      outgoing.write('retry: 500\n\n');
      for (const text of missed ?? [frame(`${run}.${count}`, { kind: 'all', topics, rows: rows() })])
        outgoing.write(text);
      pages.add(outgoing);
      outgoing.once('close', () => pages.delete(outgoing));
    },
    close() {
      clearInterval(beat);
      for (const page of pages) page.destroy();
    },
  };

  /** Undefined where the page must be given everything. */
  function missedBy(lastEventId: string | undefined): readonly string[] | undefined {
    const [of, at] = (lastEventId ?? '').split('.');
    const behind = count - Number(at);
    return of === run && behind >= 0 && behind <= sent.length ? sent.slice(sent.length - behind) : undefined;
  }
}

/** JSON holds no line break outside its escapes, so one line is enough. */
function frame(id: string, message: Message): string {
  return `id: ${id}\ndata: ${JSON.stringify(message)}\n\n`;
}
