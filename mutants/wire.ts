import type { IncomingMessage } from 'node:http';
import type { Integration } from './integration.ts';

/** Beyond this an oversized body is no longer read to its end. */
const drainLimit = 64 * 1024 * 1024;

/** Reads an oversized body to its end without keeping it, so that the refusal reaches the sender. */
export async function read(
  incoming: IncomingMessage,
  { bodyLimit: limit, join }: Pick<Integration, 'bodyLimit' | 'join'>,
): Promise<{ body: Buffer; complete: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (size > drainLimit) break;
  }
  return { body: join(chunks), complete: size <= limit };
}

/** Names and values, in the case in which they were sent. */
export function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []));
}
