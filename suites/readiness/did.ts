import type { Bench } from '../../platform/bench.ts';
import { isRecord } from '../../spec/index.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { applicationId, type Read, read } from './account.ts';

export const didRouted: Requirement = {
  id: 'readiness.did.routed',
  clause: 'readiness-did-routed',
  title: 'has a number that is active, routed by webhook, and points at this application',
  needs: ['remote', 'api-key'],
  hint: 'Assign the number to the test application, with webhook routing, in the account; then read it again.',
  async check(bench, note) {
    const { did } = bench.options.readiness ?? {};
    if (did === undefined) {
      throw new NotApplicable('no number is declared: set readiness.did in the configuration');
    }
    const { status, body, exchange } = await didOf(bench, did);
    const evidence = { exchanges: [exchange] };
    if (status === 404)
      throw new Violation('the number of readiness.did in the account', 'no such number (404)', evidence);
    const fields = isRecord(body) ? body : {};
    const expected: Readonly<Record<string, string>> = { status: 'active', route_mode: 'webhook' };
    for (const [field, value] of Object.entries(expected)) {
      if (fields[field] === value) continue;
      throw new Violation(`the ${field} ${JSON.stringify(value)}`, showValue(fields[field]), {
        ...evidence,
        where: `/${field}`,
      });
    }
    const application = await applicationId(bench);
    if (application === undefined) {
      throw new Blocked('the application is unknown (set readiness.applicationId)', 'readiness.application.listed');
    }
    if (fields.application_id !== application) {
      const wanted = `the application ${application}, which has these URLs`;
      throw new Violation(wanted, showValue(fields.application_id), { ...evidence, where: '/application_id' });
    }
    note.seen = `active, routed by webhook, to ${application}`;
  },
};

/** By number, and then by its id: only the latter's fields are documented (Q78). */
async function didOf(bench: Bench, did: string): Promise<Read> {
  if (!did.startsWith('+')) return read(bench, `/dids/${encodeURIComponent(did)}`);
  // The plus as it is (Q96): the example sends it unescaped.
  const found = await read(bench, `/dids/by-number/${did}`);
  if (found.status === 404) return found;
  const bare = isRecord(found.body) && isRecord(found.body.data) ? found.body.data : found.body;
  const id = isRecord(bare) ? bare.id : undefined;
  if (typeof id !== 'string') throw new Blocked('GET /dids/by-number of the API names no id');
  return read(bench, `/dids/${encodeURIComponent(id)}`);
}

function showValue(value: unknown): string {
  return value === undefined ? 'nothing there' : JSON.stringify(value);
}
