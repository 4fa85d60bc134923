import type { Bench } from '../../../platform/bench.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import type { Clause } from '../../../spec/index.ts';
import {
  assertPlainWorks,
  beginFor,
  isAcknowledged,
  outcomeOf,
  plainlyTaken,
} from '../../preconditions/acknowledged.ts';
import { cellInWords, cells } from '../../preconditions/matrix.ts';
import { every, some } from '../../preconditions/sweep.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { afterForgery, assertFirstRefused, assertGenuineTaken } from './after-forgery.ts';
import {
  byPut,
  changedBody,
  changedTimestamp,
  type Forgery,
  future,
  type Headers,
  lenient,
  malformed,
  missing,
  shifted,
  stale,
  wrongSecret,
} from './forgeries.ts';
import { type Attempt, assertRefused } from './refused.ts';
import { borrowed, emptySecrets, partial } from './signings.ts';
import { neverFresh, neverPast, perhapsFresh } from './timestamps.ts';

type Refusal = 'missing' | 'wrong-secret' | 'tampered' | 'changed-timestamp' | 'malformed' | 'stale' | 'future';

/** Events that each forgery but the first is tried with, and the first after the end of their call. */
const eventsEach = 3;
/** Those of the first forgery. */
const eachOpen = { ...every('in its turn', cells), as: 'the plainest forgery' };

/** What a forgery is made of: the run, the event, and the headers of one that was accepted a moment before. */
interface Ground {
  readonly bench: Bench;
  readonly event: PlatformEvent;
  readonly accepted: Headers;
}

function refuses(
  what: Refusal,
  title: string,
  hint: string,
  forgeries: (ground: Ground) => readonly Forgery[],
  isRefusal: (status: number) => boolean = (status) => status < 200 || status > 299,
  wanted = 'a status outside 2xx',
): Requirement {
  const isAboutAge = what === 'stale' || what === 'future';
  const id = `webhook.signature.refuses-${what}` as const;
  const ended = { ...some('after the end', cells, eventsEach, id), as: eachOpen.as };
  const others = some('in its turn', cells, eventsEach, id);
  const restarted = { ...some('after a start', cells, 2, id), as: eachOpen.as };
  const more = what === 'missing' ? [afterForgery, restarted] : [];
  return {
    id,
    clause: `webhook-signature-refuses-${what}` as Clause & `webhook-signature-refuses-${Refusal}`,
    title,
    needs: ['webhook', 'signed'],
    assumes: isAboutAge ? ['Q51', 'Q52'] : ['Q51'],
    hint,
    sends: [eachOpen, ended, ...more, { ...others, as: 'each other forgery' }],
    async check(bench) {
      if (isAboutAge && bench.options.readings.Q52 === 'none') {
        throw new NotApplicable('a receiver need not look at the age of a request (Q52=none)');
      }
      await assertPlainWorks(bench);
      const isForged = ({ how }: Forgery) => how.secret === undefined || how.secret !== bench.options.webhookSecret;
      const accepted = await acceptedHeaders(bench);
      const all = (event: PlatformEvent) => forgeries({ bench, event, accepted }).filter(isForged);
      const nextEvent = bench.eventsOf(bench.newCall());
      const attempts = all(nextEvent('call.answered')).flatMap(({ what: name }, index): Attempt[] => {
        const forge = (event: PlatformEvent) => all(event)[index];
        const open = index === 0 ? eachOpen : some('in its turn', cells, eventsEach, `${id} ${name}`);
        const attempts = open.drawn(bench).map((cell): Attempt => ({ cell, what: name, forge }));
        if (index > 0) return attempts;
        return [
          ...attempts,
          ...ended.drawn(bench).map((cell): Attempt => ({ cell, what: name, forge, isEnded: true })),
        ];
      });
      await assertRefused(bench, attempts, { isRefusal, wanted });
      if (what !== 'missing') return;
      if (bench.capabilities.has('state')) await assertGenuineTaken(bench);
      if (!bench.capabilities.has('process')) return;
      // A secret that is lost in a restart leaves nothing to compare with.
      await assertFirstRefused(bench);
      const [unsigned] = missing;
      const again = restarted
        .drawn(bench)
        .map((cell): Attempt => ({ cell, what: `${unsigned?.what}, after a restart`, forge: () => unsigned }));
      await assertRefused(bench, again, { isRefusal, wanted });
    },
  };
}

