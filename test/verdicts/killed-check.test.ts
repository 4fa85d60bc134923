import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { pause, until } from '../../platform/clock.ts';
import { validators } from '../../spec/index.ts';
import { dice } from '../mutate-text.ts';
import { oldReport, type Run, startCheck } from '../process/killed.ts';
import { parseXml } from '../report/strict-xml.ts';

// Who lives is read from /proc.
test.skip(process.platform !== 'linux', 'needs /proc');

const seed = 20_260_529;
const roll = dice(seed);
const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

/** Each signal at moments that the seed chooses: after so many lines of progress and a while. */
const moments = signals.flatMap((signal) =>
  Array.from({ length: 4 }, (_, index) => ({ signal, lines: index === 0 ? 0 : 1 + roll(20), afterMs: roll(400) })),
);

/** Some at a time: most of a run is waiting. */
const together = 3;

for (let index = 0; index < moments.length; index += together) {
  const some = moments.slice(index, index + together);
  const title = some.map(({ signal, lines, afterMs }) => `${signal} ${lines} lines and ${afterMs} ms`).join(', ');
  test(`killed by ${title}: nobody is left, no report is torn`, async () => {
    await Promise.all(some.map(killed));
  });
}

for (const signal of signals) {
  test(`killed by ${signal} while two instances run: nobody is left, nor any folder of theirs`, async () => {
    const run = await startCheck(2);
    await run.lines(3);
    run.child.kill(signal);
    await run.ended;
    const left = await until(() => (run.processes().length === 0 ? true : undefined), {
      timeoutMs: 20_000,
      everyMs: 50,
    });
    expect(left, `processes ${run.processes().join()} are left`).toBe(true);
    await isWhole(run.folder);
    if (signal === 'SIGKILL') return;
    expect(readdirSync(run.home).filter((name) => name.startsWith('mvk-'))).toEqual([]);
  });
}

async function killed({ signal, lines, afterMs }: (typeof moments)[number]): Promise<void> {
  const run = await startCheck();
  await run.lines(lines);
  await pause(afterMs);
  run.child.kill(signal);
  const { code, signal: by } = await run.ended;
  const left = await until(() => (run.processes().length === 0 ? true : undefined), { timeoutMs: 20_000, everyMs: 50 });
  expect(left, `processes ${run.processes().join()} are left`).toBe(true);
  await isWhole(run.folder);
  if (signal === 'SIGKILL' || by !== null) return expect(by === null || lines === 0 || by === signal).toBe(true);
  const last = run.stderr().trimEnd().split('\n').at(-1);
  // It may have been over by then.
  if (code === 0) return expect(JSON.parse(report(run)).verdict).toBe('conformant');
  expect(code).toBe(3);
  expect(last).toMatch(/^mvk: interrupted/);
  if (report(run) === oldReport) expect(last).toContain('is from an earlier run');
  else expect(last).toContain('what was found until then');
  expect(readdirSync(run.folder).filter((name) => name.startsWith('.'))).toEqual([]);
}

const report = ({ folder }: Run): string => readFileSync(path.join(folder, 'report.json'), 'utf8');

/** Each file is the old one or a new one, whole. */
async function isWhole(folder: string): Promise<void> {
  const { report: validate } = await validators('report');
  const [json, xml] = ['report.json', 'junit.xml'].map((name) => readFileSync(path.join(folder, name), 'utf8'));
  if (json !== oldReport) expect(validate(JSON.parse(json ?? '')), JSON.stringify(validate.errors)).toBe(true);
  if (xml !== oldReport) parseXml(xml ?? '');
  expect(existsSync(path.join(folder, 'fault.json'))).toBe(false);
}
