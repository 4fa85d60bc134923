import { survives } from '../../../platform/api/breaches.ts';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import { hollow, malformed, silence, stall, unknownCode } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import { until } from '../../../platform/clock.ts';
import { isSuccess, type Trigger } from '../../../spec/index.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { assertWorksAfter } from '../trial/afterwards.ts';
import { assertAsksAgain, lostUntilNow } from '../trial/asks-again.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, type Outcome, triggersOf } from '../trial/outcome.ts';
import { plainOutcome, visibleOutcome } from '../trial/plain-outcome.ts';
import { assertStillWorks } from '../trial/still-works.ts';
import { metAhead, metWith, triedAhead } from '../trial/trials.ts';
import { invalidEnvelopes } from './invalid-envelopes.ts';
import { assertKept, clientOf } from './kept.ts';

const any = () => true;
export const survivesMalformed: Requirement = {
  id: 'api.error.malformed',
  clause: 'api-error-malformed',
  title: 'survives error responses without the error envelope',
  needs: ['api'],
  hint: 'Look at the status before the body, parse inside a try, and treat what has no error.code as an error without a code.',
  async check(bench) {
    const triggers = triggersOf(bench, any, 'any operation');
    const lost = await lostUntilNow(bench);
    await metAhead(bench, triggers, visibleOutcome, (trigger) => [
      unauthorized,
      ...Object.values(unreadableBy(bench, trigger)),
    ]);
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      const usual = await metWith(bench, trigger, unauthorized);
      const client = clientOf(bench, trigger, { plain, usual });
      const isTaken = async (outcome: Outcome) =>
        (plain.fired.ending === outcome.fired.ending && !failsAlike(plain, usual)) || client.isTakenForSuccess(outcome);
      const faults = Object.entries(unreadableBy(bench, trigger));
      const isEnough = ([, fault]: (typeof faults)[number]) => needsNoBody(trigger) && hasSucceeded(fault);
      const strict = { ...client, isTakenForSuccess: isTaken };
      const lenient = { ...client, isTakenForSuccess: async () => false };
      const rest = faults.filter((each) => !isEnough(each));
      await assertKept(trigger, survives(strict, Object.fromEntries(rest), client.trialOf));
      await assertKept(trigger, survives(lenient, Object.fromEntries(faults.filter(isEnough)), client.trialOf));
    });
    await assertAsksAgain(bench, triggers, lost);
  },
};

const unauthorized: Fault = { kind: 'error', code: 'unauthorized' };

function unreadableBy(bench: Bench, { operation }: Trigger): Readonly<Record<string, Fault>> {
  return { ...malformed, ...(operation === 'createCall' && hollow), ...invalidEnvelopes(bench.options.seed) };
}

/** Whether an operation neither reads nor creates anything: then a 2xx status tells its client all that it needs (RFC 9110 §15.3). */
function needsNoBody({ operation }: Trigger): boolean {
  return !/^(?:get|list|create)/.test(operation);
}

function hasSucceeded(fault: Fault): boolean {
  return fault.kind === 'raw' && isSuccess(fault.status);
}

/** Whether success and failure end alike, so that only what is shown tells them apart. */
function failsAlike(plain: { readonly fired: { readonly ending: string | undefined } }, usual: typeof plain): boolean {
  return plain.fired.ending === usual.fired.ending;
}

export const timeout: Requirement = {
  id: 'api.error.timeout',
  clause: 'api-error-timeout',
  title: 'times out when the API does not respond',
  needs: ['api'],
  hint: 'Give every request to the API a time-out of a few seconds; many HTTP libraries have none by default.',
  async check(bench) {
    const triggers = triggersOf(bench, any, 'any operation');
    const lost = await lostUntilNow(bench);
    await metAhead(bench, triggers, visibleOutcome, () => Object.values(unending));
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      for (const [what, fault] of Object.entries(unending)) {
        const outcome = await metWith(bench, trigger, fault);
        const { ending, exchange } = outcome.fired;
        if (exchange && !exchange.response && ending !== undefined) {
          const expected = `a complete response when the API ${what}`;
          throw new Violation(expected, ending, { where: `trigger ${trigger.name}`, ...evidenceOf(outcome) });
        }
        // Who asked again has given up waiting for the first request, however long it goes on trying.
        if (ending !== undefined || outcome.requests.length > 1) continue;
        throw new Violation(`an outcome within 15 s when the API ${what}`, 'none', {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
      // An error is an outcome, too: what ends in one by now, whatever the API does, has not shown a time-out.
      try {
        await assertStillWorks(bench, [trigger]);
      } catch (error) {
        await assertWorksAfter(bench, plain, 'answers again');
        throw error;
      }
    });
    await assertAsksAgain(bench, triggers, lost);
  },
};

const unending = { 'does not answer': silence, 'stops half-way': stall };

/** Text that only a client that logs the whole body can show. */
const canary = 'kit-canary-4711';
/** Members of an error body that describe the error of each field. */
const before = Array.from({ length: 5 }, (_, at) => ({ field: `field_${at}`, reason: 'is not allowed here' }));

const traced = (
  [
    ['invalid_request', 400],
    [unknownCode, 500],
  ] as const
).map(([code, status]) => {
  const trace = `${canary}-${status}`;
  const fault: Fault = { kind: 'error', code, status, members: { details: [...before, { trace }] } };
  return { trace, fault };
});

export const logged: Requirement = {
  id: 'api.error.logged',
  clause: 'api-error-logged',
  title: 'logs the full error body while testing',
  needs: ['api', 'process'],
  hint: 'Log the body of an error response as it came, not only its status.',
  async check(bench) {
    const triggers = triggersOf(bench, any, 'any operation');
    await triedAhead(bench, triggers, plainOutcome, () => traced.map(({ fault }) => fault));
    await judgeEach(triggers, async (trigger) => {
      for (const { trace, fault } of traced) {
        const outcome = await outcomeOf(bench, trigger, [{ fault }]);
        if (await shows(bench, `${outcome.fired.errors}${outcome.fired.text}`, trace)) continue;
        throw new Violation('the whole error body in the output', 'its members are not there', {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(outcome),
        });
      }
    });
  },
};

/** Output may come a moment after the response. */
async function shows(bench: Bench, own: string, trace: string): Promise<boolean> {
  if (own.includes(trace)) return true;
  const seen = () => (bench.output().includes(trace) ? true : undefined);
  return (await until(seen, { timeoutMs: 1_000, everyMs: 20 })) ?? false;
}
