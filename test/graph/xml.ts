import { parseXml, type Xml } from '../report/strict-xml.ts';

/** The parser reads attributes in lower case only. */
export function read(drawing: string): Xml {
  return parseXml(drawing.replace(/ ([a-z]+(?:[-A-Z][a-z]*)+)="/g, (name) => name.toLowerCase().replaceAll('-', '')));
}
