import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Integration } from '../../mutants/integration.ts';
import type { Mutant } from '../../mutants/mutant.ts';
import { postOnly } from '../../mutants/post-only.ts';
import { reference } from '../../mutants/reference.ts';
import type { Result } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';
import { checkAll, everything, recorded } from '../harness.ts';
import { look } from '../readiness/harness.ts';

/** What a mutant was found to break, and everything that could not be judged. */
export interface Found {
  readonly broken: readonly string[];
  readonly unjudged: readonly string[];
  readonly durationMs: number;
}

const clientSeams: ReadonlySet<string> = new Set(['client']);

/** Seams that no webhook and no observation passes through. */
const answerSeams: ReadonlySet<string> = new Set([
  'readAnswerRequest',
  'beforeAnswer',
  'answer',
  'digits',
  'menu',
  'encode',
]);

/** The areas that a mutant can have touched, by the seams that it changes. */
function within(mutant: Mutant, base: Integration): readonly string[] {
  if (mutant.setup === 'fixtures') return requirements.map(({ id }) => id).filter((id) => id.startsWith('fixture.'));
  const changed = Object.entries(mutant.change(base)).filter(
    ([name, seam]) => base[name as keyof Integration] !== seam,
  );
  const only = (seams: ReadonlySet<string>) => changed.every(([name]) => seams.has(name));
  const others = changed.some(([name]) => clientSeams.has(name)) ? /^(?!readiness\.)/ : /^(?!api\.|readiness\.)/;
  const areas = only(answerSeams) ? /^(answer|flow)\./ : only(clientSeams) ? /^api\./ : others;
  return requirements.map(({ id }) => id).filter((id) => areas.test(id));
}

/** What was recorded of the reference, with what the mutant changes in it. */
function fixturesFor({ fixtures: change }: Mutant): string {
  if (!change) return recorded;
  const copy = mkdtempSync(path.join(tmpdir(), 'mvk-fixtures-'));
  cpSync(recorded, copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(copy, name);
    if (name.endsWith('.json')) writeFileSync(file, change(name, readFileSync(file, 'utf8')));
  }
  return copy;
}

/** Runs one mutant through the requirements that it can have touched. */
async function find(mutant: Mutant, isWhole: boolean, overlaps?: false): Promise<Found> {
  const start = performance.now();
  const results = mutant.setup === 'deployment' ? await lookAt(mutant) : await check(mutant, isWhole, overlaps);
  return {
    broken: results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned').map(({ id }) => id),
    unjudged: results.filter(({ outcome }) => outcome === 'could-not-run').map(({ id, reason }) => `${id}: ${reason}`),
    durationMs: performance.now() - start,
  };
}

/** Where it is deployed, an integration is looked at by one area alone. */
async function lookAt({ deployment: change, change: changed }: Mutant): Promise<readonly Result[]> {
  return (await look({ ...(change && { change }), integration: changed(reference) })).results;
}

async function check(mutant: Mutant, isWhole: boolean, overlaps?: false): Promise<readonly Result[]> {
  const base = mutant.setup === 'post' ? postOnly(reference) : reference;
  const touched = within(mutant, base);
  const only = isWhole ? touched : touched.filter((id) => mutant.breaks.includes(id) || isInShare(mutant, id));
  const capabilities = mutant.setup === 'remote' ? { capabilities: [...everything, 'remote' as const] } : {};
  const fixtures = mutant.setup === 'fixtures' ? { fixtures: fixturesFor(mutant) } : {};
  return checkAll(() => mutant.change(base), {
    only,
    ...capabilities,
    ...fixtures,
    ...(overlaps === false && { overlaps }),
  });
}

/** Of the requirements that a mutant does not list, it is run through one in so many, other ones for each mutant. */
const otherShare = 16;

function isInShare({ name }: Mutant, id: string): boolean {
  return createHash('sha256').update(`${name} ${id}`).digest().readUInt32BE(0) % otherShare === 0;
}

interface FindOptions {
  /** Every requirement that a mutant can have touched; unless set, those that it lists and a share of the others. */
  readonly isWhole?: boolean;
  /** False: trials of the API client are made one after another. */
  readonly overlaps?: false;
}

/** Runs mutants, some at a time: most of a run is waiting. */
export async function findAll(
  mutants: readonly Mutant[],
  { isWhole = process.env.MVK_LAW === 'all', overlaps }: FindOptions = {},
): Promise<ReadonlyMap<Mutant, Found>> {
  const found = new Map<Mutant, Found>();
  const queue = [...mutants];
  async function work(): Promise<void> {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const first = await find(mutant, isWhole, overlaps);
      // Some faults show only after many requests: what a share of the requirements does not find, all of them may.
      const isClear = isWhole || sorted(first.broken) === sorted(mutant.breaks);
      found.set(mutant, isClear ? first : await find(mutant, true, overlaps));
    }
  }
  const atOnce = 8;
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

function sorted(ids: readonly string[]): string {
  return [...ids].sort().join();
}
