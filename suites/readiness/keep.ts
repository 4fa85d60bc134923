import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { crossedIn, saveCall } from '../../fixtures/save.ts';
import type { Bench } from '../../platform/bench.ts';
import { KitFault } from '../../platform/kit-fault.ts';
import { secretsIn } from '../../platform/secrets.ts';
import type { Step } from '../../platform/step.ts';

/** Below the folder of fixtures. */
const place = 'readiness';

/**
 * Keeps a call as fixtures, and says how many. What was recorded before stays: it says how the deployment answered then,
 * and somebody may have relaxed its rules.
 */
export async function keep(bench: Bench, name: string, steps: readonly Step[]): Promise<string> {
  const { fixtures, answerUrl, webhookUrl } = bench.options;
  if (fixtures === undefined) throw new KitFault('no folder of fixtures was configured');
  const root = path.join(fixtures, place);
  if (await holdsFixtures(path.join(root, name))) return 'kept before';
  const secrets = [...secretsIn(bench.options), bench.apiKey];
  const recording = { answerUrl, webhookUrl, secrets };
  const { folder, files, failed } = await saveCall(root, name, crossedIn(steps), recording, { mayRefuse: false });
  // A deployment that is repaired would not repeat a failure.
  return folder === undefined ? `not kept, as ${failed.join(', ')}` : `${files.length} exchanges`;
}

/** The folder of all these calls, as a person would name it. */
export function keptIn({ options: { fixtures = '' } }: Bench): string {
  return path.relative(process.cwd(), path.join(fixtures, place));
}

async function holdsFixtures(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).some((file) => file.endsWith('.json'));
}
