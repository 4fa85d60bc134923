import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Deployment, deployment } from '../../mutants/deployment.ts';
import type { Integration } from '../../mutants/integration.ts';
import type { Mutant } from '../../mutants/mutant.ts';
import { reference } from '../../mutants/reference.ts';
import type { Api, SeenRequest } from '../../platform/api/api.ts';
import { startApi } from '../../platform/api/http/server.ts';
import { openBench } from '../../platform/open-bench.ts';
import { type Capability, defaultReadings, type Result } from '../../spec/index.ts';
import { readiness } from '../../suites/readiness/index.ts';
import { runRequirement } from '../../suites/run.ts';
import { deploy, ourAuthorities } from './deployment.ts';

export const apiKey = 'mv_live_not-a-real-key-0123456789';

interface Looked {
  readonly results: readonly Result[];
  /** What the API was asked. */
  readonly asked: readonly SeenRequest[];
  /** Where the calls were kept. */
  readonly folder: string;
}

interface Look {
  readonly change?: Mutant['deployment'];
  readonly integration?: Integration;
  readonly capabilities?: readonly Capability[];
  readonly only?: readonly string[];
  readonly folder?: string;
  /** Changes what the API holds. */
  readonly account?: (api: Api, urls: { readonly answerUrl: string; readonly webhookUrl: string }) => void;
  /** Instead of our API. */
  readonly apiBaseUrl?: string;
  readonly applicationId?: string;
  readonly keepFailures?: boolean;
}

const everything: readonly Capability[] = ['answer', 'webhook', 'signed', 'remote', 'api-key'];

/** Runs the requirements of the area against a deployment on this machine, with the API played by us. */
export async function look({ change, integration = reference, ...how }: Look = {}): Promise<Looked> {
  // Where it will be is known only once it is there, and what is changed may depend on it.
  const before = change?.(deployment, { origin: '', apiKey }) ?? deployment;
  const deployed = await deploy(integration, before);
  const { origin } = deployed;
  const found: Deployment = change?.(deployment, { origin, apiKey }) ?? deployment;
  const [answerUrl, webhookUrl] = [`${origin}/answer`, `${origin}/webhook`];
  const api = await startApi({ apiKey, readings: defaultReadings, answerUrl, webhookUrl });
  listed(api, found);
  how.account?.(api, { answerUrl, webhookUrl });
  const folder = how.folder ?? mkdtempSync(path.join(tmpdir(), 'mvk-readiness-'));
  const bench = await openBench(
    {
      answerUrl,
      webhookUrl,
      webhookSecret: found.secret,
      fixtures: folder,
      readiness: {
        ...(found.did.number !== undefined && { did: found.did.number }),
        production: { ...found.production },
        api: { baseUrl: how.apiBaseUrl ?? api.baseUrl, key: apiKey },
        ...(how.keepFailures && { keepFailures: true }),
        ...(how.applicationId !== undefined && { applicationId: how.applicationId }),
      },
      readings: defaultReadings,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 1,
    },
    how.capabilities ?? everything,
    undefined,
    { client: { ca: [(await ourAuthorities()).root] } },
  );
  try {
    const results: Result[] = [];
    for (const requirement of readiness.filter(({ id }) => how.only?.includes(id) ?? true)) {
      results.push(await runRequirement(requirement, bench, { command: 'mvk readiness', callCommand: 'mvk call' }));
    }
    return { results, asked: [...api.seen], folder };
  } finally {
    await Promise.all([bench.close(), api.close(), deployed.close()]);
  }
}

/** What the account holds of the deployment. */
function listed({ world }: Api, { application, did }: Deployment): void {
  const [[key, ours] = []] = world.applications;
  if (key !== undefined && ours) world.addApplication({ ...ours, ...application }, key);
  const known = [...world.dids.values()].find(({ number_e164 }) => number_e164 === did.number);
  const { number: _number, ...fields } = did;
  if (known) world.put({ did: { ...known, ...fields } });
}
