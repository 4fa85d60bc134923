import * as zlib from 'node:zlib';

/** More than this of a packed body is not looked into: a bomb stays packed. */
const maxOutputLength = 16 * 1024 * 1024;

type Unpack = (bytes: Uint8Array) => Buffer;

/** Node has it from version 22.15 on. */
const zstd: unknown = Reflect.get(zlib, 'zstdDecompressSync');

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: (bytes) => zlib.gunzipSync(bytes, { maxOutputLength }),
  deflate: inflated,
  br: (bytes) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
  ...(typeof zstd === 'function' && { zstd: (bytes: Uint8Array) => Buffer.from(zstd(bytes, { maxOutputLength })) }),
};

/** With the frame that RFC 9110 §8.4.1.2 asks for, or without it, as some servers send it. */
function inflated(bytes: Uint8Array): Buffer {
  try {
    return zlib.inflateSync(bytes, { maxOutputLength });
  } catch {
    return zlib.inflateRawSync(bytes, { maxOutputLength });
  }
}

/** The codings that a Content-Encoding lists, in the order in which they were applied; `identity` is none. */
export function codingsIn(encoding: string | undefined): readonly string[] {
  const names = (encoding ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim().replace(/^x-(?=gzip$)/, '')).filter((name) => !/^(?:identity)?$/.test(name));
}

/** The whole content of bytes in one coding; undefined where they are not in it, or where this Node does not know it. */
export function decoded(bytes: Uint8Array, coding: string): Buffer | undefined {
  const unpack = Object.hasOwn(unpackers, coding) ? unpackers[coding] : undefined;
  const { stackTraceLimit } = Error;
  // Most of the time that a wrong guess takes goes into a stack that nobody reads.
  Error.stackTraceLimit = 0;
  try {
    return unpack?.(bytes);
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
