import { readFileSync, writeFileSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { annotations } from '../../../reporters/formats/annotations.ts';
import { badge } from '../../../reporters/formats/badge.ts';
import { ctrf } from '../../../reporters/formats/ctrf.ts';
import { json } from '../../../reporters/formats/json.ts';
import { junit } from '../../../reporters/formats/junit.ts';
import { markdown } from '../../../reporters/formats/markdown.ts';
import { sarif } from '../../../reporters/formats/sarif.ts';
import { terminal } from '../../../reporters/formats/terminal.ts';
import type { Report } from '../../../spec/index.ts';
import { endless, hostileReport, obeyed } from '../samples.ts';

const formats: Readonly<Record<string, (report: Report) => string>> = {
  'terminal.txt': (report) => terminal(report, { width: 80, color: false, reportDir: 'mvk-report' }),
  'report.json': json,
  'junit.xml': junit,
  'summary.md': markdown,
  'results.sarif': sarif,
  'ctrf.json': ctrf,
  'badge.svg': badge,
  'annotations.txt': annotations,
};

for (const [name, render] of Object.entries(formats)) {
  test(`${name} of hostile text is what it was`, () => {
    const file = new URL(`golden/${name}.golden`, import.meta.url);
    const text = render(hostileReport());
    if (process.env.MVK_UPDATE_GOLDEN) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  test(`${name} obeys nothing that a target says`, () => {
    // The commands that we print are our own.
    const own = name === 'annotations.txt' ? /^::(error|warning) [^\n]*::/gm : /(?!)/g;
    expect(obeyed(render(hostileReport()).replaceAll(own, ''))).toEqual([]);
  });

  test(`${name} is the same each time`, () => {
    expect(render(hostileReport())).toBe(render(hostileReport()));
  });

  test(`${name} of a text of 5 MB stays small, or is the source of truth`, () => {
    const report = hostileReport(endless.slice(0, 50_000), endless);
    const text = render(report);
    if (name === 'report.json') expect(JSON.parse(text)).toEqual(report);
    else expect(text.length).toBeLessThan(1_000_000);
  });
}
