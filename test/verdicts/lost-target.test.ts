import { expect, _baseTest as test } from '@playwright/test';
import { reference } from '../../mutants/reference.ts';
import { type Served, serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import type { Launch } from '../../platform/bench.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, type Result } from '../../spec/index.ts';
import type { Requirement } from '../../suites/requirement.ts';
import { runRequirement } from '../../suites/run.ts';
import { ahead } from '../ahead.ts';
import { everywhere, recorded, testSecret, triggersOf } from '../harness.ts';
import { dice } from '../mutate-text.ts';
import { failingFront, failures, type TargetFailure } from './failing-front.ts';

/**
 * A law over all requirements: a target that fails for ever from one request of a check on is never passed, and the
 * report shows that request. One request and failure of each requirement is tried, the failures by turns; every request
 * and failure with MVK_LAW=all, and N requests of every failure with MVK_LAW=N.
 */
const extent = process.env.MVK_LAW;
const isWhole = extent !== undefined;
const positions = Number(extent);
const seed = Number(process.env.MVK_TEST_SEED ?? 20_260_529);

interface Tried {
  readonly result: Result;
  /** Paths of the requests that came to the target. */
  readonly paths: readonly string[];
  /** Whether several were under way at the same time: then the order in which they come is not the one of their ends. */
  readonly overlap: boolean;
  /** Paths of requests that took too long before the target was lost. */
  readonly givenUp: readonly string[];
}

async function check(requirement: Requirement, from: number, failure: TargetFailure): Promise<Tried> {
  let served: Served = await serve(reference, { port: 0, secret: testSecret, store: memoryStore() });
  // Only what hangs has to be waited for.
  const timeoutMs = failure === 'hangs' && from < Number.POSITIVE_INFINITY ? 300 : 10_000;
  const front = await failingFront(() => served.url, from, failure, timeoutMs);
  const disk = new Map();
  const lines: string[] = [];
  const launch: Launch = async ({ MINIVOICE_API_BASE_URL, MINIVOICE_API_KEY }) => {
    await served.close();
    served = await serve(reference, {
      port: 0,
      publicUrl: front.url,
      secret: testSecret,
      store: memoryStore(disk),
      apiBaseUrl: MINIVOICE_API_BASE_URL,
      apiKey: MINIVOICE_API_KEY,
      log: (line) => void lines.push(line),
    });
    return {
      kill: async () => served.kill(),
      stop: () => served.close(),
      output: () => lines.join('\n'),
      exited: new Promise<never>(() => undefined),
    };
  };
  const { url } = front;
  const bench = await openBench(
    {
      answerUrl: `${url}/answer`,
      webhookUrl: `${url}/webhook`,
      webhookSecret: testSecret,
      observe: { callUrl: `${url}/calls/{call_id}` },
      api: { triggers: triggersOf(url) },
      fixtures: recorded,
      flow: { maxDepth: 2 },
      readings: defaultReadings,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 3,
    },
    ['answer', 'webhook', 'signed', 'process', 'state', 'api', 'fixtures'],
    launch,
    { client: { timeoutMs } },
  );
  try {
    const result = await runRequirement(requirement, bench, { command: 'mvk check', callCommand: 'mvk call' });
    return { result, paths: [...front.paths], overlap: front.overlap, givenUp: [...front.givenUp] };
  } finally {
    await bench.close();
    await front.close();
    await served.close();
  }
}

/** One failure of the target, and what came of it; the words say which. */
interface Loss extends Tried {
  readonly where: string;
  /** Paths of which the report shows one: of the request that failed first, or where several overlap of any since. */
  readonly failed: readonly string[];
}

async function lose(requirement: Requirement, index: number): Promise<{ whole: Tried; losses: readonly Loss[] }> {
  const roll = dice(seed + index);
  const whole = await check(requirement, Number.POSITIVE_INFINITY, 'hangs');
  const losses: Loss[] = [];
  // It looks at nothing of the target here: at files, or at what this integration does not have.
  if (whole.result.outcome === 'not-applicable' || whole.paths.length === 0) return { whole, losses };
  for (const failure of isWhole ? failures : failures.filter((_, turn) => turn === index % failures.length)) {
    const all = Array.from({ length: whole.paths.length }, (_, place) => place + 1);
    const drawn = Array.from({ length: positions || 1 }, () => 1 + roll(whole.paths.length));
    for (const wanted of extent === 'all' ? all : drawn) {
      let from = wanted;
      let tried = await check(requirement, from, failure);
      // A check that waits for something asks more or less often: what never came cannot fail.
      for (let again = 0; again < 3 && tried.paths.length < from; again++) {
        from = Math.max(1, tried.paths.length - again);
        tried = await check(requirement, from, failure);
      }
      const where = `${failure} from request ${from} of ${whole.paths.length} on, ${tried.paths[from - 1]}`;
      const overlap = whole.overlap || tried.overlap;
      const lost = overlap ? tried.paths.slice(from - 1) : tried.paths.slice(from - 1, from);
      losses.push({ ...tried, where, failed: [...tried.givenUp, ...lost] });
    }
  }
  return { whole, losses };
}

/** Text whose call ids are gone. */
const endpointsIn = (text: string): string => text.replaceAll(/call_[\w.]+/g, 'call_');

const lost = ahead(
  everywhere.map((requirement, index) => () => lose(requirement, index)),
  16,
);

for (const [index, requirement] of everywhere.entries()) {
  test(`${requirement.id} does not pass a target that is lost in the middle`, async () => {
    test.setTimeout(isWhole ? 3_600_000 : 300_000);
    const { whole, losses } = await lost(index);
    // Nothing is tried of what asks nothing of the target: files alone, or what the reference does not have.
    const outcome =
      losses.length > 0 ? 'passed' : whole.paths.length === 0 ? /^(passed|not-applicable)$/ : 'not-applicable';
    expect(whole.result.outcome, JSON.stringify(whole.result)).toMatch(outcome);
    for (const { result, where, failed } of losses) {
      expect(['failed', 'warned', 'could-not-run'], `${where}: ${result.outcome}`).toContain(result.outcome);
      // A page that was asked for another call since is the same page.
      const text = endpointsIn(JSON.stringify(result));
      // A target that goes away cuts off what is under way, and is not there to see what is refused since.
      const isCut = where.startsWith('goes away') && /"failure":\{"kind":"(cut|refused)"/.test(text);
      expect(isCut || failed.some((path) => text.includes(endpointsIn(path))), `${where}: ${text}`).toBe(true);
    }
  });
}
