import type { SeenRequest } from '../../../platform/api/api.ts';
import { magicCalls } from '../../../platform/api/resources/magic.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { namedCall } from '../trial/distinct/other-call.ts';
import { replaced } from '../trial/distinct/replace-value.ts';
import { valueIn } from '../trial/distinct/request-value.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { apiOf, evidenceOf, triggersOf } from '../trial/outcome.ts';
import { plainOutcome } from '../trial/plain-outcome.ts';
import { assertStillWorks } from '../trial/still-works.ts';
import { assertTimesPassedOn } from './times.ts';

/** Numbers for fiction that have no meaning of their own in the API of the kit. */
const numbers = ['+12025550151', '+12025550152'] as const;
/** The longer of the two documented forms, with what naive code trips over: capitals, a dot, leading and trailing zeros. */
const documentedId = 'call_20260529T120000.000000070';
/**
 * Ids without a documented format: an id is opaque, and one that comes from outside may be anything. A library may refuse
 * to send some of these characters, so that each of the others stands alone, too.
 */
const hostileIds = [
  'call_a/b?c=d#e f%2Fg+é',
  'call_a/b9',
  'call_a?c=d9',
  'call_a#e9',
  'call_f%2Fg9',
  'call_e\u03019',
] as const;

export const requestEncoded: Requirement = {
  id: 'api.request.encoded',
  clause: 'api-request-encoded',
  title: 'requests exactly the id or number that it was given',
  needs: ['api'],
  hint: 'Pass ids and numbers on whole, as text, and percent-encode each segment of a path and each value of a query.',
  async check(bench) {
    const triggers = triggersOf(bench, () => true, 'any operation');
    await judgeEach(triggers, async (trigger) => {
      const plain = await plainOutcome(bench, trigger);
      const [request] = plain.requests;
      const value = request && valueIn(request);
      const asked = value === undefined ? undefined : namedCall(value);
      const given = givenBy(trigger, request);
      if (given !== undefined && asked !== given)
        throw new Violation(`a request for ${JSON.stringify(given)}`, JSON.stringify(asked), {
          where: `trigger ${trigger.name}`,
          ...evidenceOf(plain),
        });
      if (request && (await assertTimesPassedOn(bench, trigger, request))) return;
      if (asked === undefined || replaced(trigger, asked, 'x') === undefined)
        throw new NotApplicable(`the trigger "${trigger.name}" gives no id and no number that the API is asked for`);
      for (const value of othersThan(asked)) await assertPassedOn(bench, trigger, asked, value);
    });
    await assertStillWorks(bench, triggers);
  },
};

/** What a trigger gives, where it cannot be anything else: a number to call that is taken for the caller's, or an id that was changed. */
function givenBy(trigger: Trigger, request: SeenRequest | undefined): string | undefined {
  const asked = namedCall((request && valueIn(request)) ?? '');
  const text = decoded(JSON.stringify(trigger.request ?? trigger.command ?? ''));
  if (trigger.operation === 'createCall') {
    const [, to] = /[?&"]to"?[=:]"?(\+\d{7,15})\b/.exec(text) ?? [];
    return to !== undefined && request?.request.body.includes(`"${to}"`) ? to : undefined;
  }
  const ids = text.match(/\bcall_[\w.]*\w/g) ?? [];
  return ids.find((id) => asked !== '' && (isPart(id, asked) || isPart(asked, id)));
}

function isPart(one: string, other: string): boolean {
  return other.toLowerCase().includes(one.toLowerCase());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function othersThan(given: string): readonly string[] {
  return given.startsWith('+') ? numbers.filter((each) => each !== given).slice(0, 1) : [documentedId, ...hostileIds];
}

async function assertPassedOn(bench: Bench, trigger: Trigger, given: string, value: string): Promise<void> {
  const other = replaced(trigger, given, value);
  if (other === undefined) return;
  // A trigger that refuses a value asks nothing, and says so.
  const outcome = await outcomeOf(bench, other, [], { maySkip: true, isPinned: true });
  const { exchange } = outcome.fired;
  if (exchange?.failure) {
    const where = `trigger ${trigger.name} with ${JSON.stringify(value)}`;
    throw new Violation('a complete response', exchange.failure.message, { where, exchanges: [exchange] });
  }
  const isRight = (request: SeenRequest) => isFor(request, trigger.operation, value);
  // An attempt at what was asked for before may come late, from a client that is still trying.
  const isLate = (request: SeenRequest) => outcome.all.some(isRight) && namedCall(valueIn(request) ?? '') === given;
  const isOwnBusiness = (request: SeenRequest) =>
    isOfCreatedCall(bench, request) && (request.operation !== trigger.operation || outcome.all.some(isRight));
  const wrong = outcome.all.find((request) => !isRight(request) && !isLate(request) && !isOwnBusiness(request));
  if (wrong === undefined) return;
  const { method, target } = wrong.request;
  const where = `trigger ${trigger.name} with ${JSON.stringify(value)} instead of ${JSON.stringify(given)}`;
  const actual = valueIn(wrong) === undefined ? `${method} ${target}` : JSON.stringify(valueIn(wrong));
  throw new Violation(`a request for ${JSON.stringify(value)}`, actual, { where, ...evidenceOf(outcome) });
}

/** In the background an integration may read results of calls that earlier triggers created. */
function isOfCreatedCall(bench: Bench, request: SeenRequest): boolean {
  const { calls, past } = apiOf(bench).world;
  const id = valueIn(request) ?? '';
  return (
    request.request.method === 'GET' && !Object.hasOwn(magicCalls, namedCall(id)) && (calls.has(id) || past.has(id))
  );
}

/** A client that drops characters that an id cannot contain requests another id, but nothing else. */
function isFor(request: SeenRequest, operation: string, value: string): boolean {
  if (request.operation !== operation) return false;
  const asked = valueIn(request) ?? '';
  const isHostile = hostileIds.some((each) => each === value);
  const isWhole = asked.includes('g') || asked.endsWith('9');
  return asked === value || (isHostile && /^[\w.-]+$/.test(asked) && isWhole);
}
