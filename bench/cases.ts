import fc from 'fast-check';
import { Pool } from 'undici';
import type { Bench } from '../platform/bench.ts';
import { signedHeaders } from '../platform/webhook/signature.ts';
import { type EventName, validators } from '../spec/index.ts';
import { documentedEvent } from '../suites/arbitraries/call-event.ts';
import { createNote } from '../suites/note.ts';
import { forAll } from '../suites/property.ts';
import { Violation } from '../suites/requirement.ts';
import { benchOn, secret } from './bench.ts';
import { atLeast, type Benchmark, race, rate, timed } from './measure.ts';
import { startTarget } from './target.ts';

const runs = 1_000;
const burst = 4_000;

type Made = [EventName, Record<string, unknown> | undefined];

/** Generated, validated, signed, sent, judged and kept, beside the bare loop of the same client. */
export const cases: Benchmark = {
  name: 'cases',
  about: 'what a generated, signed and judged exchange costs beside a bare one',
  async run() {
    const target = await startTarget('bare.ts');
    const bench = await benchOn(target.origin, { runs });
    const pool = new Pool(target.origin, { connections: 50, pipelining: 1 });
    const { events } = await validators('events');
    const stories = sampled().map(([name, data]) => bench.eventsOf(bench.newCall())(name, data));
    // The floor: the same events, made before, each validated, signed and posted, and its response read whole.
    const bare = async (index: number): Promise<void> => {
      const story = stories[index];
      if (!story || !events[story.event]?.(story)) throw new Error('the event is not valid');
      const body = Buffer.from(JSON.stringify(story));
      const headers = signedHeaders(secret, body, String(Math.floor(Date.now() / 1000)));
      const { body: received } = await pool.request({ method: 'POST', path: '/webhook', body, headers });
      await received.text();
    };
    const property = async (): Promise<number> =>
      (runs / (await timed(() => forAll(bench, createNote(), documentedEvent(), (made) => one(bench, made))))) * 1000;
    const crowd = async (): Promise<number> => {
      const ms = await timed(async () => {
        const made = sampled();
        await rate(burst, 10, (index) => one(bench, made[index] as Made));
      });
      return (burst / ms) * 1000;
    };
    try {
      const found = await race({
        bare: () => rate(runs, 1, bare),
        cases: property,
        bareCrowd: () => rate(burst, 10, bare),
        casesCrowd: crowd,
      });
      const { bare: one = 0, cases: made = 0, bareCrowd = 0, casesCrowd = 0 } = found;
      return [
        atLeast('cases of a property, one at a time', '/s', made, 0.6, { what: 'the bare loop', value: one }),
        atLeast('cases, ten at once', '/s', casesCrowd, 0.6, { what: 'the bare loop', value: bareCrowd }),
      ];
    } finally {
      await pool.close();
      await bench.close();
      await target.close();
    }
  },
};

function sampled(): Made[] {
  return fc.sample(documentedEvent(), { numRuns: burst, seed: 1 });
}

async function one(bench: Bench, [name, data]: Made): Promise<void> {
  const { status } = await bench.deliver(bench.eventsOf(bench.newCall())(name, data));
  if (status !== 204) throw new Violation('204', String(status));
}
