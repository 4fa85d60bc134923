import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { rawExchangesIn, saveCall } from '../../fixtures/record/save.ts';
import type { Bench } from '../../platform/bench.ts';
import type { Step } from '../../platform/call/step.ts';
import { KitFault } from '../../platform/kit-fault.ts';
import { secretsIn } from '../../platform/redaction/secrets.ts';
import { counted } from '../../spec/index.ts';

/** Below the folder of fixtures. */
const place = 'readiness';

/**
 * Keeps a call as fixtures, and says how many; one that failed only where that is wanted. What was recorded before stays:
 * it shows how the deployment answered then, and its rules may have been edited.
 */
export async function keep(bench: Bench, name: string, steps: readonly Step[], isFailed: boolean): Promise<string> {
  const { fixtures, answerUrl, webhookUrl, readiness } = bench.options;
  const keepFailures = readiness?.keepFailures === true;
  if (fixtures === undefined) throw new KitFault('no folder of fixtures was configured');
  if (isFailed && !keepFailures) return 'not kept because it failed; --keep-failures keeps it';
  const root = path.join(fixtures, place);
  if (await holdsFixtures(path.join(root, name))) return 'kept before';
  const secrets = [...secretsIn(bench.options), bench.apiKey];
  const recording = { answerUrl, webhookUrl, secrets };
  const options = { keepFailures, mayRefuse: false };
  const { folder, files, failed } = await saveCall(root, name, rawExchangesIn(steps), recording, options);
  // A deployment that is repaired would not repeat a failure.
  if (folder === undefined) return `not kept, as ${failed.join(', ')}`;
  const count = counted(files.length, 'exchange');
  return failed.length > 0 || isFailed ? `${count}, kept with the failure; a replay expects it again` : count;
}

/** The folder of all these calls, as a person would name it. */
export function keptIn({ options: { fixtures = '' } }: Bench): string {
  return path.relative(process.cwd(), path.join(fixtures, place));
}

async function holdsFixtures(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).some((file) => file.endsWith('.json'));
}
