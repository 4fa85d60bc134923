import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Failed } from '../../fixtures/fixture.ts';
import { loadFixtures, saltOf, writeCall } from '../../fixtures/folder.ts';
import { rawExchangeOf } from '../../fixtures/raw-exchange.ts';
import { kindOf } from '../../fixtures/record/classify.ts';
import { fixturesOf, type Named } from '../../fixtures/record/record.ts';
import { accessSecrets } from '../../platform/redaction/secrets.ts';
import type { Plan, Report, ReportedViolation, SavedFailure } from '../../spec/index.ts';
import { knownSecrets } from '../fixtures/folder.ts';

/** Where counterexamples are, below the folder of fixtures. */
const place = 'failures';

/** What earlier runs kept. */
export async function savedFailures(root: string): Promise<readonly SavedFailure[]> {
  const folder = path.join(root, place);
  if (!existsSync(folder)) return [];
  const { calls } = await loadFixtures(folder);
  return calls.flatMap(({ name, exchanges }) => {
    const failed = exchanges.find(({ fixture }) => fixture.failed)?.fixture.failed;
    if (!failed) return [];
    const { requirement, seed, path: shrunk } = failed;
    return [{ folder: `${place}/${name}`, requirement, seed, ...(shrunk !== undefined && { path: shrunk }) }];
  });
}

/** Keeps the exchanges of each violation, unless the same case is kept already; says so. */
export async function saveFailures(
  root: string,
  { results }: Report,
  { bench, saved = [] }: Plan,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const { id, violations = [] } of results) {
    for (const violation of violations) {
      const failed = failedBy(id, violation);
      const isKnown = saved.some(
        (each) =>
          each.requirement === id &&
          each.path === failed.path &&
          (each.path === undefined || each.seed === failed.seed),
      );
      const named = isKnown ? [] : await fixturesIn(root, violation, failed, bench);
      if (named.length > 0)
        written.push(`kept ${path.relative('', await writeCall(path.join(root, place), id, named))}`);
    }
  }
  return written;
}

/** The case of a violation, as it is kept. */
function failedBy(requirement: string, { expected, actual, reproduction }: ReportedViolation): Failed {
  return { requirement, ...(reproduction ?? { seed: 0 }), expected, actual };
}

async function fixturesIn(
  root: string,
  { exchanges }: ReportedViolation,
  failed: Failed,
  bench: Plan['bench'],
): Promise<readonly Named[]> {
  const { answerUrl, webhookUrl, webhookSecret, access } = bench;
  const salt = await saltOf(root);
  const crossed = exchanges
    .filter(({ request }) => URL.canParse(request.url))
    .map((exchange) => {
      const one = rawExchangeOf('answer', exchange);
      return { ...one, kind: kindOf(one, { answerUrl, webhookUrl }) ?? ('answer' as const) };
    });
  const secrets = knownSecrets(webhookSecret, ...accessSecrets(access));
  const named = fixturesOf(crossed, { answerUrl, webhookUrl, salt, secrets });
  return named.map(({ name, fixture }) => ({ name, fixture: { ...fixture, failed } }));
}

/** The lines about counterexamples that are printed after a run. */
export function savedLines(root: string, { results }: Report, saved: readonly SavedFailure[]): readonly string[] {
  const fixed = new Set(results.flatMap((result) => result.fixed ?? []));
  const passed = new Set(results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id));
  return saved.flatMap(({ folder, requirement }) => {
    const where = path.join(path.relative('', root), folder);
    if (fixed.has(folder)) return [`FIXED ${requirement}: ${where} can be deleted`];
    return passed.has(requirement) ? [`${where} could not be tried again: another version of the kit wrote it`] : [];
  });
}
