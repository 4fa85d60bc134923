import { createHash } from 'node:crypto';
import { operations } from '../../../spec/index.ts';
import type { Fault, FaultSchedule } from './faults.ts';

export type ProfileName = 'smooth' | 'spec' | 'hostile';

/**
 * Seeded misbehaviour: `smooth` none; `spec` what the documentation announces (errors of the operation, late answers,
 * reshaped responses); `hostile` what networks, proxies and later versions add. Never more than three in a row at an operation.
 */
export function profile(name: ProfileName, seed: number): FaultSchedule {
  if (name === 'smooth') return () => undefined;
  const share = name === 'spec' ? 0.35 : 0.6;
  return (operation, attempt) => {
    const draw = drawing(`${seed} ${name} ${operation ?? ''}`);
    // Every fourth attempt succeeds; at which the count begins differs by operation.
    if ((attempt + draw(0)(4)) % 4 === 0 || draw(attempt)(1_000) >= share * 1_000) return undefined;
    const choices = [...documented(operation), ...(name === 'hostile' ? hostile : [])];
    return choices[draw(-attempt)(choices.length)];
  };
}

function documented(operation: string | undefined): readonly Fault[] {
  const errors = Object.values(operations).find(({ id }) => id === operation)?.errors ?? [];
  return [
    ...errors.map(({ code }): Fault => ({ kind: 'error', code })),
    { kind: 'latency', ms: 50 },
    { kind: 'reshape', how: 'unknown-members' },
    { kind: 'reshape', how: 'fewer-members' },
    { kind: 'reshape', how: 'other-order' },
  ];
}

const html = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

const hostile: readonly Fault[] = [
  { kind: 'error', code: 'later_invention', status: 400 },
  { kind: 'error', code: 'later_invention', status: 409, members: { details: [{ field: 'to' }], request_id: 'r1' } },
  { kind: 'error', code: 'internal_error', retryAfter: { seconds: 1 } },
  { kind: 'error', code: 'service_unavailable', status: 503, retryAfter: { date: new Date(0) } },
  { kind: 'raw', status: 502, contentType: 'text/html', body: html },
  { kind: 'raw', status: 200, contentType: 'text/html', body: '<html>login</html>' },
  { kind: 'raw', status: 500, body: '' },
  { kind: 'raw', status: 400, contentType: 'application/json', body: '{"error":{"code":"inva' },
  { kind: 'raw', status: 500, contentType: 'application/json', body: '{"error":"text"}' },
  {
    kind: 'raw',
    status: 200,
    contentType: 'application/json',
    body: '{"error":{"code":"internal_error","message":"x"}}',
  },
  { kind: 'cut', when: 'before-read' },
  { kind: 'cut', when: 'after-read' },
  { kind: 'cut', when: 'in-body' },
  { kind: 'hang' },
];

/** Numbers below a bound, one for each key, that depend on nothing but the text and the key. */
function drawing(text: string): (key: number) => (bound: number) => number {
  return (key) => (bound) => createHash('sha256').update(`${text} ${key}`).digest().readUInt32BE(0) % bound;
}
