import { expect, _baseTest as test } from '@playwright/test';
import MarkdownIt from 'markdown-it';
import { markdown } from '../../../reporters/formats/markdown.ts';
import { escapeTerminal } from '../../../reporters/text/escape.ts';
import type { Report } from '../../../spec/index.ts';
import { died, ended } from '../findings.ts';
import { clean, failing, reportOf } from '../reports.ts';
import { attacks, bigReport, endless, hostile, hostileReport } from '../samples.ts';
import { type Read, readXml, textOf } from './xml.ts';

/** As a host renders it: with HTML and links made of text. */
const renderer = new MarkdownIt({ html: true, linkify: true, xhtmlOut: true });

function rendered(report: Report): Read {
  return readXml(`<root>${renderer.render(markdown(report))}</root>`);
}

const ours = 'root h2 p strong code br table thead tbody tr th td details summary pre a'.split(' ');

test('a summary holds hostile text as text, and nothing is made of it', () => {
  const read = rendered(hostileReport());
  expect(Object.keys(read.elements).filter((name) => !ours.includes(name))).toEqual([]);
  expect(read.elements.h2).toBe(1);
  const links = read.attributes
    .filter(({ name }) => name !== 'style')
    .map(({ element, name, value }) => `${element} ${name} ${value}`);
  expect([...new Set(links)]).toEqual(['a href https://doc.minivoice.eu/docs/applications/webhook-url']);
  expect(read.elements.details).toBe(read.elements.summary);
});

for (const attack of attacks) {
  test(`a summary shows ${JSON.stringify(attack.slice(0, 30))} as it is`, () => {
    expect(textOf(rendered(hostileReport(attack)))).toContain(escapeTerminal(attack));
  });
}

test('a summary mentions nobody and refers to nothing', () => {
  const free = rendered(hostileReport()).texts.filter(
    ({ inside }) => !inside.some((name) => /^(code|pre|a)$/.test(name)),
  );
  expect(free.map(({ text }) => text).join(' ')).not.toMatch(/@\w|#\d|GH-\d|deadbeef/);
});

test('a summary of a failing run says what to fix first, what came, and where it is documented', () => {
  const text = textOf(rendered(failing));
  for (const words of [
    'Nonconformant: 2 requirements are broken.',
    'Fix first: webhook.repeat.once (connection refused)',
    'answer.actions.fields',
    'Correct the field.',
    '/actions/1/transfer/destination',
    'mvk check --only answer.actions.fields --seed 7',
    'mvk call --press 1',
    'https://doc.minivoice.eu/docs/actions/overview',
    'Coverage of the contract: ',
    '1 accepted',
    'report.html',
    'results.sarif',
  ]) {
    expect(text).toContain(words);
  }
});

test('a summary says how an integration ended, and what it wrote last', () => {
  const text = textOf(rendered(reportOf(ended)));
  expect(text).toContain(`Fix first: ${died}. It keeps 2 from being judged.`);
  expect(text).toContain('Last output of the integration:');
  expect(text.match(/TypeError: <b>no database<\/b>\nNode\.js/g)).toHaveLength(1);
});

test('a summary of a clean run is short', () => {
  const text = textOf(rendered(clean));
  expect(text).toContain('Conformant: every requirement that could be checked is met.');
  expect(text).not.toContain('Fix first');
  expect(text.length).toBeLessThan(1_500);
});

test('a summary fits into a comment however much was found, and says what it left out', () => {
  for (const count of [10, 100, 5_000]) {
    const text = markdown(bigReport(count));
    expect(text.length).toBeLessThan(65_536);
    const shown = text.match(/^\| ✗ \|/gm)?.length ?? 0;
    const blocks = text.match(/^<details>$/gm)?.length ?? 0;
    const [, rows = '0', causes = '0'] =
      /Cut: (?:(\d+) rows)?(?: and )?(?:the details of (\d+) causes)?/.exec(text) ?? [];
    expect(shown + Number(rows)).toBe(count);
    // One block holds the coverage.
    expect(blocks - 1 + Number(causes)).toBe(count);
    readXml(`<root>${renderer.render(text)}</root>`);
  }
  expect(markdown(hostileReport(endless)).length).toBeLessThan(65_536);
});

test('a report without a name, a result or anything else is a summary too', () => {
  const read = rendered(reportOf([], { verdict: 'incomplete', target: { capabilities: [] } }));
  expect(textOf(read)).toContain('Incomplete');
  expect(
    textOf(rendered(reportOf([], { overdue: [{ id: hostile, problem: 'stale', where: 'b.yaml', message: hostile }] }))),
  ).toContain('canary-7f3a');
});
