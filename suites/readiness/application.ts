import type { Bench } from '../../platform/bench.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { applications, hasOurUrls, hasUrl, type Listed } from './account.ts';
import { targetsOf } from './targets.ts';

export const applicationListed: Requirement = {
  id: 'readiness.application.listed',
  clause: 'readiness-application-listed',
  title: 'is an application that the API lists with exactly these URLs',
  needs: ['remote', 'api-key'],
  hint: 'Set exactly these URLs in the application, or check the ones it has; GET /v1/applications shows them.',
  async check(bench, note) {
    if (targetsOf(bench).length === 0) throw new NotApplicable('no URL is declared (--answer-url, --webhook-url)');
    const { list, isWhole, exchange } = await applications(bench);
    const { applicationId: declared } = bench.options.readiness ?? {};
    const candidates = declared === undefined ? list : list.filter(({ id }) => id === declared);
    const ours = candidates.find((each) => hasOurUrls(bench, each));
    if (ours) {
      note.seen = `${nameOf(ours)} of ${list.length} listed`;
      return;
    }
    if (!isWhole && (declared === undefined || candidates.length === 0))
      throw new Blocked(`the API lists ${list.length} applications and counts more (Q79)`);
    const expected = `${declared === undefined ? 'an application' : `the application ${declared}`} with ${urlsOf(bench)}`;
    throw new Violation(expected, actual(bench, candidates, declared), { exchanges: [exchange] });
  },
};

function urlsOf(bench: Bench): string {
  return targetsOf(bench)
    .map(({ name, url }) => `${name} ${url}`)
    .join(' and ');
}

/** The application that comes nearest, by what differs. */
function actual(bench: Bench, candidates: readonly Listed[], declared: string | undefined): string {
  if (candidates.length === 0) return declared === undefined ? 'no application at all' : 'no application of that id';
  const differing = (each: Listed) => targetsOf(bench).filter((target) => !hasUrl(each, target));
  const [nearest] = [...candidates].sort((a, b) => differing(a).length - differing(b).length);
  if (!nearest || (declared === undefined && differing(nearest).length === targetsOf(bench).length)) {
    return `${candidates.length} listed, none with any of these URLs`;
  }
  const urls = differing(nearest).map(({ name }) => `${name} ${String(nearest[name] ?? 'not set')}`);
  return `${nameOf(nearest)} with ${urls.join(' and ')}`;
}

function nameOf({ id, name }: Listed): string {
  return typeof name === 'string' && name !== '' ? `${String(id)} (${name})` : String(id);
}
