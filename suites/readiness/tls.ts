import type { Bench } from '../../platform/bench.ts';
import { now } from '../../platform/clock.ts';
import { counted } from '../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { handshakeOf, isSecure, type Target, targetsOf } from './targets.ts';

const leastDays = 14;
const day = 24 * 60 * 60 * 1000;

export const tlsValid: Requirement = {
  id: 'readiness.tls.valid',
  clause: 'readiness-tls-valid',
  title: `serves both URLs over HTTPS, with a certificate that is valid for ${leastDays} more days`,
  needs: ['remote'],
  hint: 'Install a certificate of a public authority for this host name, with its intermediates, and renew it automatically.',
  async check(bench, note) {
    const targets = targetsOf(bench);
    if (targets.length === 0) throw new NotApplicable('no URL is declared (--answer-url, --webhook-url)');
    const seen: string[] = [];
    for (const target of targets) seen.push(await assertTrustworthy(bench, target));
    note.seen = [...new Set(seen)].join('; ');
  },
};

async function assertTrustworthy(bench: Bench, target: Target): Promise<string> {
  const where = { where: target.name };
  if (!isSecure(target)) throw new Violation(`${target.name} served over HTTPS`, new URL(target.url).origin, where);
  const { problems, certificates, protocol } = await handshakeOf(bench, target);
  const [problem] = problems;
  if (problem) {
    const own = (await handshakeOf(bench, target, 'ours')).problems.length === 0;
    const seen = own ? `${problem}; only tls.ca of the configuration makes it trusted` : problem;
    throw new Violation(`${target.name} over a TLS connection to trust`, seen, where);
  }
  const ends = [...certificates].sort((a, b) => a.to.getTime() - b.to.getTime());
  const [first] = ends;
  if (!first) throw new Error(`no certificate was shown by ${target.url}`);
  const days = Math.floor((first.to.getTime() - now().getTime()) / day);
  const end = first.to.toISOString().slice(0, 10);
  if (days < leastDays) {
    const which = first === certificates[0] ? 'it' : `that of its issuer ${JSON.stringify(first.name)}`;
    const left = counted(days, 'day');
    throw new Violation(
      `a certificate of ${target.name} that is valid for at least ${leastDays} days`,
      `${which} ends on ${end}, in ${left}`,
      where,
    );
  }
  return `${new URL(target.url).host}: ${protocol}, until ${end} (${days} days)`;
}
