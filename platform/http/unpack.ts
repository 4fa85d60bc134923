import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** More than this of a packed body is not looked into: a bomb stays packed. */
const maxOutputLength = 2 * 1024 * 1024;
/** A body may be truncated: the part that is there is decompressed. */
const zlib = { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH };
const brotli = { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const unpackers: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, zlib),
  'x-gzip': (bytes) => gunzipSync(bytes, zlib),
  deflate: (bytes) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync(bytes, zlib) : inflateRawSync(bytes, zlib)),
  br: (bytes) => brotliDecompressSync(bytes, brotli),
};

/** The decompressed body, by its Content-Encoding or because it is gzip; `undefined` if that is not possible within the limits. */
export function unpacked(bytes: Uint8Array, encoding: string = ''): Uint8Array | undefined {
  const said = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const names = said.filter((name) => name !== '' && name !== 'identity').reverse();
  if (names.length === 0 && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  try {
    return (names.length === 0 ? ['gzip'] : names).reduce((packed: Uint8Array, name) => {
      const unpack = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
      if (!unpack) throw new Error(`the encoding ${name} is unknown`);
      return unpack(packed);
    }, bytes);
  } catch {
    return undefined;
  }
}
