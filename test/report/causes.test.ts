import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { type Cause, causes } from '../../reporters/findings/causes.ts';
import { fixFirst } from '../../reporters/findings/fix-first.ts';
import { faults, type Result } from '../../spec/index.ts';
import { blockedBy, broken, died, ended, unjudged } from './findings.ts';
import { resultOf } from './reports.ts';

function inShort(results: readonly Result[]): readonly string[] {
  return causes({ results }).map(
    (cause) => `${cause.kind}: ${names(cause)}${cause.blocked.length > 0 ? ` holds up ${cause.blocked.length}` : ''}`,
  );
}

function names({ results }: Cause): string {
  return results.map(({ id }) => id).join(' ');
}

test('one response that breaks twelve requirements is one cause', () => {
  const results = Array.from({ length: 12 }, (_, index) =>
    // Ids and times differ in each response.
    broken({ id: `webhook.any.case-${index}`, body: `{"error":"no handler","request":"req_${index}a7"}` }),
  );
  const [only, ...more] = causes({ results });
  expect(more).toEqual([]);
  expect(only).toMatchObject({ kind: 'status', seen: 'POST /webhook answered 500' });
  expect(only?.results).toHaveLength(12);
  expect(only && fixFirst(only, 1)).toBe('webhook.any.case-0 (POST /webhook answered 500). It breaks 12 requirements.');
});

test('other endpoints, statuses and words are other causes', () => {
  const results = [
    broken({ id: 'webhook.a.a' }),
    broken({ id: 'webhook.a.b', status: 503 }),
    broken({ id: 'webhook.a.c', body: 'another handler' }),
    broken({ id: 'webhook.a.d', url: 'http://127.0.0.1:3000/other' }),
  ];
  expect(causes({ results })).toHaveLength(4);
});

test('a success says nothing of its cause: what a known fault breaks belongs together, the rest stands for itself', () => {
  const ids = ['webhook.signature.raw-body', 'webhook.signature.refuses-tampered', 'webhook.signature.refuses-stale'];
  const [raw = '', ...accepted] = ids;
  const results = [broken({ id: raw, status: 401 }), ...accepted.map((id) => broken({ id, status: 200 }))];
  expect(inShort(results)).toEqual([
    'status: webhook.signature.raw-body webhook.signature.refuses-tampered',
    'content: webhook.signature.refuses-stale',
  ]);
});

test('the same value at the same place is one cause, and another place another', () => {
  const at = (id: string, where: string) => broken({ id, status: 200, actual: '"202-555-0122"', where });
  const results = [at('flow.a.a', '/actions/1'), at('flow.b.b', '/actions/1'), at('flow.c.c', '/actions/2')];
  expect(inShort(results)).toEqual(['content: flow.a.a flow.b.b', 'content: flow.c.c']);
});

test('an integration that has ended is one cause before all others, with what it wrote last', () => {
  const [first, ...others] = causes({ results: [broken({ id: 'answer.http.other' }), ...ended] });
  expect(first).toMatchObject({ kind: 'ended', seen: died, output: ['TypeError: <b>no database</b>', 'Node.js'] });
  expect(first && names(first)).toBe('webhook.a.cut webhook.a.one webhook.a.two');
  expect(first && fixFirst(first, 2)).toBe(
    `${died}, because nothing can be judged once it has ended. It keeps 2 from being judged.`,
  );
  expect(others).toHaveLength(1);
});

test('a command that ended in silence, or was never ready, is such a cause too', () => {
  for (const how of ['was ended by SIGKILL after it was ready', 'ended with exit code 7 before it was ready']) {
    const cause = { kind: 'ended', command: 'run; it', how } as const;
    const [only] = causes({ results: [unjudged('answer.a.a', 'any words', cause)] });
    expect(only).toMatchObject({ kind: 'ended', seen: `The command "run; it" ${how}` });
    expect(only?.output).toBeUndefined();
  }
});

test('what the kit’s own API answered is no observation of the integration', () => {
  const results = [
    broken({ id: 'api.error.a', actual: 'exit code 1 after status 500', where: 'trigger dial' }),
    broken({ id: 'api.error.b', actual: 'a retry after status 500', where: 'trigger dial' }),
  ];
  expect(causes({ results })).toHaveLength(2);
});

