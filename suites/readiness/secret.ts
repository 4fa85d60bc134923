import { type Requirement, Violation } from '../requirement.ts';
import { variety } from './variety.ts';

const leastBytes = 32;

/** What people write until they have something better; letters and digits only, as they are compared. */
const samples =
  /change(me|this|it)|your.*(secret|key)|(my|the|a|test|webhook|top|super|sample)secret|secret(key|here)|placeholder|example|sample|password|replace|insert|dummy|foobar|qwerty|minivoice|notreal|notareal/;

export const secretStrong: Requirement = {
  id: 'readiness.secret.strong',
  clause: 'readiness-secret-strong',
  title: `has a random secret of its own with at least ${leastBytes} bytes`,
  needs: ['signed'],
  hint: 'Generate one: openssl rand -hex 32. Change it in the application and in the integration together.',
  async check(bench, note) {
    const { webhookSecret = '' } = bench.options;
    const bytes = Buffer.byteLength(webhookSecret);
    const different = variety(webhookSecret);
    const expected = `a random secret of at least ${leastBytes} bytes`;
    // A number of it tells nothing that helps to guess it; its words would.
    if (samples.test(webhookSecret.toLowerCase().replace(/[^a-z0-9]/g, ''))) {
      throw new Violation(expected, 'a sample: it contains words from the documentation');
    }
    if (bytes < leastBytes) throw new Violation(expected, `${bytes} bytes`);
    if (different < leastBytes) {
      throw new Violation(expected, `${bytes} bytes, of which ${different} are left without repeats and sequences`);
    }
    note.seen = `${bytes} bytes, no sample`;
  },
};
