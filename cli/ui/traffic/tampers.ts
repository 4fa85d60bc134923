import type { RelayedExchange } from '../../../fixtures/wire/conversation.ts';
import { now } from '../../../platform/clock.ts';
import { signedHeaders, timestampText } from '../../../platform/webhook/signature.ts';
import type { RequirementId } from '../../../spec/index.ts';

type Request = RelayedExchange['request'];

/** A signed event, broken in one way. */
interface TamperWay {
  readonly name: string;
  readonly about: string;
  /** Says that it must be refused. */
  readonly requirement: RequirementId;
  change(request: Request, secret: string): Request;
}

const minutes = 60_000;

/** What a receiver must refuse, each in a word. */
export const tampers: readonly TamperWay[] = [
  {
    name: 'changed body',
    about: 'one byte of the body is changed after signing',
    requirement: 'webhook.signature.refuses-tampered',
    change: (request, secret) => ({
      ...signedAt(request, secret),
      body: Buffer.concat([request.body, Buffer.from(' ')]),
    }),
  },
  {
    name: 'another secret',
    about: 'signed with another secret',
    requirement: 'webhook.signature.refuses-wrong-secret',
    change: (request) => signedAt(request, 'another-secret-0000'),
  },
  {
    name: 'no signature',
    about: 'sent without the headers of the signature',
    requirement: 'webhook.signature.refuses-missing',
    change: (request) => ({ ...request, headers: unsigned(request) }),
  },
  {
    name: 'changed time',
    about: 'the timestamp is not the one that was signed',
    requirement: 'webhook.signature.refuses-changed-timestamp',
    change: (request, secret) => {
      const { headers, ...rest } = signedAt(request, secret);
      const later = timestampText(new Date(now().getTime() + minutes), 'seconds');
      return { ...rest, headers: headers.map(([name, value]) => [name, isTime(name) ? later : value] as const) };
    },
  },
  {
    name: 'an hour old',
    about: 'signed an hour ago, as when somebody recorded it and sends it again',
    requirement: 'webhook.signature.refuses-stale',
    change: (request, secret) => signedAt(request, secret, new Date(now().getTime() - 60 * minutes)),
  },
];

function signedAt(request: Request, secret: string, at: Date = now()): Request {
  const signature = signedHeaders(secret, request.body, timestampText(at, 'seconds'));
  return { ...request, headers: [...unsigned(request), ...Object.entries(signature)] };
}

/** The headers without those of a signature. */
export function unsigned({ headers }: Pick<Request, 'headers'>): Request['headers'] {
  return headers.filter(([name]) => !/^x-minivoice-(?:signature|timestamp)$/i.test(name));
}

function isTime(name: string): boolean {
  return /^x-minivoice-timestamp$/i.test(name);
}
