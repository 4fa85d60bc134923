import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { Router } from 'express';

const maxAgeMs = 5 * 60 * 1000;

/** Receives the events of MiniVoice: verified first, then stored, and only then acknowledged. */
export function webhook({ store, secret }) {
  // Not express.json(): the signature covers the bytes as they came.
  return Router().post(
    '/',
    express.raw({ type: () => true, limit: '1mb' }),
    verified(secret),
    async (request, response) => {
      const { event, created_at, call, data } = parsed(request.body);
      if (typeof event !== 'string' || typeof call?.id !== 'string') {
        return response.status(400).json({ error: 'not an event' });
      }
      // Whatever the event: one that is new next year is kept as well.
      await store.add(call.id, { event, created_at: String(created_at ?? ''), status: call.status, data: data ?? {} });
      response.sendStatus(204);
    },
  );
}

function verified(secret) {
  return (request, response, next) => {
    const timestamp = request.get('X-MiniVoice-Timestamp') ?? '';
    const [, hex] = /^v1=([0-9a-f]{64})$/.exec(request.get('X-MiniVoice-Signature') ?? '') ?? [];
    const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(bytes(request.body)).digest();
    const isSigned = hex !== undefined && timingSafeEqual(Buffer.from(hex, 'hex'), digest);
    const isFresh = Math.abs(Date.now() - Number(timestamp) * 1000) <= maxAgeMs;
    if (isSigned && isFresh) next();
    else response.status(401).json({ error: 'not signed by MiniVoice' });
  };
}

/** Without a body express.raw() leaves none. */
function bytes(body) {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function parsed(body) {
  try {
    return JSON.parse(bytes(body).toString()) ?? {};
  } catch {
    return {};
  }
}
