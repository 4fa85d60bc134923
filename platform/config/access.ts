import type { KitConfig } from '../../spec/index.ts';
import { UsageError } from './usage-error.ts';

type Access = NonNullable<KitConfig['access']>;

/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Set by the kit for each request; another value would change what is checked. */
const own = /^(content-length|content-type|transfer-encoding|connection|host|expect|x-minivoice-.*)$/i;

/** Refuses what cannot be sent, or would change what is checked. No value is shown. */
export function checkAccess({ headers = {}, cookies = {}, basicAuth }: Access = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!token.test(name))
      throw new UsageError(`access.headers has a name that no header can have: ${JSON.stringify(name)}`);
    if (own.test(name)) {
      throw new UsageError(`access.headers names ${JSON.stringify(name)}, which the kit sets itself`, 'Leave it out.');
    }
    requirePrintable(value, `access.headers.${name}`);
  }
  for (const [name, value] of Object.entries(cookies)) {
    if (!token.test(name))
      throw new UsageError(`access.cookies has a name that no cookie can have: ${JSON.stringify(name)}`);
    requirePrintable(value, `access.cookies.${name}`);
    if (value.includes(';')) {
      throw new UsageError(`access.cookies.${name} holds a semicolon`, 'Write each cookie under its own name.');
    }
  }
  refuseTwice('cookie', headers, Object.keys(cookies).length > 0);
  refuseTwice('authorization', headers, basicAuth !== undefined);
  if (basicAuth !== undefined && !/^[^:]+:/.test(basicAuth)) {
    throw new UsageError('access.basicAuth has no colon between user and password', 'Write it as user:password.');
  }
}

function requirePrintable(value: string, name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no header can hold
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(value)) return;
  throw new UsageError(`${name} holds a character that no header can carry`, 'Is there a line break in its variable?');
}

function refuseTwice(
  header: 'cookie' | 'authorization',
  headers: Readonly<Record<string, string>>,
  isGiven: boolean,
): void {
  const twice = isGiven && Object.keys(headers).some((name) => name.toLowerCase() === header);
  const key = header === 'cookie' ? 'access.cookies' : 'access.basicAuth';
  if (twice) throw new UsageError(`access.headers and ${key} both give the header ${header}`, 'Leave one of them out.');
}
