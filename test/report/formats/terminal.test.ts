import { expect, _baseTest as test } from '@playwright/test';
import stringWidth from 'string-width';
import { terminal } from '../../../reporters/formats/terminal.ts';
import type { Report } from '../../../spec/index.ts';
import { died, ended } from '../findings.ts';
import { clean, failing, reportOf, resultOf } from '../reports.ts';
import { bigReport, endless, hostileReport, obeyed } from '../samples.ts';

const at = (report: Report, width = 80, quiet = false) => terminal(report, { width, color: false, quiet });

/** Blocks between empty lines. */
const blocks = (text: string) => text.split('\n\n').map((block) => block.trimEnd().split('\n'));

for (const width of [40, 60, 80, 120, 200]) {
  test(`no block of a cause passes 25 lines at ${width} columns`, () => {
    for (const report of [failing, hostileReport(), hostileReport(endless), many(40)]) {
      const found = blocks(at(report, width)).filter(([head = '']) => /^[✗!] /.test(head));
      expect(found.length).toBeGreaterThan(0);
      expect(Math.max(...found.map((lines) => lines.length))).toBeLessThanOrEqual(25);
    }
  });
}

/** One cause that breaks many, each with all there can be. */
function many(count: number): Report {
  const [, , { violations = [] } = { violations: [] }] = failing.results;
  const conversation = { lines: Array.from({ length: 30 }, (_, index) => `presses ${index}`), replay: 'mvk call' };
  const full = violations.map((each) => ({ ...each, conversation, hint: 'Fix it. '.repeat(100) }));
  const results = Array.from({ length: count }, (_, index) =>
    resultOf(`flow.case.number-${index}`, 'failed', { violations: full, assumptions: ['Q1=get', 'Q2=nothing'] }),
  );
  return reportOf(results);
}

test('one cause is said once, and what else it breaks is named, the rest counted', () => {
  const text = at(many(12));
  expect(text.match(/^✗ /gm)).toHaveLength(1);
  expect(text).toContain('Also breaks     ✗ flow.case.number-1\n');
  expect(text).toContain('and 6 more');
  expect(text).toContain('Fix first: flow.case.number-0');
  expect(text).toContain('It breaks 12 requirements.');
});

test('of many causes the first twenty are shown in full, and each of the others has a line', () => {
  const text = at(bigReport(300));
  expect(text.match(/^✗ sample\.case\.number-\d+$/gm)).toHaveLength(20);
  expect(text.match(/^✗ sample\.case\.number-\d+: nothing at/gm)).toHaveLength(280);
});

test('what to fix first comes first and is named at the end', () => {
  const text = at(failing);
  const heads = text.match(/^[✗!] \S+$/gm);
  expect(heads).toEqual(['! answer.json.media-type', '✗ answer.actions.fields', '✗ flow.end.defined']);
  expect(text).toContain('Fix first: webhook.repeat.once (connection refused), because ');
  expect(text).toContain('\nCoverage: 71.4 % of 7 selected clauses judged;');
});

test('an integration that ended is said first, with what it wrote last and the request that ended it', () => {
  for (const quiet of [false, true]) {
    const text = at(reportOf(ended), 80, quiet);
    const [block = []] = blocks(text).filter(([head]) => head === `✗ ${died}`);
    expect(block).toContain('  Request         POST http://127.0.0.1:3000/webhook');
    expect(block).toContain('  Last output     TypeError: <b>no database</b>');
    expect(block).toContain('  Reproduce       mvk check');
    expect(block).toContain('  Breaks          ✗ webhook.a.cut');
    expect(block).toContain('  Blocks          2 that cannot be judged until this is fixed');
    expect(text.replaceAll('\n', ' ')).toContain(`Fix first: ${died}. It keeps 2 from being judged.`);
  }
});

test('a clean run says so in a few lines', () => {
  const text = at(clean);
  expect(text).toContain('Conformant: every requirement that could be checked is met.');
  expect(text).not.toMatch(/Fix first|^✗/m);
  expect(text.split('\n').length).toBeLessThan(15);
});

test('quiet leaves what fails the run, and the verdict', () => {
  const text = at(failing, 80, true);
  expect(text.match(/^[✗!?–] \S+/gm)).toEqual(['✗ answer.actions.fields', '✗ flow.end.defined']);
  expect(text).not.toMatch(/Not applicable|Could not run|Accepted/);
  expect(at({ ...failing, run: { ...failing.run, failOn: 'should' } }, 80, true)).toContain('! answer.json.media-type');
});

test('nothing is wider than the terminal but what is copied', () => {
  for (const report of [failing, many(3), hostileReport()]) {
    const copied = /https?:|mvk |javascript:| {2}Reproduce| {2}Replay/;
    expect(
      at(report)
        .split('\n')
        .filter((line) => stringWidth(line) > 80 && !copied.test(line)),
    ).toEqual([]);
  }
});

test('colours are paint: without them the words are the same', () => {
  for (const report of [failing, clean, hostileReport(), bigReport(30)]) {
    const painted = terminal(report, { width: 80, color: true });
    expect(painted).not.toBe(at(report));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
    const plain = painted.replaceAll(/\u001b\[\d+m/g, '');
    expect(plain).toBe(at(report));
    expect(obeyed(plain)).toEqual([]);
  }
});
