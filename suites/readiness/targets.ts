import type { Bench } from '../../platform/bench.ts';
import type { Handshake } from '../../platform/http/tls/handshake.ts';
import { Blocked } from '../requirement.ts';

/** One of the two URLs of a deployment. */
export interface Target {
  readonly name: 'answer_url' | 'webhook_url';
  readonly url: string;
}

/** What is declared of the two. */
export function targetsOf({ options: { answerUrl, webhookUrl } }: Bench): readonly Target[] {
  return [
    ...(answerUrl === undefined ? [] : [{ name: 'answer_url', url: answerUrl } as const]),
    ...(webhookUrl === undefined ? [] : [{ name: 'webhook_url', url: webhookUrl } as const]),
  ];
}

export function isSecure({ url }: Target): boolean {
  return new URL(url).protocol === 'https:';
}

/** Once for each origin: both URLs are often served by one. The public has public roots, and we trust those of `tls.ca` as well. */
export function handshakeOf(bench: Bench, { url }: Target, eyes: 'public' | 'ours' = 'public'): Promise<Handshake> {
  const { origin } = new URL(url);
  return bench.once(`handshake ${origin} ${eyes}`, () => bench.handshake(url, eyes));
}

/** Blocks a check whose requests would not be sent over such a connection, so that one fault is blamed once. */
export async function assertTrusted(bench: Bench): Promise<void> {
  for (const target of targetsOf(bench).filter(isSecure)) {
    const { problems } = await handshakeOf(bench, target, 'ours');
    if (problems.length > 0) {
      throw new Blocked(`${target.name} has no connection to trust`, 'readiness.tls.valid');
    }
  }
}

/** The URL in canonical form: the case of the host and a default port make no difference. */
export function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) ? new URL(one).href === new URL(other).href : one === other;
}
