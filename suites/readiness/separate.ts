import type { Bench } from '../../platform/bench.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { applicationId, applications, type Listed } from './account.ts';
import { sameUrl } from './targets.ts';

/** Something that test and production each have their own of. */
interface Pair {
  readonly what: string;
  /** Key of `readiness.production`. */
  readonly key: string;
  readonly test: string | undefined;
  readonly production: string | undefined;
  readonly isSame?: (one: string, other: string) => boolean;
}

export const applicationSeparate: Requirement = {
  id: 'readiness.application.separate',
  clause: 'readiness-application-separate',
  title: 'shares no application, URL, secret or key with production',
  needs: ['remote', 'api-key'],
  hint: 'Create a separate application for tests, with its own URLs, secret and key.',
  async check(bench, note) {
    const { readiness } = bench.options;
    if (Object.keys(readiness?.production ?? {}).length === 0) {
      throw new NotApplicable('nothing is known about production: set readiness.production in the configuration');
    }
    const own = declaredPairs(bench);
    own.forEach(assertDifferent);
    const all = [...own, ...(await listedPairs(bench, own))];
    all.forEach(assertDifferent);
    const compared = all.filter(({ test, production }) => test !== undefined && production !== undefined);
    const left = own.filter(({ key }) => !compared.some((each) => each.key === key));
    if (compared.length === 0) {
      throw new NotApplicable(
        `nothing can be compared: add more to readiness.production, such as ${left[0]?.key ?? ''}`,
      );
    }
    const missing = left.length === 0 ? '' : `; not compared: ${left.map(({ what }) => what).join(', ')}`;
    note.seen = `differ: ${[...new Set(compared.map(({ what }) => what))].join(', ')}${missing}`;
  },
};

function declaredPairs({ options: { answerUrl, webhookUrl, webhookSecret, readiness = {} } }: Bench): readonly Pair[] {
  const { production = {}, applicationId: application, api } = readiness;
  const url = { isSame: sameUrl };
  return [
    { what: 'application', key: 'applicationId', test: application, production: production.applicationId },
    { what: 'answer_url', key: 'answerUrl', test: answerUrl, production: production.answerUrl, ...url },
    { what: 'webhook_url', key: 'webhookUrl', test: webhookUrl, production: production.webhookUrl, ...url },
    { what: 'webhook secret', key: 'webhookSecret', test: webhookSecret, production: production.webhookSecret },
    { what: 'API key', key: 'apiKey', test: api?.key, production: production.apiKey },
  ];
}

/** What was not declared, as the API lists it. */
async function listedPairs(bench: Bench, own: readonly Pair[]): Promise<readonly Pair[]> {
  const { production } = bench.options.readiness ?? {};
  if (production?.applicationId === undefined) return [];
  const { list } = await applications(bench);
  const theirs = list.find(({ id }) => id === production.applicationId);
  const test = await applicationId(bench);
  return own.flatMap((pair) => {
    if (pair.key === 'applicationId') return [{ ...pair, test }];
    const listed = theirs && urlOf(theirs, pair.what);
    return listed === undefined ? [] : [{ ...pair, production: listed }];
  });
}

function urlOf(application: Listed, name: string): string | undefined {
  const value = application[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value itself may be a secret, and says no more. */
function assertDifferent({ what, key, test, production, isSame = (one, other) => one === other }: Pair): void {
  if (test === undefined || production === undefined || !isSame(test, production)) return;
  throw new Violation(`another ${what} than that of production`, `the same ${what} in both`, {
    where: `readiness.production.${key}`,
  });
}
