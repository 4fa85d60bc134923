import { createHmac } from 'node:crypto';
import { type Integration, Refusal, type Request } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

/** Verifies as the reference does, whatever text the timestamp is. */
function anyText(reference: Integration): Integration {
  return {
    ...reference,
    verify(request, { secret }) {
      if (secret === undefined) return 'accepted';
      const timestamp = this.header(request, 'X-MiniVoice-Timestamp');
      const given = this.header(request, 'X-MiniVoice-Signature');
      if (timestamp === undefined || given === undefined) return 'refused';
      if (!reference.matches(given, this.sign(secret, timestamp, request.body))) return 'refused';
      return this.isFresh(timestamp) ? 'accepted' : 'refused';
    },
  };
}

/** Signs and reads what it makes of the bytes. */
function reads(reference: Integration, decode: (body: Buffer) => string): Integration {
  return {
    ...reference,
    sign: (secret, timestamp, body) =>
      `v1=${createHmac('sha256', secret)
        .update(`${timestamp}.${decode(body)}`)
        .digest('hex')}`,
    parse: (body) => reference.parse(Buffer.from(decode(body))),
  };
}

function failsOn(name: string, does: string, isOdd: (body: string) => boolean): Mutant {
  return {
    name: `webhook-fails-on-${name}`,
    breaks: ['webhook.body.malformed'],
    does,
    change: (reference) => ({
      ...reference,
      parse(body) {
        if (isOdd(body.toString())) throw new Error('not foreseen');
        return reference.parse(body);
      },
    }),
  };
}

const tolerance = 300;
const age = (timestamp: string) => Date.now() / 1000 - Number(timestamp);

export const webhookClock: readonly Mutant[] = [
  {
    name: 'webhook-takes-the-future',
    breaks: ['webhook.signature.refuses-future'],
    does: 'accepts a timestamp that is ahead of its clock.',
    change: (reference) => ({ ...reference, isFresh: (timestamp) => age(timestamp) <= tolerance }),
  },
  {
    name: 'webhook-takes-words-for-fresh',
    breaks: ['webhook.signature.refuses-stale'],
    does: 'accepts a timestamp that is no number.',
    change: (reference) => ({
      ...anyText(reference),
      isFresh: (timestamp) => !(Math.abs(age(timestamp)) > tolerance),
    }),
  },
  {
    name: 'webhook-fails-on-words',
    breaks: ['webhook.signature.status'],
    does: 'fails for a timestamp that is no whole number.',
    change: (reference) => ({
      ...anyText(reference),
      isFresh(timestamp) {
        BigInt(timestamp);
        return reference.isFresh.call(this, timestamp);
      },
    }),
  },
  {
    name: 'webhook-repairs-text',
    breaks: ['webhook.signature.refuses-tampered'],
    does: 'signs the decoded body, in which bytes that are no UTF-8 were replaced.',
    change: (reference) => reads(reference, (body) => body.toString('utf8')),
  },
  {
    name: 'webhook-drops-byte-order-mark',
    breaks: ['webhook.signature.refuses-tampered'],
    does: 'signs the body without a byte order mark.',
    change: (reference) =>
      reads(reference, (body) => {
        const text = body.toString('utf8');
        return text.startsWith('\ufeff') ? text.slice(1) : text;
      }),
  },
  failsOn('null', 'fails for the JSON text null.', (body) => body === 'null'),
  failsOn('lists', 'fails for a list.', (body) => body.startsWith('[')),
  failsOn('no-call', 'fails for a call that is null.', (body) => body.includes('"call":null')),
  failsOn('number-ids', 'fails for a call id that is a number.', (body) => body.includes('"id":42')),
  failsOn('nul', 'fails for the character NUL in a string.', (body) => body.includes('\\u0000')),
  {
    name: 'webhook-400-in-unusual-writing',
    breaks: ['webhook.signature.raw-body'],
    does: 'signs recording events as JSON.stringify writes them.',
    change: (reference) => ({
      ...reference,
      verify(request: Request, environment) {
        const text = request.body.toString();
        if (!/"event": ?"recording\./.test(text)) return reference.verify.call(this, request, environment);
        try {
          const body = Buffer.from(JSON.stringify(JSON.parse(text)));
          // Only with the bytes as they came, too: nothing that was changed is accepted.
          if (!body.equals(request.body)) throw new Refusal('unauthorised');
        } catch {
          throw new Refusal('unauthorised');
        }
        return reference.verify.call(this, request, environment);
      },
    }),
  },
];
