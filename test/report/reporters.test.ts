import { expect, _baseTest as test } from '@playwright/test';
import stringWidth from 'string-width';
import { json } from '../../reporters/formats/json.ts';
import { junit } from '../../reporters/formats/junit.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { collect } from '../../reporters/run/collect.ts';
import { counts, exitCode, verdict } from '../../reporters/run/verdict.ts';
import { escapeXmlAttribute, escapeXmlText, escapeTerminal as safe } from '../../reporters/text/escape.ts';
import type { Exchange, Outcome, Report, Result, ResultHead } from '../../spec/index.ts';
import { madeResult } from './made-result.ts';
import { parseXml } from './strict-xml.ts';

const hostile =
  '\u001b[31mred\u001b[0m\r\n::set-output name=a::b\n  ::error::x\n a ##[error]x ##vso[task]x ]]></script> \ud800 \udfff \0 \u202eabc\u2066 \u009b2J \ufffe';

const exchange: Exchange = {
  request: {
    method: 'POST',
    url: 'http://127.0.0.1:3000/hook',
    headers: { 'Content-Type': 'application/json', Host: '127.0.0.1', 'X-MiniVoice-Signature': 'f'.repeat(64) },
    body: `{"type":"call.completed","call":{"id":"c1"},"pad":"${'x'.repeat(300)}"}`,
  },
  response: { status: 200, headers: { 'content-type': 'text/html' }, body: hostile + 'y'.repeat(100_000) },
  durationMs: 12,
};

const replay = 'mvk check --answer-url http://127.0.0.1:3000/answer --only answer.http.success-status --seed 42';
const violation = { expected: 'a status outside 2xx', actual: 'status 200', exchanges: [exchange, exchange], replay };
const accepted = { reason: 'known', owner: 'ann', expires: '2030-01-01' };
const results: Result[] = [
  madeResult('answer.http.reachable', 'passed'),
  madeResult('answer.json.valid', 'warned', {
    level: 'should',
    violations: [{ ...violation, hint: 'Send application/json.' }],
  }),
  madeResult('webhook.signature.refuses-tampered', 'failed', {
    assumptions: ['Q1=get-then-post'],
    violations: [
      { ...violation, expected: hostile, actual: 'z'.repeat(100_000), where: `/0/${hostile}`, hint: hostile },
    ],
  }),
  madeResult('webhook.ack.fast', 'failed', { accepted, violations: [violation] }),
  madeResult('api.errors.distinct', 'not-applicable', { reason: 'needs the capability "api": declare api.triggers' }),
  madeResult('api.errors.retried', 'not-applicable', { reason: 'needs the capability "api": declare api.triggers' }),
  madeResult('flow.loops.none', 'could-not-run', { reason: `connection refused ${hostile}` }),
];

const report: Report = {
  kit: { version: '0.1.0' },
  spec: { version: '1' },
  run: { seed: 42, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 3400, command: 'mvk check' },
  target: { name: 'demo', answerUrl: 'http://127.0.0.1:3000/answer', capabilities: ['answer', 'webhook', 'signed'] },
  verdict: 'nonconformant',
  counts: counts(results),
  results,
};

