import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { flawed } from './flawed.ts';
import type { Integration } from './integration.ts';
import type { Mutant } from './mutant.ts';
import { reference } from './reference.ts';
import { serve } from './server.ts';
import { fileStore } from './store.ts';

const { values } = parseArgs({ options: { flawed: { type: 'boolean' }, mutant: { type: 'string' } } });
const { PORT = '3000', PUBLIC_URL, MVK_DEMO_STORE, MINIVOICE_RUN, ...environment } = process.env;

const served = await serve(await chosen(), {
  port: Number(PORT),
  publicUrl: PUBLIC_URL,
  secret: environment.MINIVOICE_WEBHOOK_SECRET || undefined,
  store: fileStore(MVK_DEMO_STORE ?? defaultStore(MINIVOICE_RUN ?? PORT)),
  apiBaseUrl: environment.MINIVOICE_API_BASE_URL,
  apiKey: environment.MINIVOICE_API_KEY,
  log: (line) => console.log(line),
});
process.once('SIGTERM', async () => {
  await served.close();
  process.exit(0);
});
console.log(`listening on ${served.url}`);

async function chosen(): Promise<Integration> {
  if (values.flawed) return flawed.change(reference);
  if (values.mutant === undefined) return reference;
  // Loaded only when asked for; compiled, it is index.js.
  const index = new URL(`./index${extname(import.meta.url)}`, import.meta.url);
  const { mutants } = (await import(index.href)) as { mutants: readonly Mutant[] };
  const mutant = mutants.find(({ name }) => name === values.mutant);
  if (mutant === undefined) throw new Error(`there is no mutant named "${values.mutant}"`);
  return mutant.change(reference);
}

/** The same file after a restart, so that it finds its events; old content is harmless, as call ids are unique. */
function defaultStore(run: string): string {
  return join(tmpdir(), `minivoice-demo-${encodeURIComponent(run)}.jsonl`);
}
