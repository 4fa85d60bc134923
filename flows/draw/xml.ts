import { escapeXml } from '../../spec/index.ts';
/** Safe as XML text and as an attribute value; what XML forbids altogether is dropped. */
export function xml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return escapeXml(text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu, ''));
}
