import type { Bench } from '../../platform/bench.ts';
import { isPage, type Reading, readingInWords } from '../../platform/state/observe.ts';
import { neutralize } from '../../platform/state/state.ts';
import { Blocked } from '../requirement.ts';
import { notShown } from './shown.ts';
import { volatilePlaces } from './volatile.ts';

/**
 * Blocks a check that saw nothing where nothing says that observe.callUrl leads to a page at all: then the address
 * may be wrong, and the integration right.
 */
export async function assertAddress(bench: Bench, reading: Reading): Promise<void> {
  const unknown = await bench.read(bench.newCall().id);
  const isMissing = [404, 410].includes(reading.status ?? 0);
  if (reading.status !== unknown.status) throw new Blocked(readingInWords(reading));
  if ((isPage(reading) || isMissing) && (await leadsSomewhere(bench, reading))) return;
  const where = notShown(reading, await volatilePlaces(bench));
  throw new Blocked(`${where}, as any address there does: is observe.callUrl right?`);
}

/** Whether the address responds differently from an address that is not served, to a method that has no effect (RFC 9110 §9.2.1). */
async function leadsSomewhere(bench: Bench, reading: Reading): Promise<boolean> {
  const url = new URL(reading.exchange.request.url);
  const nowhere = new URL(`/no-such-page-${reading.callId}`, url);
  for (const method of ['GET', 'OPTIONS']) {
    const [here, there] = [
      await bench.send({ method, url: url.href }),
      await bench.send({ method, url: nowhere.href }),
    ];
    if (here.response?.status !== there.response?.status) return true;
    const texts = [here, there].map(({ response, request }) => {
      const { pathname } = new URL(request.url);
      const body = (response?.body ?? '').replaceAll(pathname, '<path>');
      return JSON.stringify([neutralize(body, reading.callId), response?.headers.allow]);
    });
    if (texts[0] !== texts[1]) return true;
  }
  return false;
}
