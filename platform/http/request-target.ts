/**
 * What stands in the request line. The query is sent byte for byte as it was written, since a signature may cover it:
 * URL and URLSearchParams would spell `'`, `%20`, `flag`, `a==` and an empty query in another way.
 */
export function requestTarget({ pathname }: URL, written: string): string {
  const query = queryOf(written);
  return query === undefined ? pathname : `${pathname}?${query}`;
}

/** The query as it was written; `undefined` without a question mark. Only what no request line can hold is encoded. */
export function queryOf(written: string): string | undefined {
  const { beforeFragment } = parts(written);
  const start = beforeFragment.indexOf('?');
  return start === -1 ? undefined : beforeFragment.slice(start + 1).replaceAll(unsendable, percentEncoded);
}

/** The URL with further parameters behind its own, which stay as they are spelled. */
export function withParameters(written: string, added: URLSearchParams): string {
  if (added.size === 0) return written;
  const { beforeFragment, fragment } = parts(written);
  const separator = beforeFragment.includes('?') ? (/[?&]$/.test(beforeFragment) ? '' : '&') : '?';
  return `${beforeFragment}${separator}${added}${fragment}`;
}

/** Controls, space, `"`, `<`, `>` and all beyond ASCII: what the URL standard encodes in every query. */
const unsendable = /[^\x21\x23-\x3b\x3d\x3f-\x7e]+/g;

function percentEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** White space around a URL, tabs and line breaks belong to no URL: its standard removes them. */
function parts(written: string): { beforeFragment: string; fragment: string } {
  const url = written.trim().replaceAll(/[\t\r\n]/g, '');
  const hash = url.indexOf('#');
  return hash === -1
    ? { beforeFragment: url, fragment: '' }
    : { beforeFragment: url.slice(0, hash), fragment: url.slice(hash) };
}
