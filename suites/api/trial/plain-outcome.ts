import type { Bench } from '../../../platform/bench.ts';
import { proxyIn } from '../../../platform/http/proxy.ts';
import { type Exchange, isSuccess, type Trigger } from '../../../spec/index.ts';
import { Blocked, NotApplicable } from '../../requirement.ts';
import { keepsAnswers } from './distinct/other-call.ts';
import { belongsTo, learnOwnCalls } from './distinct/own-calls.ts';
import { Refused } from './each-trigger.ts';
import { outcomeOf } from './fire.ts';
import { isAhead, type Outcome } from './outcome.ts';

/** The outcome when nothing goes wrong, whatever was asked. */
export function plainRun(bench: Bench, trigger: Trigger): Promise<Outcome> {
  return bench.once(`plain outcome of ${trigger.name}`, async () => {
    const fire = () => outcomeOf(bench, trigger, [], { settleMs: 150, maySkip: true });
    const [first, second] = [await fire(), await fire()];
    // Everything is compared with this one: what a busy machine made of a single run is no measure.
    await learnOwnCalls(bench, trigger, first.requests, second.requests);
    if (first.requests.length > 0 && second.requests.length === 0) {
      // It keeps what it was answered, as it may.
      await keepsAnswers(bench, trigger);
      return fire();
    }
    const isOwn = await belongsTo(bench, trigger);
    const last = await settled(first, second, fire);
    const plain = { ...last, requests: last.requests.filter(isOwn) };
    return (await isPending(bench, plain)) ? { ...plain, isPending: true } : plain;
  });
}

/** Milliseconds by which the API responds later than a queue takes a request in, on a busy machine as well. */
const lateMs = 600;

/**
 * Whether a trigger accepts a request and leaves the work to a queue (RFC 9110 §15.3.3): it says 202, also while the API has not
 * responded yet. Another status would claim what nobody knows then.
 */
async function isPending(bench: Bench, { trigger, fired, requests }: Outcome): Promise<boolean> {
  if (fired.ending !== 'status 202' || requests.length === 0) return false;
  const script = [{ fault: { kind: 'latency', ms: lateMs } }] as const;
  const late = await outcomeOf(bench, trigger, script, { settleMs: lateMs + 150, maySkip: true });
  const [asked] = late.requests;
  return asked !== undefined && late.fired.ending === 'status 202' && late.fired.endedAt < asked.at + lateMs;
}

/** Firings until two in a row end alike, and well: a machine that is busy for a moment is no measure for all that follows. */
const maxFirings = 6;

async function settled(first: Outcome, second: Outcome, fire: () => Promise<Outcome>): Promise<Outcome> {
  let [previous, last] = [first, second];
  for (let count = 2; count < maxFirings; count++) {
    const hasFailed = last.fired.ending === undefined || /^status 5/.test(last.fired.ending);
    if (previous.fired.ending === last.fired.ending && !hasFailed) break;
    previous = last;
    last = await fire();
  }
  return last;
}

/** The same, if the trigger called its operation. */
export async function plainOutcome(bench: Bench, trigger: Trigger): Promise<Outcome> {
  const outcome = await plainRun(bench, trigger);
  if (outcome.requests.length > 0) return outcome;
  const asked = outcome.all.map(({ request }) => `${request.method} ${request.target}`).join(', ') || 'nothing';
  const ending = outcome.fired.ending ?? 'no end in time';
  const text = `the trigger "${trigger.name}" made no ${trigger.operation} request; it sent ${asked} (${ending})`;
  const proxy = outcome.all.length === 0 && proxyIn({ ...process.env, ...bench.options.start?.env });
  throw new Blocked(proxy ? `${text}; ${proxy}, which may have taken its requests to 127.0.0.1` : text);
}

/** The same, if the API accepted the request: otherwise nothing is known about how the client reads responses. */
export async function workingOutcome(bench: Bench, trigger: Trigger): Promise<Outcome> {
  const outcome = await plainOutcome(bench, trigger);
  const response = outcome.requests.at(-1)?.exchange.response;
  if (isSuccess(response?.status ?? 0)) return outcome;
  const text = refusalOf(trigger, response);
  throw response?.status === 401 ? new Blocked(text, 'api.auth.bearer') : new Refused(text, 'api.request.valid');
}

/** What the API says to a trigger when nothing goes wrong, and how to have it say yes. */
export function refusalOf({ name }: Trigger, response: Exchange['response']): string {
  const [, code] = /"code":\s*"(\w+)"/.exec(response?.body ?? '') ?? [];
  const text = `the trigger "${name}" is answered ${response?.status ?? 0}${code === undefined ? '' : ` ${code}`} when nothing goes wrong`;
  return code !== undefined && /call_not_found$/.test(code)
    ? `${text}; of the calls that the API of the kit knows, call_active is in progress and call_123 is completed`
    : text;
}

/** The same, if the outcome can be seen: not if the trigger ends before the API responds. */
export async function visibleOutcome(bench: Bench, trigger: Trigger): Promise<Outcome> {
  const outcome = await workingOutcome(bench, trigger);
  if (isAhead(outcome)) {
    throw new NotApplicable(
      `the trigger "${trigger.name}" ends before the API responds, so its outcome cannot be seen`,
    );
  }
  return outcome;
}
