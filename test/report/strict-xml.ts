/** What a document holds, without its structure. */
export interface Xml {
  readonly elements: Record<string, number>;
  readonly attributes: string[];
  text: string;
}

/** A strict reader of the XML we write: throws on anything that is not well-formed. */
export function parseXml(source: string): Xml {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(source)) throw new Error('a forbidden character');
  const token = /<\?xml [^<>]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<>]+)/guy;
  const read: Xml = { elements: {}, attributes: [], text: '' };
  const open: string[] = [];
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new Error(`not XML at ${at}`);
    const [, closing, name, attributes = '', empty, text] = match;
    if (text !== undefined) read.text += decode(text);
    if (name === undefined) continue;
    if (closing) {
      if (open.pop() !== name) throw new Error(`"${name}" was not open`);
      continue;
    }
    read.elements[name] = (read.elements[name] ?? 0) + 1;
    for (const [, value = ''] of attributes.matchAll(/="([^"]*)"/g)) read.attributes.push(decode(value));
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`"${open.join()}" was left open`);
  return read;
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  if (/&(?!#x[0-9a-f]+;|(amp|lt|gt|quot|apos);)/.test(text)) throw new Error('a bare ampersand');
  return text.replace(/&(?:#x([0-9a-f]+)|([a-z]+));/g, (_, code?: string, name?: string) =>
    code === undefined ? (named[name ?? ''] ?? '') : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
