import type { Certificate, Deployment, Host } from './deployment.ts';
import type { Mutant } from './mutant.ts';
import { json } from './reference.ts';

type Change = (deployment: Deployment, place: Host) => Deployment;

/** A right integration that is deployed wrongly. */
function deployed(name: string, breaks: readonly string[], does: string, change: Change): Mutant {
  return { name: `readiness-${name}`, breaks, does, setup: 'deployment', deployment: change, change: (same) => same };
}

function certificate(name: string, does: string, flaw: Certificate): Mutant {
  return deployed(`tls-${name}`, ['readiness.tls.valid'], does, (right) => ({ ...right, certificate: flaw }));
}

function didMutant(name: string, breaks: readonly string[], does: string, change: Partial<Deployment['did']>): Mutant {
  return deployed(`did-${name}`, breaks, does, (right) => ({ ...right, did: { ...right.did, ...change } }));
}

function secret(name: string, does: string, value: string): Mutant {
  return deployed(`secret-${name}`, ['readiness.secret.strong'], does, (right) => ({ ...right, secret: value }));
}

function shared(
  name: string,
  does: string,
  change: (place: Host, right: Deployment) => Deployment['production'],
): Mutant {
  return deployed(`separate-${name}`, ['readiness.application.separate'], does, (right, place) => ({
    ...right,
    production: { ...right.production, ...change(place, right) },
  }));
}

/** An integration that is wrong, where it is deployed. */
function running(name: string, breaks: readonly string[], does: string, change: Mutant['change']): Mutant {
  return { name: `readiness-${name}`, breaks, does, setup: 'deployment', change };
}

export const readiness: readonly Mutant[] = [
  certificate('expired', 'shows a certificate that has expired.', 'expired'),
  certificate('early', 'shows a certificate that is not valid yet.', 'not yet valid'),
  certificate('ends-soon', 'shows a certificate that ends in 13 days.', 'ends soon'),
  certificate('other-host', 'shows a certificate for another host.', 'other host'),
  certificate('self-signed', 'shows a certificate that it signed itself.', 'self-signed'),
  certificate('unknown', 'shows a certificate of an unknown authority.', 'unknown authority'),
  certificate('incomplete', 'does not send the intermediate certificate.', 'incomplete chain'),
  certificate('weak-key', 'shows a certificate with an RSA key of 1024 bits.', 'weak key'),
  certificate('weak-digest', 'shows a certificate that is signed with SHA-1.', 'weak digest'),
  certificate('old-protocol', 'speaks TLS 1.1 at most.', 'old protocol'),
  deployed('http', ['readiness.tls.valid', 'readiness.tls.no-plain'], 'serves plain HTTP alone.', (right) => ({
    ...right,
    scheme: 'http',
  })),
  deployed('plain-beside', ['readiness.tls.no-plain'], 'serves plain HTTP beside HTTPS.', (right) => ({
    ...right,
    plain: 'served',
  })),
  deployed('plain-redirected', ['readiness.tls.no-plain'], 'redirects plain HTTP to plain HTTP.', (right) => ({
    ...right,
    plain: 'redirected to itself',
  })),
  deployed(
    'other-answer-url',
    ['readiness.application.listed'],
    'is listed with another answer_url.',
    (right, { origin }) => ({ ...right, application: { answer_url: `${origin}/answer/` } }),
  ),
  deployed('other-webhook-url', ['readiness.application.listed'], 'is listed with another webhook_url.', (right) => ({
    ...right,
    application: { webhook_url: 'https://staging.example.com/webhook' },
  })),
  shared('application', 'uses the application of production.', () => ({ applicationId: 'app_123' })),
  shared('answer-url', 'has the answer_url of production.', ({ origin }) => ({ answerUrl: `${origin}/answer` })),
  shared('webhook-url', 'has the webhook_url of production.', ({ origin }) => ({ webhookUrl: `${origin}/webhook` })),
  shared('secret', 'signs with the secret of production.', (_, right) => ({ webhookSecret: right.secret })),
  shared('key', 'uses the API key of production.', ({ apiKey }) => ({ apiKey })),
  didMutant('inactive', ['readiness.did.routed'], 'has a number that is not active.', { status: 'suspended' }),
  didMutant('rejects', ['readiness.did.routed'], 'has a number that rejects calls.', { route_mode: 'reject' }),
  didMutant('elsewhere', ['readiness.did.routed'], 'has a number that points at another application.', {
    application_id: 'app_900',
  }),
  secret('sample', 'signs with the secret of the documentation.', 'change-me'),
  secret('short', 'signs with a secret of 20 bytes.', '8f2c61d90ab47e35c1d8'),
  secret('repeated', 'signs with a short secret, repeated four times.', '8f2c61d9'.repeat(4)),
  secret('sequence', 'signs with the alphabet.', 'abcdefghijklmnopqrstuvwxyz0123456789'),
  running('invalid-input', ['readiness.paths.three'], 'fails when a key means nothing.', (right) => ({
    ...right,
    menu(digits, context, environment) {
      if (digits === '9') throw new Error('no such choice');
      return right.menu(digits, context, environment);
    },
  })),
  running('no-answer', ['readiness.paths.three'], 'fails when nothing is pressed.', (right) => ({
    ...right,
    menu(digits, context, environment) {
      if (digits === '') throw new Error('no digits');
      return right.menu(digits, context, environment);
    },
  })),
  running('lost-end', ['readiness.paths.three'], 'does not take the last event of a call.', (right) => ({
    ...right,
    acknowledge: (event, isNew, environment) =>
      event.event === 'call.completed'
        ? json(500, { error: 'no handler' })
        : right.acknowledge(event, isNew, environment),
  })),
  running('slow', ['readiness.time.answer'], 'answers each time after the budget.', (right) => ({
    ...right,
    beforeAnswer: () => new Promise((resolve) => setTimeout(resolve, 1_300)),
  })),
  running('takes-unsigned', ['readiness.webhook.signed-accepted'], 'takes events that are not signed.', (right) => ({
    ...right,
    verify: () => 'accepted',
  })),
  running('other-secret', ['readiness.webhook.signed-accepted'], 'checks with another secret.', (right) => ({
    ...right,
    sign: (secret, timestamp, body) => right.sign(`${secret}.`, timestamp, body),
  })),
];
