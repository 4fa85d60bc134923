import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Integration, Request } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

const area = 'webhook.signature.';

function mutant(name: string, breaks: readonly string[], does: string, change: Mutant['change']): Mutant {
  return { name: `webhook-${name}`, breaks: breaks.map((each) => area + each), does, change };
}

/** Also accepts what the change of a request makes right. */
function alsoAccepts(
  reference: Integration,
  changed: (request: Request, reference: Integration) => readonly Request[],
): Integration {
  return {
    ...reference,
    verify(request, environment) {
      const requests = [request, ...changed(request, reference)];
      const accepted = requests.some((each) => reference.verify(each, environment) === 'accepted');
      return accepted ? 'accepted' : 'refused';
    },
  };
}

function withHeader(request: Request, name: string, value: string): Request {
  const others = request.headers.filter(([sent]) => sent.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, [name, value]] };
}

const stamp = 'X-MiniVoice-Timestamp';
const signature = 'X-MiniVoice-Signature';

export const webhookSignature: readonly Mutant[] = [
  mutant('signs-sha3', ['accepts-valid'], 'signs with SHA-3.', (reference) => ({
    ...reference,
    sign: (secret, timestamp, body) =>
      `v1=${createHmac('sha3-256', secret).update(`${timestamp}.`).update(body).digest('hex')}`,
  })),
  mutant('signs-without-dot', ['accepts-valid'], 'joins timestamp and body without a dot.', (reference) => ({
    ...reference,
    sign: (secret, timestamp, body) =>
      `v1=${createHmac('sha256', secret).update(timestamp).update(body).digest('hex')}`,
  })),
  mutant('signs-body-only', ['accepts-valid'], 'signs the body without the timestamp.', (reference) => ({
    ...reference,
    sign: (secret, _, body) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`,
  })),
  mutant('reserialises', ['raw-body', 'refuses-tampered'], 'signs the parsed body, written again.', (reference) => ({
    ...reference,
    sign: (secret, timestamp, body) => reference.sign(secret, timestamp, reserialised(body)),
  })),
  mutant('accepts-unsigned', ['refuses-missing'], 'accepts what has no signature.', (reference) => ({
    ...reference,
    verify: (request, environment) =>
      reference.header(request, signature) === undefined ? 'accepted' : reference.verify(request, environment),
  })),
  mutant('accepts-undated', ['refuses-missing'], 'accepts what has no timestamp.', (reference) => ({
    ...reference,
    verify: (request, environment) =>
      reference.header(request, stamp) === undefined ? 'accepted' : reference.verify(request, environment),
  })),
  mutant(
    'accepts-sample-secret',
    ['refuses-wrong-secret'],
    'accepts the secret of the samples as well.',
    (reference) => ({
      ...reference,
      verify: (request, environment) =>
        reference.verify(request, { ...environment, secret: environment.secret && 'change-me' }) === 'accepted'
          ? 'accepted'
          : reference.verify(request, environment),
    }),
  ),
  mutant('accepts-empty-secret', ['refuses-wrong-secret'], 'accepts an empty secret as well.', (reference) => ({
    ...reference,
    verify: (request, environment) =>
      reference.verify(request, { ...environment, secret: environment.secret && '' }) === 'accepted'
        ? 'accepted'
        : reference.verify(request, environment),
  })),
  mutant(
    'remembers-signatures',
    ['refuses-tampered'],
    'verifies a signature once, and then remembers it.',
    (reference) => {
      const good = new Set<string>();
      return {
        ...reference,
        verify(request, environment) {
          const given = reference.header(request, signature) ?? '';
          if (good.has(given)) return 'accepted';
          const verdict = reference.verify(request, environment);
          if (verdict === 'accepted') good.add(given);
          return verdict;
        },
      };
    },
  ),
  mutant(
    'accepts-body-alone',
    ['refuses-changed-timestamp'],
    'accepts a signature of the body alone.',
    (reference) => ({
      ...reference,
      verify(request, environment) {
        const digest = createHmac('sha256', environment.secret ?? '')
          .update(request.body)
          .digest('hex');
        const isOld = reference.header(request, signature) === `v1=${digest}`;
        return isOld ? 'accepted' : reference.verify(request, environment);
      },
    }),
  ),
  mutant(
    'compares-shape',
    ['refuses-wrong-secret', 'refuses-tampered', 'refuses-changed-timestamp'],
    'accepts any 64 hex digits.',
    (reference) => ({ ...reference, matches: (given) => /^v1=[0-9a-f]{64}$/.test(given) }),
  ),
  mutant('trims', ['refuses-tampered'], 'accepts white space behind the signed body.', (reference) =>
    alsoAccepts(reference, (request) => [{ ...request, body: Buffer.from(request.body.toString().trimEnd()) }]),
  ),
  mutant('sloppy-clock', ['refuses-changed-timestamp'], 'accepts a timestamp one second off.', (reference) =>
    alsoAccepts(reference, (request) => {
      const seconds = Number(reference.header(request, stamp) ?? 0);
      return [seconds - 1, seconds + 1].map((each) => withHeader(request, stamp, String(each)));
    }),
  ),
  mutant('throws-on-length', ['refuses-malformed', 'status'], 'compares texts of unequal length.', (reference) => ({
    ...reference,
    matches: (given, expected) => timingSafeEqual(Buffer.from(given), Buffer.from(expected)),
  })),
  mutant('compares-beginning', ['refuses-malformed'], 'compares as much as was sent.', (reference) => ({
    ...reference,
    matches: (given, expected) => given.length > 40 && expected.startsWith(given),
  })),
  mutant('takes-first', ['refuses-malformed'], 'takes the first of several signatures in one header.', (reference) => ({
    ...reference,
    matches: (given, expected) => reference.matches(given.split(',')[0] ?? '', expected),
  })),
  mutant('takes-any-version', ['refuses-malformed'], 'does not look at the version.', (reference) => ({
    ...reference,
    matches: (given, expected) => reference.matches(given.replace(/^v\d=/, 'v1='), expected),
  })),
  mutant('needs-no-prefix', ['refuses-malformed'], 'accepts a digest without its prefix.', (reference) => ({
    ...reference,
    matches: (given, expected) => reference.matches(given.replace(/^(v1=)?(?=[0-9a-f]{64}$)/, 'v1='), expected),
  })),
  mutant('timeless', ['refuses-stale', 'refuses-future'], 'accepts a signature of any age.', (reference) => ({
    ...reference,
    isFresh: () => true,
  })),
  mutant('patient', ['refuses-stale', 'refuses-future'], 'accepts a signature half an hour old.', (reference) => ({
    ...reference,
    isFresh(timestamp) {
      return Math.abs(this.now() / 1000 - Number(timestamp)) <= 30 * 60;
    },
  })),
  mutant('case-sensitive', ['header-case'], 'knows header names in one case only.', (reference) => ({
    ...reference,
    header: (request, name) => request.headers.find(([sent]) => sent === name)?.[1],
  })),
  mutant('fails-unsigned', ['status'], 'fails when there is no signature.', (reference) => ({
    ...reference,
    refuse: (kind, request, environment) =>
      kind === 'unauthorised' && reference.header(request, signature) === undefined
        ? json(500, { error: 'internal' })
        : reference.refuse(kind, request, environment),
  })),
  mutant('fails-unauthorised', ['status', 'refuses-malformed'], 'refuses with 500.', (reference) => ({
    ...reference,
    refuse: (kind, ...rest) => (kind === 'unauthorised' ? json(500, { error: kind }) : reference.refuse(kind, ...rest)),
  })),
  {
    name: 'webhook-knows-by-signature',
    // Much later it is signed anew as well.
    breaks: ['webhook.signature.resigned-retry', 'webhook.repeat.once'],
    does: 'recognises a repeated call.answered by its signature.',
    change: (reference) => ({
      ...reference,
      key: (event, request) =>
        event.event === 'call.answered' ? (reference.header(request, signature) ?? '') : reference.key(event, request),
    }),
  },
];

function reserialised(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  } catch {
    return body;
  }
}
