import type { Option } from './option.ts';

/** One digest that a signature header may hold, and how it was written. */
export interface Written {
  readonly digest: Buffer;
  readonly forms: readonly Pick<Option<never>, 'code' | 'says'>[];
}

export interface SignatureHeader {
  readonly written: readonly Written[];
  /** A timestamp within the header, as other platforms have it: `t=1780056600,v1=…`. */
  readonly timestamp?: string;
}

/** Characters of the header, and parts of it, that are looked at. */
const maxText = 2_048;
const maxParts = 8;

export function readSignature(header: string): SignatureHeader {
  const parts = header
    .slice(0, maxText)
    .trim()
    .split(/\s*[,;]\s*|\s+/, maxParts)
    .filter(Boolean);
  const several = parts.length > 1 ? [severalForm] : [];
  const written = parts.flatMap((part) => {
    const [, scheme, value] = /^([A-Za-z][\w-]{0,15})[=:,](?!=*$)(.+)$/.exec(part) ?? [undefined, undefined, part];
    return digestsIn(value ?? part).map(({ digest, forms }) => ({
      digest,
      forms: [...schemeForm(scheme), ...forms, ...several],
    }));
  });
  const timestamp = parts.map((part) => /^t(?:s|imestamp)?=([\w:.+-]{1,64})$/.exec(part)?.[1]).find(Boolean);
  return { written, ...(timestamp !== undefined && { timestamp }) };
}

const severalForm = { code: 'form-several', says: 'one of several in the header' };

function schemeForm(scheme: string | undefined): Written['forms'] {
  if (scheme === 'v1') return [];
  if (scheme === undefined) return [{ code: 'form-no-scheme', says: 'written without "v1=" before it' }];
  return [
    { code: 'form-another-scheme', says: `written with ${JSON.stringify(`${scheme}=`)} instead of "v1=" before it` },
  ];
}

function digestsIn(value: string): readonly Written[] {
  const text = value.replace(/^(["'])(.*)\1$/, '$2');
  const quoted = text === value ? [] : [{ code: 'form-quoted', says: 'written in quotes' }];
  const written = (digest: Buffer, code?: string, says = ''): Written => ({
    digest,
    forms: [...quoted, ...(code === undefined ? [] : [{ code: `form-${code}`, says }])],
  });
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) {
    const digest = Buffer.from(text, 'hex');
    const isLower = text === text.toLowerCase();
    const hex = isLower ? written(digest) : written(digest, 'upper-case', 'written in upper case');
    return [hex];
  }
  if (!/^[\w+/-]+={0,2}$/.test(text)) return [];
  const digest = Buffer.from(text, 'base64');
  const inner = digest.toString('latin1');
  return [
    written(digest, 'base64', 'written in base64 instead of hex'),
    ...(/^(?:[0-9a-f]{2})+$/i.test(inner)
      ? [written(Buffer.from(inner, 'hex'), 'base64-of-hex', 'written in hex, and that in base64')]
      : []),
  ];
}
