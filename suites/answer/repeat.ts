import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import { isPage, readingInWords } from '../../platform/state/observe.ts';
import { connects, type Exchange, targetsOf } from '../../spec/index.ts';
import { answersOnWay } from '../preconditions/asking-ends.ts';
import { exploredAtAll } from '../preconditions/explored-flow.ts';
import { structure, wording } from '../preconditions/same-answer.ts';
import { assertStores, playWhole, wholeShown } from '../preconditions/schedule.ts';
import { plainAnswer } from '../preconditions/valid-answer.ts';
import { whereOf } from '../preconditions/way.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { settledPage } from '../state/settled.ts';
import { waitUntilShown } from '../state/shown.ts';
import { assertUnchanged } from '../state/unchanged.ts';
import { assertPlacesOnce } from './placing.ts';

const repeats = 6;

export const repeatDeterministic: Requirement = {
  id: 'answer.repeat.deterministic',
  clause: 'answer-repeat-deterministic',
  title: 'gives the same answer to the same request',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Put nothing random or time-dependent into an answer; decide by the call and by what is stored for it.',
  async check(bench) {
    await plainAnswer(bench);
    const call = bench.newCall();
    const seen = new Map<string, Exchange>();
    for (let again = 0; again < repeats; again++) {
      const answered = await bench.answer({ call });
      seen.set(`${structure(answered)} ${wording(answered, call)}`, answered.exchange);
    }
    const exchanges = [...seen.values()].slice(0, 2);
    if (seen.size > 1)
      throw new Violation('one answer', `${seen.size} different answers to ${repeats} equal requests`, { exchanges });
    await assertConnectsAlike(bench);
  },
};

/** Ends of the call flow that are tried, and requests for each of them: at first, and where one of these differs. */
const maxEnds = 8;
const requestsAtFirst = 4;
const requestsInAll = 8;
/** Where the time of day decides, or what the first request did, the destination changes once. */
const fewestChanges = 2;

/** Throws where equal requests of one call connect it to different destinations. Another call may well have another one. */
async function assertConnectsAlike(bench: Bench): Promise<void> {
  const exploration = await exploredAtAll(bench);
  // What one call leaves for the next is said by flow.state.per-call.
  if (!exploration || exploration.nondeterminism) return;
  const ends = exploration.graph.nodes.filter((node) => connects(node.ends)).slice(0, maxEnds);
  for (const { path } of ends) {
    const { call, exchanges } = await answersOnWay(bench, path);
    const last = exchanges.at(-1)?.request;
    if (!last) continue;
    const reached: Connected[] = [];
    const ask = async (requests: number) => {
      while (reached.length < requests) {
        reached.push(connectedBy(await bench.answer({ call, url: last.url, method: last.method })));
      }
    };
    await ask(requestsAtFirst);
    if (reached.every(({ target }) => target === reached[0]?.target)) continue;
    await ask(requestsInAll);
    const changes = reached.filter(({ target }, index) => index > 0 && target !== reached[index - 1]?.target).length;
    if (changes < fewestChanges || reached.some(({ target }) => target === undefined)) continue;
    throw new Violation(
      'one destination of a call, however often the request comes',
      [...new Set(reached.map(({ target }) => target))].join(', '),
      {
        where: whereOf(undefined, path) ?? 'at the start of the call',
        exchanges: reached.slice(0, 2).map(({ exchange }) => exchange),
      },
    );
  }
}

interface Connected {
  readonly target: string | undefined;
  readonly exchange: Exchange;
}

/** Where an answer connects the call to, if anywhere. */
function connectedBy({ judged, exchange }: Answered): Connected {
  const [target] = (judged?.actions ?? []).filter(({ name }) => connects(name)).flatMap(targetsOf);
  return { target: typeof target === 'string' ? target : undefined, exchange };
}

export const repeatSafe: Requirement = {
  id: 'answer.repeat.safe',
  clause: 'answer-repeat-safe',
  title: 'is idempotent for a repeated answer request',
  needs: ['answer', 'state'],
  walks: true,
  assumes: ['Q1', 'Q2'],
  hint: 'Store by call id: a second request for the same call must change nothing.',
  async check(bench, note) {
    await plainAnswer(bench);
    const visible = await visibleCall(bench);
    for (const direction of ['inbound', 'outbound'] as const) {
      note.cases++;
      const call = bench.newCall({ direction });
      await bench.answer({ call });
      const before = await settledPage(bench, call.id);
      const { exchange } = await bench.answer({ call });
      const expected = `the state after one request, of an ${direction} call`;
      const same = () => askedCall(bench, direction);
      await assertUnchanged(bench, { before, expected, exchanges: [exchange], same, visible });
    }
    await assertPlacesOnce(bench);
  },
};

/** A call for which instructions were asked once. */
async function askedCall(bench: Bench, direction: 'inbound' | 'outbound' = 'inbound'): Promise<string> {
  const call = bench.newCall({ direction });
  await bench.answer({ call });
  return call.id;
}

/** What makes a call show at observe.callUrl: its events, or a request for instructions. */
async function visibleCall(bench: Bench): Promise<() => Promise<string>> {
  const whole = bench.capabilities.has('webhook') ? await wholeShown(bench) : undefined;
  if (whole?.isShown) return () => playWhole(bench);
  const { isShown, reading } = await waitUntilShown(bench, await askedCall(bench));
  if (isShown) return () => askedCall(bench);
  if (whole) await assertStores(bench);
  if (!isPage(reading)) throw new Blocked(`${readingInWords(reading)} for a call that was asked for`);
  throw new NotApplicable('an answer request changes nothing at observe.callUrl');
}
