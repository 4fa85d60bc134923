import { type Fault, type FaultRule, type FaultScript, reshapes } from '../../platform/api/faults/faults.ts';
import { nearestIs } from '../../platform/config/nearest.ts';
import { isRecord, operations, show } from '../../spec/index.ts';

type Members = Readonly<Record<string, Judge>>;
/** What a member must be, in words; undefined where it is so. */
type Judge = (value: unknown) => string | undefined;

const must = (holds: (value: unknown) => boolean, words: string): Judge => {
  return (value) => (holds(value) ? undefined : `must be ${words} (got ${show(value)})`);
};
const text = must((value) => typeof value === 'string', 'a string');
const object = must(isRecord, 'an object');
const count = (least: number) =>
  must((value) => Number.isInteger(value) && Number(value) >= least, `a whole number of at least ${least}`);
const status = must((value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599, 'a status');
const word = (...words: readonly string[]) =>
  must((value) => words.includes(String(value)), `one of ${words.join(', ')}`);
const retryAfter = must(
  (value) =>
    isRecord(value) &&
    (typeof value.seconds === 'number' ||
      typeof value.text === 'string' ||
      !Number.isNaN(Date.parse(String(value.date)))),
  '{"seconds": N}, {"date": "…"} or {"text": "…"}',
);

const otherMembers = must(
  (value) =>
    Array.isArray(value) &&
    value.every((each) => isRecord(each) && /^\//.test(String(each.pointer)) && Object.hasOwn(each, 'value')),
  'a list such as [{"pointer": "/status", "value": "completed"}]',
);

/** The members of each kind of fault, and those that it needs. */
const kinds: { readonly [Kind in Fault['kind']]: { readonly members: Members; readonly needs: readonly string[] } } = {
  error: { members: { code: text, status, message: text, members: object, retryAfter }, needs: ['code'] },
  raw: { members: { status, contentType: text, headers: object, body: text, retryAfter }, needs: ['status', 'body'] },
  cut: { members: { when: word('before-read', 'after-read', 'in-body') }, needs: ['when'] },
  hang: { members: { when: word('in-body') }, needs: [] },
  latency: { members: { ms: count(0) }, needs: ['ms'] },
  reshape: { members: { how: word(...reshapes), only: text }, needs: ['how'] },
  members: { members: { members: otherMembers }, needs: ['members'] },
  form: {
    members: {
      status,
      contentType: text,
      letters: word('raw', 'escaped'),
      spaced: word('true'),
      pieces: word('true'),
      packed: word('true'),
      closes: word('true'),
    },
    needs: [],
  },
  'after-call': { members: { maxMs: count(0) }, needs: ['maxMs'] },
};

const operation: Judge = (value) =>
  Object.hasOwn(operations, String(value))
    ? undefined
    : `names the unknown operation ${show(value)}${nearestIs(String(value), Object.keys(operations), 'operation')}`;
const rule: Members = { name: text, operation, attempts: object, fault: object };

/** A script of faults as it was sent. Throws one sentence where a rule of it would never apply, or not as it was meant. */
export function faultScriptIn(body: unknown): FaultScript {
  if (!Array.isArray(body)) {
    throw new TypeError('a script of faults is an array, such as [{"fault": {"kind": "hang"}}]');
  }
  return body.map((each: unknown, index) => ruleIn(each, `/${index}`));
}

function ruleIn(value: unknown, place: string): FaultRule {
  if (!isRecord(value)) throw new TypeError(`${place} must be an object (got ${show(value)})`);
  judge(value, place, rule, []);
  if (isRecord(value.attempts))
    judge(value.attempts, `${place}/attempts`, { from: count(1), to: count(1) }, ['from', 'to']);
  const fault = isRecord(value.fault) ? value.fault : {};
  const wrong = word(...Object.keys(kinds))(fault.kind);
  if (wrong !== undefined) throw new RangeError(`${place}/fault/kind ${wrong}`);
  const { members, needs } = kinds[fault.kind as Fault['kind']];
  judge(fault, `${place}/fault`, { kind: text, ...members }, needs);
  return { ...value, fault: dated(fault) } as unknown as FaultRule;
}

function judge(
  value: Readonly<Record<string, unknown>>,
  place: string,
  members: Members,
  needs: readonly string[],
): void {
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(members, name) ? members[name] : undefined;
    const wrong = known ? known(member) : `is not known${nearestIs(name, Object.keys(members), 'member')}`;
    if (wrong !== undefined) throw new RangeError(`${place}/${name} ${wrong}`);
  }
  const missing = needs.find((name) => !(name in value));
  if (missing !== undefined) throw new RangeError(`${place}/${missing} is missing`);
}

/** JSON has no dates. */
function dated(fault: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { retryAfter: after } = fault;
  return isRecord(after) && 'date' in after ? { ...fault, retryAfter: { date: new Date(String(after.date)) } } : fault;
}
