import { expect, _baseTest as test } from '@playwright/test';
import { badge } from '../../../reporters/formats/badge.ts';
import type { Report } from '../../../spec/index.ts';
import { clean, failing, reportOf, resultOf } from '../reports.ts';
import { bigReport, hostileReport } from '../samples.ts';
import { readXml } from './xml.ts';

function title(report: Report): string {
  const read = readXml(badge(report));
  const label = read.attributes.find(({ name }) => name === 'aria-label')?.value;
  const texts = read.texts.filter(({ inside }) => inside.at(-1) === 'title').map(({ text }) => text);
  expect(texts).toEqual([label]);
  return label ?? '';
}

test('a badge says the verdict and the count that it is about', () => {
  const unknown = reportOf([resultOf('a.b.c', 'could-not-run')], { verdict: 'incomplete' });
  const warned = reportOf([resultOf('a.b.c', 'warned')]);
  expect([clean, failing, unknown, warned].map((report) => title(report).split(';')[0])).toEqual([
    `MiniVoice conformance: conformant · ${clean.results.length} of ${clean.results.length} met`,
    'MiniVoice conformance: nonconformant · 3 of 5 broken',
    'MiniVoice conformance: incomplete · 1 not judged',
    'MiniVoice conformance: nonconformant · 1 of 1 not followed',
  ]);
  expect(title(hostileReport())).toContain('60 % of the selected clauses judged');
});

test('a badge is one picture that asks nobody for anything', () => {
  for (const report of [clean, failing, hostileReport(), bigReport(1000)]) {
    const { elements, attributes } = readXml(badge(report));
    expect(Object.keys(elements).sort()).toEqual(['clipPath', 'g', 'rect', 'svg', 'text', 'title']);
    const addresses = attributes.filter(
      ({ name, value }) => name !== 'xmlns' && /:\/\/|^data:|^url\((?!#)/.test(value),
    );
    expect(addresses).toEqual([]);
    expect(attributes.some(({ name }) => /^on|href$/.test(name))).toBe(false);
  }
});

test('a badge is as wide as its two boxes, and its words fit into them', () => {
  const { attributes } = readXml(badge(failing));
  const of = (element: string, name: string) =>
    attributes.filter((each) => each.element === element && each.name === name).map(({ value }) => Number(value));
  const [clip = 0, ...boxes] = of('rect', 'width');
  expect(of('svg', 'width')).toEqual([clip]);
  expect(boxes.reduce((sum, width) => sum + width, 0)).toBe(clip);
  expect(of('text', 'textLength')).toEqual(boxes.map((width) => width - 14));
});
