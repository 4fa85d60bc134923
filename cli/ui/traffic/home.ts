import type { BenchOptions } from '../../../spec/index.ts';
import type { Resolved } from '../../config/resolve.ts';

/**
 * Where a URL leads on the integration that runs now: a run of checks starts several instances, each on a port of its own,
 * and all but the first are gone when it is over.
 */
export function homeOf({ bench, further = [] }: Pick<Resolved, 'bench' | 'further'>): (url: string) => string {
  const own = originsOf(bench);
  const homes = new Map(further.flatMap((each) => originsOf(each).map((origin, at) => [origin, own[at]] as const)));
  return (url) => {
    if (!URL.canParse(url)) return url;
    const { origin, pathname, search } = new URL(url);
    const home = own.includes(origin) ? undefined : homes.get(origin);
    return home === undefined ? url : `${home}${pathname}${search}`;
  };
}

/** Of each URL of an integration, in an order that is the same for all its instances. */
function originsOf({ answerUrl, webhookUrl }: BenchOptions): readonly string[] {
  return [answerUrl, webhookUrl].map((url) => (url === undefined ? '' : new URL(url).origin));
}
