import { expect, _baseTest as test } from '@playwright/test';
import { compareResponse } from '../fixtures/compare.ts';
import { type Fixture, type Match, strictMatch } from '../fixtures/fixture.ts';

const menu = {
  actions: [
    { gather: { prompt: 'Press 1 for sales.', num_digits: 1, timeout_seconds: 5, finish_on_key: '#' } },
    { redirect: { url: '<origin>/menu?call_id=<call:1>&step=2&session=<id:1>', method: 'GET' } },
  ],
};

const fixture = (json: unknown, match: Partial<Match> = {}, status = 200): Fixture => ({
  version: 1,
  kind: 'answer',
  direction: 'platform-to-integration',
  request: { method: 'GET', url: '<answer>', headers: {} },
  response: { status, headers: {}, json },
  match: { ...strictMatch, ...match },
});

const differences = (change: (text: string) => string, match: Partial<Match> = {}) =>
  compareResponse(fixture(menu, match), fixture(JSON.parse(change(JSON.stringify(menu))))).map(
    ({ where, expected, actual }) => `${where} ${expected} ${actual}`,
  );
const replacing = (from: string | RegExp, to: string) => (text: string) => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
};

const found: Readonly<Record<string, readonly [change: (text: string) => string, ...lines: string[]]>> = {
  prompt: [replacing('sales', 'support'), '/actions/0/gather/prompt "Press 1 for sales." "Press 1 for support."'],
  target: [
    replacing('/menu', '/other'),
    '/actions/1/redirect/url "<origin>/menu?call_id=<call:1>&step=2&session=<id:1>" "<origin>/other?call_id=<call:1>&step=2&session=<id:1>"',
  ],
  'state in a target': [
    replacing('step=2', 'step=3'),
    '/actions/1/redirect/url "<origin>/menu?call_id=<call:1>&step=2&session=<id:1>" "<origin>/menu?call_id=<call:1>&step=3&session=<id:1>"',
  ],
  action: [replacing('"redirect"', '"bridge"'), '/actions/1 "redirect" "bridge"'],
  'finish key': [replacing('"#"', '"*"'), '/actions/0/gather/finish_on_key "#" "*"'],
  number: [replacing('"num_digits":1', '"num_digits":2'), '/actions/0/gather/num_digits 1 2'],
  type: [replacing('"timeout_seconds":5', '"timeout_seconds":"5"'), '/actions/0/gather/timeout_seconds 5 "5"'],
  'a parameter less': [replacing('"num_digits":1,', ''), '/actions/0/gather/num_digits 1 nothing'],
  'a parameter more': [
    replacing('"num_digits":1', '"num_digits":1,"min_digits":1'),
    '/actions/0/gather/min_digits nothing 1',
  ],
  'an action less': [replacing(/,\{"redirect".*\}\}/, ''), '/actions/1 "redirect" nothing'],
  'an action more': [replacing('"actions":[', '"actions":[{"hold":{}},'), '/actions/0 "gather" "hold"'],
  'another document': [() => '{"error":"x"}', '/actions [{"gather":{"prompt":"Press 1 for sales.","num_digits":1,'],
};
for (const [what, [change, ...lines]] of Object.entries(found)) {
  test(`found: another ${what}`, () => {
    const seen = differences(change);
    for (const [index, line] of lines.entries()) expect(seen[index]).toContain(line);
    expect(seen.length).toBeGreaterThan(0);
  });
}

const same: Readonly<Record<string, (text: string) => string>> = {
  'other ids': (text) => text.replace('<id:1>', '<id:7>').replace('<call:1>', '<call:2>'),
  'another order of the query': replacing('call_id=<call:1>&step=2', 'step=2&call_id=<call:1>'),
  'another order of the members': replacing(
    '"prompt":"Press 1 for sales.","num_digits":1',
    '"num_digits":1,"prompt":"Press 1 for sales."',
  ),
  'the typed form of an action': replacing('{"gather":{', '{"type":"gather",'),
};
for (const [what, change] of Object.entries(same)) {
  test(`not found: ${what}`, () => {
    const fixed = (text: string) =>
      what.startsWith('the typed') ? change(text).replace('"#"}}', '"#"}') : change(text);
    expect(differences(fixed)).toEqual([]);
  });
}

test('of long values the part is shown in which they differ', () => {
  const said = (end: string) =>
    fixture({ actions: [{ say: { text: `${'Please hold the line. '.repeat(20)}${end}` } }] });
  const [only] = compareResponse(said('Goodbye.'), said('Hello.'));
  expect(only?.expected).toMatch(/^….{20,}Goodbye\."$/);
  expect(only?.actual).toMatch(/^….{20,}Hello\."$/);
});

test('rules relax and tighten, the nearest pointer first', () => {
  const other = (text: string) =>
    text.replace('sales', 'support').replace('"num_digits":1', '"num_digits":2').replace('/menu', '/other');
  const where = (match: Partial<Match>) => differences(other, match).map((line) => line.split(' ')[0]);
  expect(where({})).toEqual(['/actions/0/gather/prompt', '/actions/0/gather/num_digits', '/actions/1/redirect/url']);
  expect(where({ prompts: 'any' })).toEqual(['/actions/0/gather/num_digits', '/actions/1/redirect/url']);
  expect(where({ prompts: 'any', values: 'type' })).toEqual(['/actions/1/redirect/url']);
  expect(where({ ignore: ['/actions/1'], type: ['/actions/0'] })).toEqual([]);
  expect(where({ ignore: ['/actions'], equal: ['/actions/*/gather/prompt'] })).toEqual(['/actions/0/gather/prompt']);
  expect(differences(replacing('"num_digits":1', '"num_digits":"1"'), { values: 'type' })).toHaveLength(1);
});

test('what was hidden may be anything, times and what is of today too', () => {
  const said = (text: string) => fixture({ actions: [{ say: { text } }] });
  const judge = (recorded: string, today: string) => compareResponse(said(recorded), said(today)).length;
  expect(judge('Hello <personal>, welcome.', 'Hello Anna, welcome.')).toBe(0);
  expect(judge('Hello <personal>, welcome.', 'Hello Anna, goodbye.')).toBe(1);
  expect(judge('It is <time+3s>.', 'It is <time+9s>.')).toBe(0);
});

test('a status counts by its class, or exactly', () => {
  const judge = (status: number, today: number, match: Partial<Match> = {}) =>
    compareResponse(fixture(menu, match, status), fixture(menu, {}, today)).length;
  expect([judge(200, 201), judge(200, 302), judge(200, 201, { status: 'exact' }), judge(404, 410)]).toEqual([
    0, 1, 1, 0,
  ]);
  const { response: _, ...silent } = fixture(menu);
  const cut = { ...silent, failure: { kind: 'cut', message: 'x' } } as const;
  expect(compareResponse(fixture(menu), cut)).toEqual([
    { where: 'status', expected: 'status 200', actual: 'no complete response (cut: x)' },
  ]);
  expect(compareResponse(cut, cut)).toEqual([]);
});
