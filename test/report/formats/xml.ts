import { SaxesParser } from 'saxes';

export interface Read {
  /** Names of elements with how often each occurs. */
  readonly elements: Readonly<Record<string, number>>;
  readonly attributes: readonly { readonly element: string; readonly name: string; readonly value: string }[];
  readonly texts: readonly { readonly inside: readonly string[]; readonly text: string }[];
}

/** Reads a document by a strict parser of others; throws where it is not well-formed. */
export function readXml(source: string): Read {
  const parser = new SaxesParser();
  const elements: Record<string, number> = {};
  const attributes: { element: string; name: string; value: string }[] = [];
  const texts: { inside: readonly string[]; text: string }[] = [];
  const open: string[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes: all }) => {
    open.push(name);
    elements[name] = (elements[name] ?? 0) + 1;
    for (const [attribute, value] of Object.entries(all)) attributes.push({ element: name, name: attribute, value });
    if (name === 'br') texts.push({ inside: [...open], text: '\n' });
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void texts.push({ inside: [...open], text }));
  parser.write(source).close();
  return { elements, attributes, texts };
}

export function textOf({ texts }: Read): string {
  return texts.map(({ text }) => text).join('');
}