test('what hides most comes first, musts before the rest, and more before less', () => {
  const results = [
    broken({ id: 'webhook.should.a', level: 'should', status: 418 }),
    broken({ id: 'flow.content.a', status: 200, actual: 'silence', where: 'after the caller does 1' }),
    broken({ id: 'answer.actions.known', status: 200, actual: '"play"', where: '/actions/0' }),
    broken({ id: 'answer.json.valid', status: 200, actual: 'an empty body' }),
    broken({ id: 'webhook.status.a', status: 501 }),
    broken({ id: 'webhook.status.b', status: 502 }),
    broken({ id: 'webhook.status.c', status: 502 }),
    broken({ id: 'webhook.crash.a', failure: 'cut' }),
    unjudged('answer.kit.fault', 'a fault of the kit: an event breaks its schema'),
    unjudged('answer.http.reachable', 'nothing listens at 127.0.0.1:3000', { kind: 'unreachable' }),
  ];
  expect(inShort(results)).toEqual([
    'unreachable: answer.http.reachable',
    'no-response: webhook.crash.a',
    'status: webhook.status.b webhook.status.c',
    'status: webhook.status.a',
    'syntax: answer.json.valid',
    'structure: answer.actions.known',
    'content: flow.content.a',
    'status: webhook.should.a',
    'unclear: answer.kit.fault',
  ]);
});

test('what could not be judged belongs to what must be fixed first, through a chain too', () => {
  const results = [
    broken({ id: 'webhook.ack.every-event' }),
    blockedBy('webhook.ack.every-event', 'webhook.repeat.acknowledged'),
    blockedBy('webhook.repeat.acknowledged', 'webhook.repeat.once'),
    blockedBy('webhook.signature.refuses-missing', 'webhook.signature.status'),
  ];
  expect(inShort(results)).toEqual(['status: webhook.ack.every-event holds up 2', 'unclear: webhook.signature.status']);
});

test('a circle of blocked requirements loses none', () => {
  const results = [blockedBy('a.b.d', 'a.b.c'), blockedBy('a.b.c', 'a.b.d')];
  expect(inShort(results)).toEqual(['unclear: a.b.c', 'unclear: a.b.d']);
});

test('findings that are together what one known fault breaks are one cause, and only then', () => {
  const reserialised = [
    broken({ id: 'webhook.signature.raw-body', status: 401 }),
    broken({ id: 'webhook.signature.refuses-tampered', status: 204 }),
  ];
  const [only, ...more] = causes({ results: reserialised });
  expect(more).toEqual([]);
  expect(only?.like).toEqual([faults.find(({ name }) => name === 'webhook-reserialises')?.does]);
  // A third that was accepted as the second was: that is not what they share.
  const third = broken({ id: 'webhook.signature.refuses-missing', status: 204 });
  expect(inShort([...reserialised, third])).toEqual([
    'status: webhook.signature.raw-body webhook.signature.refuses-tampered',
    'content: webhook.signature.refuses-missing',
  ]);
});

test('findings in two places of the call flow are two causes, even if one known fault breaks both', () => {
  const { breaks = [] } =
    faults.find((each) => each.breaks.length === 2 && each.breaks.every((id) => id.startsWith('flow.'))) ?? {};
  const [one = '', other = ''] = breaks;
  const inPlaces = (...paths: readonly (readonly string[])[]): readonly Cause[] =>
    causes({
      results: [one, other].map((id, index) =>
        broken({ id, actual: index === 0 ? 'silence' : 'a loop', path: paths[index] ?? [] }),
      ),
    });
  expect(inPlaces(['1'], ['1', '4'])).toHaveLength(1);
  expect(inPlaces(['1', '2'], ['1', '4'])).toHaveLength(2);
});

test('every open finding is in exactly one cause, whatever was found', () => {
  const ids = faults.flatMap(({ breaks }) => breaks);
  const finding = fc
    .record({
      id: fc.constantFrom(...ids),
      outcome: fc.constantFrom('passed', 'failed', 'warned', 'could-not-run', 'not-applicable', 'accepted'),
      status: fc.constantFrom(200, 401, 500),
      blocker: fc.option(fc.constantFrom(...ids)),
    })
    .map(({ id, outcome, status, blocker }): Result => {
      if (outcome === 'failed') return broken({ id, status });
      if (outcome === 'warned') return broken({ id, status, level: 'should' });
      if (outcome === 'accepted')
        return { ...broken({ id }), accepted: { reason: 'r', owner: 'o', expires: '2030-01-01' } } as Result;
      if (outcome === 'could-not-run' && blocker !== null) return blockedBy(blocker, id);
      return resultOf(id, outcome as Result['outcome']);
    });
  fc.assert(
    fc.property(fc.uniqueArray(finding, { selector: ({ id }) => id, maxLength: 40 }), (results) => {
      const open = results.filter(({ outcome, accepted }) => /failed|warned|could-not-run/.test(outcome) && !accepted);
      const grouped = causes({ results }).flatMap((cause) => [...cause.results, ...cause.blocked]);
      expect(grouped.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
    }),
    { seed: 6, numRuns: 200 },
  );
});