test('the terminal report is safe, narrow and ends in the summary line', () => {
  const text = terminal(report, { width: 80, color: false, reportDir: 'mvk-report' });
  if (process.env.SHOW) process.stdout.write(text);
  const lines = text.trimEnd().split('\n');
  expect(lines.at(-1)).toBe('1 passed, 2 failed, 3 skipped');
  expect(lines.at(-2)).toBe('1 passed, 2 failed, 1 warned, 2 not applicable, 1 could not run, 1 accepted');
  const wide = lines.filter((line) => stringWidth(line) > 80 && !/https?:|mvk check/.test(line));
  expect(wide).toEqual([]);
  expectInert(text);
  const painted = terminal(report, { width: 80, color: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
  expectInert(painted.replaceAll(/\u001b\[\d+m/g, ''));
  expect(text).toContain('Nonconformant: 1 requirement is broken.');
  expect(text).toContain('--assume Q1=READING');
  expect(text).toContain(`Reproduce       ${replay}`);
});

test('no finding takes more than 25 lines', () => {
  const blocks = terminal(report, { width: 80, color: false }).split('\n\n');
  expect(Math.max(...blocks.map((block) => block.split('\n').length))).toBeLessThanOrEqual(25);
});

test('every code point is inert on a terminal', () => {
  for (const chunk of allCodePoints()) expectInert(safe(chunk));
  for (const start of ['', ' ', '\t', '\u00a0', '\u2003', 'a\n', '\u2028', '\u0085'])
    expectInert(safe(`${start}::error::`));
});

for (const width of [20, 40, 80, 200]) {
  test(`commands do not come back when a line is broken at ${width} columns`, () => {
    for (let pad = 0; pad < 90; pad++) {
      const reason = `${'a'.repeat(pad)}::error::${'b'.repeat(pad)}::##[x]`;
      const one = { ...report, results: [madeResult('a.b.c', 'could-not-run', { reason })] };
      expectInert(terminal(one, { width, color: false }));
    }
  });
}

test('every code point survives in well-formed XML or is replaced', () => {
  for (const chunk of allCodePoints()) {
    const { text, attributes } = parseXml(`<a b="${escapeXmlAttribute(chunk)}">${escapeXmlText(chunk)}</a>`);
    const allowed = chunk.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
    expect(text === allowed && attributes[0] === allowed).toBe(true);
  }
});

test('JUnit is well-formed and keeps the outcomes apart', () => {
  const { elements, text } = parseXml(junit(report));
  expect(elements).toEqual({
    testsuites: 1,
    testsuite: 4,
    properties: 4,
    property: 16,
    testcase: 7,
    'system-out': 2,
    failure: 1,
    skipped: 2,
    error: 1,
  });
  expect(text).toContain('accepted until 2030-01-01 by ann: known');
  expect(junit(report)).toContain(' tests="7" failures="1" errors="1" time="3.400">');
  expect(parseXml(junit(report, { failOn: 'should' })).elements).toMatchObject({ failure: 2, 'system-out': 1 });
});

test('JSON is stable and complete', () => {
  expect(JSON.parse(json(report))).toEqual(report);
  expect(json(report)).toMatch(/\}\n$/);
});

test('a violation outweighs what is missing, and what is missing outweighs the rest', () => {
  const must = { selected: ['a', 'b'], failOn: 'must' } as const;
  const should = { ...must, failOn: 'should' } as const;
  const passed = madeResult('a', 'passed');
  const of = (outcome: Outcome, more: Partial<Result> = {}): Result[] => [passed, madeResult('b', outcome, more)];
  expect(verdict(of('passed'), must)).toBe('conformant');
  expect(verdict(of('not-applicable'), must)).toBe('conformant');
  expect(verdict([madeResult('a', 'not-applicable'), madeResult('b', 'not-applicable')], must)).toBe('incomplete');
  expect(verdict(of('failed'), must)).toBe('nonconformant');
  expect(verdict(of('failed', { accepted }), must)).toBe('conformant');
  expect(verdict(of('warned'), must)).toBe('conformant');
  expect(verdict(of('warned'), should)).toBe('nonconformant');
  expect(verdict(of('warned', { accepted }), should)).toBe('conformant');
  expect(verdict(of('could-not-run'), must)).toBe('incomplete');
  expect(verdict(of('could-not-run', { level: 'should' }), must)).toBe('conformant');
  expect(verdict([passed, passed], must)).toBe('incomplete');
  expect(verdict([], { selected: [], failOn: 'must' })).toBe('incomplete');
  expect(verdict([madeResult('b', 'failed'), madeResult('c', 'could-not-run')], must)).toBe('nonconformant');
  expect((['conformant', 'nonconformant', 'incomplete'] as const).map(exitCode)).toEqual([0, 1, 3]);
});

test('silence of a check is could-not-run, never passed', () => {
  const { outcome: _, durationMs: __, ...meta } = madeResult('a', 'passed');
  const metas = new Map<string, ResultHead>(['a', 'b', 'c'].map((id) => [id, { ...meta, id }]));
  const passed = JSON.stringify(madeResult('a', 'passed'));
  const endings = new Map([
    ['a', { status: 'passed', durationMs: 1, attached: passed }],
    ['b', { status: 'timedOut', durationMs: 1, error: 'Test timeout' }],
    ['c', { status: 'failed', durationMs: 1, attached: JSON.stringify(madeResult('c', 'passed')) }],
  ]);
  const all = collect(['a', 'b', 'c', 'd'], metas, endings);
  expect(all.map(({ id, outcome, reason }) => [id, outcome, reason])).toEqual([
    ['a', 'passed', undefined],
    ['b', 'could-not-run', 'the check did not end in time: Test timeout'],
    ['c', 'could-not-run', 'the check crashed'],
    ['d', 'could-not-run', 'was selected but never reported'],
  ]);
  expect(verdict(all, { selected: ['a', 'b', 'c', 'd'], failOn: 'must' })).toBe('incomplete');
});

function expectInert(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
  expect(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u.test(text)).toBe(false);
  expect(/^\s*::|##[a-z]*\[/im.test(text)).toBe(false);
}

function* allCodePoints(): Generator<string> {
  for (let start = 0; start <= 0x10ffff; start += 0x1000) {
    // Spaces keep neighbouring lone surrogates from making a pair.
    yield Array.from({ length: 0x1000 }, (_, index) => String.fromCodePoint(start + index)).join(' ');
  }
}
