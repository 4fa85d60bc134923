import type { IncomingMessage } from 'node:http';
import type { ApiRequest } from '../api.ts';
import { bodyLimit } from '../inspect.ts';

/** Beyond this an oversized body is no longer read. */
const drainLimit = 64 * 1024 * 1024;

export const noBody: Buffer = Buffer.alloc(0);

export function hasBody(headers: ApiRequest['headers']): boolean {
  return (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;
}

/**
 * Reads a body; of one that is too large only enough to say so, but all of it is awaited, so that the refusal reaches
 * the client. Undefined when the client goes away first.
 */
export function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const finish = () => resolve(Buffer.concat(chunks));
    incoming.on('data', (chunk: Buffer) => {
      if (size <= bodyLimit) chunks.push(chunk);
      size += chunk.length;
      if (size > drainLimit) finish();
    });
    incoming.once('end', finish);
    incoming.once('close', () => resolve(undefined));
  });
}
