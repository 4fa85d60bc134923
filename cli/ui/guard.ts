import type { IncomingMessage } from 'node:http';
import { isToken } from './token.ts';

/** Why a request is not answered: its status, and one sentence. */
interface Refusal {
  readonly status: 401 | 403 | 421;
  readonly sentence: string;
}

/**
 * Only the page itself may ask: by a name of this machine, which keeps out a page whose name was made to lead here; not from
 * another origin; and with the token, which no other page or user knows.
 */
export function refusalOf(
  { headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>,
  port: number,
  token: string,
): Refusal | undefined {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port}`);
  const { host = '', origin } = headers;
  if (!hosts.includes(host.toLowerCase())) {
    return { status: 421, sentence: `the host name ${quote(host)} is not accepted; open the URL that mvk ui printed` };
  }
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) {
    return { status: 403, sentence: `a page of ${quote(origin)} may not ask; open the URL that mvk ui printed` };
  }
  const given = headers['x-mvk-token'] ?? new URL(url, 'http://127.0.0.1').searchParams.get('token') ?? undefined;
  if (isToken(Array.isArray(given) ? given[0] : given, token)) return undefined;
  const what = given === undefined ? 'the token is missing' : 'the token is wrong';
  return { status: 401, sentence: `${what}; open the URL that mvk ui printed` };
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
