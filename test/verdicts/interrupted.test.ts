import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { type Report, validators } from '../../spec/index.ts';
import { ahead } from '../ahead.ts';
import { type Interrupted, interrupted, type Moment } from './interrupted.ts';

// Who lives is read from /proc.
test.skip(process.platform !== 'linux', 'needs /proc');

/**
 * A law: a check that is interrupted at any request fails nothing that it does not fail when it is left alone. Few
 * moments and a part of the requirements are tried; thirty moments of a whole run with MVK_LAW=all.
 */
const isWhole = process.env.MVK_LAW === 'all';
const count = isWhole ? 30 : 3;
const only = isWhole
  ? []
  : ['--only', 'answer.http.*,answer.repeat.*,flow.state.*,webhook.ack.*,webhook.repeat.*,api.auth.*'];
const check = ['check', '--seed', '1', '--runs', '2', ...only];

/** What is interrupted is measured first: how many requests a run takes is no matter of this test. */
const whole = ahead([() => interrupted(check, {})]);

async function momentOf(index: number): Promise<Moment & { readonly at: number }> {
  const { requests } = await whole(0);
  // In the middle of equal parts, so that small differences between two runs leave it within.
  return {
    at: Math.max(1, Math.round((requests * (index + 0.5)) / count)),
    signal: index % 2 === 0 ? 'SIGINT' : 'SIGTERM',
  };
}

const checks = ahead(
  Array.from({ length: count }, (_, index) => async () => interrupted(check, await momentOf(index))),
  3,
);

test('a check of the reference that is left alone fails nothing', async () => {
  test.setTimeout(1_800_000);
  const { code, output, report, left } = await whole(0);
  expect(code, output).toBe(0);
  expect(failedIn(report)).toEqual([]);
  expect(left).toEqual([]);
});

for (let index = 0; index < count; index++) {
  test(`a check that is interrupted in part ${index + 1} of ${count} of its requests fails nothing`, async () => {
    test.setTimeout(1_800_000);
    const { at, signal } = await momentOf(index);
    const run = await checks(index);
    const where = `${signal} at request ${at}: ${run.output.slice(-2_000)}`;
    expect(failedIn(run.report), where).toEqual([]);
    expect(run.left, where).toEqual([]);
    await isWholeReport(run);
    // A run that took fewer requests than the one that was measured was over before.
    expect(run.code, where).toBe(run.requests < at ? 0 : 3);
    if (run.requests < at) return;
    expect(run.output).toMatch(/^mvk: interrupted/m);
    // Whoever was not asked to the end has no outcome but this one.
    if (run.report) expect(reportIn(run.report).verdict).toBe('incomplete');
  });
}

test('a check whose processes do not end after a signal leaves what was found until then', async () => {
  test.setTimeout(600_000);
  const { requests } = await whole(0);
  const run = await interrupted(check, { at: Math.round(requests / 2), freezesWorkers: true });
  const where = run.output.slice(-2_000);
  expect(run.code, where).toBe(3);
  expect(run.output).toMatch(/^mvk: interrupted; what was found until then is in /m);
  expect(failedIn(run.report), where).toEqual([]);
  expect(reportIn(run.report ?? '{}').results.some(({ outcome }) => outcome === 'passed')).toBe(true);
  await isWholeReport(run);
  expect(run.left, where).toEqual([]);
});

const recorded = fileURLToPath(new URL('../../fixtures/reference', import.meta.url));

/** What else starts an integration, at a request in its middle, and how it ends: documented for each command. */
const others: readonly (readonly [words: readonly string[], at: number, code: number])[] = [
  [['explore'], 3, 3],
  [['explore'], 40, 3],
  [['replay', recorded], 2, 3],
  [['readiness', '--only', 'readiness.paths.three'], 5, 3],
  // A call is hung up and ends as calls do.
  [['call', '--press', 'wait'], 3, 0],
  // To stop is how a recorder ends; the request here is the one that looks whether the integration is there.
  [['record', '--port', '0'], 1, 0],
];
const runs = ahead(
  others.map(
    ([words, at]) =>
      () =>
        interrupted(words, { at }),
  ),
  2,
);

for (const [index, [[name = ''], at, code]] of others.entries()) {
  test(`mvk ${name} that is interrupted at request ${at} leaves nobody and ends with ${code}`, async () => {
    test.setTimeout(600_000);
    const run = await runs(index);
    expect(run.left, run.output).toEqual([]);
    expect(failedIn(run.report), run.output).toEqual([]);
    expect(run.requests, run.output).toBeGreaterThanOrEqual(at);
    expect(run.code, run.output).toBe(code);
    if (code === 3) expect(run.output).toMatch(/^mvk: interrupted/m);
  });
}

const reportIn = (text: string): Report => JSON.parse(text) as Report;

function failedIn(report: string | undefined): readonly string[] {
  if (report === undefined) return [];
  return reportIn(report)
    .results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned')
    .map(({ id, violations }) => `${id}: ${violations?.[0]?.actual ?? ''}`);
}

async function isWholeReport({ report }: Interrupted): Promise<void> {
  if (report === undefined) return;
  const { report: validate } = await validators('report');
  expect(validate(JSON.parse(report)), JSON.stringify(validate.errors)).toBe(true);
}
