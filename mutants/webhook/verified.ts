import type { Mutant } from '../mutant.ts';

const settings = 'settings';

export const webhookVerified: readonly Mutant[] = [
  {
    name: 'webhook-signs-normalised',
    breaks: ['webhook.signature.raw-body'],
    does: 'normalises the Unicode of a body before it verifies it.',
    change: (reference) => ({
      ...reference,
      sign: (secret, timestamp, body) => reference.sign(secret, timestamp, Buffer.from(body.toString().normalize())),
    }),
  },
  {
    name: 'webhook-trusts-forwarded',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'takes unsigned events of requests that are said to come from the machine itself.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const isSigned = reference.header(request, 'X-MiniVoice-Signature') !== undefined;
        if (!isSigned && reference.header(request, 'X-Forwarded-For') === '127.0.0.1') return 'accepted';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-trusts-tools',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'takes unsigned events that are sent with curl.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const isSigned = reference.header(request, 'X-MiniVoice-Signature') !== undefined;
        if (!isSigned && reference.header(request, 'User-Agent')?.startsWith('curl/')) return 'accepted';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-trusts-parameter',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'takes unsigned events of requests that have debug in their URL.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const isSigned = reference.header(request, 'X-MiniVoice-Signature') !== undefined;
        if (!isSigned && request.url.searchParams.has('debug')) return 'accepted';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-trusts-put',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'takes events by PUT, and verifies those that come by POST.',
    change: (reference) => ({
      ...reference,
      allows: (route, method) => (route === 'webhook' && method === 'PUT') || reference.allows(route, method),
      verify(request, environment) {
        return request.method === 'PUT' ? 'accepted' : reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-trusts-unfamiliar',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'verifies events of calls and recordings alone.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const isSigned = reference.header(request, 'X-MiniVoice-Signature') !== undefined;
        const [, name] = /^\{"event":"(\w+\.\w+)"/.exec(request.body.toString()) ?? [];
        if (!isSigned && name !== undefined && !/^(?:call|recording)\./.test(name)) return 'accepted';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-trusts-ping',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'takes what has no status for a ping, which needs no signature.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const isSigned = reference.header(request, 'X-MiniVoice-Signature') !== undefined;
        if (!isSigned && request.body.length > 2 && !request.body.includes('"status"')) return 'accepted';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-trusts-forwarded-signature',
    breaks: ['webhook.signature.refuses-wrong-secret'],
    does: 'looks at the time stamp alone of requests that are said to come from the machine itself.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const timestamp = reference.header(request, 'X-MiniVoice-Timestamp');
        const isOwn = reference.header(request, 'X-Forwarded-For') === '127.0.0.1';
        if (isOwn && timestamp !== undefined && this.isFresh(timestamp)) return 'accepted';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-remembers-forged',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'takes an event for a duplicate that it saw before, with or without a signature.',
    change(reference) {
      const refused = new Set<string>();
      return {
        ...reference,
        verify(request, environment) {
          const verdict = reference.verify.call(this, request, environment);
          if (verdict === 'refused') refused.add(request.body.toString());
          return verdict;
        },
        async accept(event, request, environment) {
          return !refused.has(request.body.toString()) && reference.accept.call(this, event, request, environment);
        },
      };
    },
  },
  {
    name: 'webhook-fresh-by-creation',
    breaks: [
      'webhook.signature.raw-body',
      'webhook.signature.resigned-retry',
      'webhook.repeat.acknowledged',
      'webhook.order.any',
    ],
    does: 'refuses an event that was created more than five minutes before it was signed.',
    change: (reference) => ({
      ...reference,
      verify(request, environment) {
        const signedAt = Number(reference.header(request, 'X-MiniVoice-Timestamp')) * 1000;
        const [, created = ''] = /"created_at"\s*:\s*"([^"]*)"/.exec(request.body.toString()) ?? [];
        if (Math.abs(signedAt - Date.parse(created)) > 300_000) return 'refused';
        return reference.verify.call(this, request, environment);
      },
    }),
  },
  {
    name: 'webhook-loses-its-secret',
    // Nothing that comes after its second start is refused.
    breaks: [
      'webhook.signature.refuses-missing',
      'webhook.signature.refuses-wrong-secret',
      'webhook.signature.refuses-tampered',
      'webhook.signature.refuses-changed-timestamp',
      'webhook.signature.refuses-malformed',
      'webhook.signature.refuses-stale',
      'webhook.signature.refuses-future',
    ],
    does: 'has no secret any more after its first start.',
    change(reference) {
      let isLost: boolean | undefined;
      return {
        ...reference,
        verify(request, environment) {
          const { store } = environment;
          if (isLost === undefined) {
            isLost = false;
            const row = { event: settings, created_at: '', status: undefined, data: {} };
            store.has(settings, settings).then(async (isKnown) => {
              isLost = isKnown;
              if (!isKnown) await store.add(settings, settings, row);
            });
          }
          return isLost ? 'accepted' : reference.verify.call(this, request, environment);
        },
      };
    },
  },
];