/** The headers of a plain event that was delivered now: a receiver may remember what it has verified. */
async function acceptedHeaders(bench: Bench): Promise<Headers> {
  const delivered = await bench.deliver(bench.eventsOf(bench.newCall())('call.created'));
  return delivered.exchange.request.headers;
}

export const signatureRefusals: readonly Requirement[] = [
  refuses(
    'missing',
    'refuses an unsigned event',
    'With a secret, both headers must be there, whatever the media type: answer 401 before anything is parsed.',
    () => [...missing, byPut],
  ),
  refuses(
    'wrong-secret',
    'refuses a signature made with another secret',
    'Compare the whole digest, made with your secret.',
    ({ event }) => [...wrongSecret, ...emptySecrets(event)],
  ),
  refuses(
    'tampered',
    'refuses a body that was changed after signing',
    'Hash the raw bytes that arrived, before they are decoded.',
    ({ bench, event, accepted }) => [
      ...changedBody,
      borrowed(accepted),
      partial(bench.options.webhookSecret ?? '', event).timestamp,
    ],
  ),
  refuses(
    'changed-timestamp',
    'refuses a timestamp that was changed after signing',
    'The signed text is timestamp, "." and body: hash the header’s exact text too.',
    ({ bench, event }) => [...changedTimestamp, partial(bench.options.webhookSecret ?? '', event).body],
  ),
  refuses(
    'malformed',
    'refuses a malformed signature without failing',
    'Check the shape (v1= and 64 hex digits) before a constant-time comparison, which throws on unequal lengths.',
    () => malformed,
    (status) => status >= 400 && status <= 499,
    'a 4xx status',
  ),
  refuses(
    'stale',
    'refuses an old signed request',
    'Refuse timestamps more than about 5 minutes old, and those that are no number: a comparison with NaN is never true.',
    ({ bench, event }) => [...stale(), ...neverFresh(bench, event)],
  ),
  refuses(
    'future',
    'refuses a signed request from the future',
    'Refuse timestamps more than about 5 minutes away from your clock in either direction: compare the absolute difference.',
    ({ bench, event }) => [...future(), ...neverPast(bench, event)],
  ),
];

const statusId = 'webhook.signature.status';
const someRefused = some('in its turn', cells, 2, statusId);

export const signatureStatus: Requirement = {
  id: statusId,
  clause: 'webhook-signature-status',
  title: 'refuses with a 4xx status',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'Answer 401 (or 400, 403): a 5xx means that you failed, a 3xx that the receiver has moved.',
  sends: [someRefused],
  async check(bench) {
    await assertPlainWorks(bench);
    let refused = 0;
    // What is never acknowledged is refused for another reason.
    for (const cell of someRefused.drawn(bench, await plainlyTaken(bench))) {
      const { nextEvent } = await beginFor(bench, cell);
      const event = nextEvent(cell.name);
      const odd = [...lenient, ...neverFresh(bench, event), ...neverPast(bench, event), ...perhapsFresh(bench, event)];
      for (const { what, how, from } of [...missing, ...wrongSecret, ...changedBody, shifted(60), ...odd]) {
        const delivered = await bench.deliver(from ? from(event) : event, how);
        if (isAcknowledged(delivered.status)) continue;
        refused++;
        if (delivered.status !== undefined && delivered.status >= 400 && delivered.status <= 499) continue;
        throw new Violation(`a 4xx status for ${what} (${cellInWords(cell)})`, outcomeOf(delivered), {
          exchanges: [delivered.exchange],
        });
      }
    }
    if (refused === 0) throw new Blocked('nothing was refused', 'webhook.signature.refuses-missing');
  },
};

/** Deliveries that must be refused, for checks that look at the refusals themselves. */
export async function refusals(bench: Bench, event: PlatformEvent): Promise<readonly Delivered[]> {
  const all: Delivered[] = [];
  for (const { how, from } of [...missing, ...wrongSecret, ...changedBody, ...malformed])
    all.push(await bench.deliver(from ? from(event) : event, how));
  return all;
}
