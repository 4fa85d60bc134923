import type { Recorder } from '../fixtures/recorder.ts';
import { fieldOf, type Head } from '../fixtures/wire/head.ts';
import { startTap, type Tap } from '../fixtures/wire/tap.ts';
import { holderOf } from '../platform/port-holder.ts';
import { UsageError } from './command.ts';

/** Where the recorder listens, by the side that it listens to. */
export interface Taps {
  /** What stands for answer_url and webhook_url while it records. */
  readonly answerUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly apiBaseUrl: string;
  readonly origins: readonly string[];
  close(): Promise<void>;
}

export interface TapsOptions {
  readonly answerUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  /** Known once a request comes. */
  readonly apiBaseUrl: () => string;
  /** The first of the ports; 0 takes free ones. */
  readonly port: number;
  readonly hosts: readonly string[];
  /** Roots of certificates that are trusted in the targets instead of the usual ones. */
  readonly ca?: readonly string[] | undefined;
}

/** One tap for each origin of the integration, and one for the API. */
export async function openTaps(
  { answerUrl, webhookUrl, apiBaseUrl, port, hosts, ca }: TapsOptions,
  begin: Recorder['begin'],
): Promise<Taps> {
  const open: Tap[] = [];
  const next = async (target: () => string, side: 'platform' | 'api'): Promise<Tap> => {
    const own = port === 0 ? 0 : port + open.length;
    const tap = await startTap({
      port: own,
      target,
      hosts,
      ca,
      begin: () => begin(side),
      ...(side === 'api' && { refuses: liveKey }),
    }).catch(async (error: NodeJS.ErrnoException) => {
      const holder = await holderOf(own);
      throw new UsageError(
        `port ${own} cannot be taken (${error.code})${holder === undefined ? '' : `: it is held by ${holder}`}`,
        'Choose with --port PORT; 0 takes free ones.',
      );
    });
    open.push(tap);
    return tap;
  };
  const close = async (): Promise<void> => void (await Promise.all(open.map((tap) => tap.close())));
  try {
    const taps = new Map<string, Tap>();
    for (const url of [answerUrl, webhookUrl]) {
      const origin = url && new URL(url).origin;
      if (origin && !taps.has(origin)) taps.set(origin, await next(() => origin, 'platform'));
    }
    const api = await next(apiBaseUrl, 'api');
    const instead = (url: string | undefined): string | undefined =>
      url === undefined
        ? undefined
        : `${taps.get(new URL(url).origin)?.origin}${new URL(url).pathname}${new URL(url).search}`;
    return {
      answerUrl: instead(answerUrl),
      webhookUrl: instead(webhookUrl),
      apiBaseUrl: api.origin,
      origins: [...taps.values()].map(({ origin }) => origin),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Production keys are refused, here as elsewhere. */
function liveKey(head: Head): string | undefined {
  const isLive = /\bmv_live_/.test(fieldOf(head, 'authorization') ?? '');
  return isLive ? 'this is a production key (mv_live_…); record with a key of the test application' : undefined;
}
