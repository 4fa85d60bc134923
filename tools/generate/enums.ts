import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { enums } from './names.ts';

const marked = /^( *)"\$comment": "enum of ([^"]+)",\n *"enum": \[[^\]]*\]/gm;
const maxColumns = 120;

/** The kit's own schemas, by their paths, with every list behind `$comment: enum of …` as the specification has it now. */
export function schemasWithEnums(root: string): Readonly<Record<string, string>> {
  const folder = 'spec/schemas/kit';
  const values = enums(root);
  return Object.fromEntries(
    readdirSync(path.join(root, folder)).map((name) => {
      const file = path.join(folder, name);
      const text = readFileSync(path.join(root, file), 'utf8');
      return [file, text.replace(marked, (_, indent: string, of: string) => listValues(indent, of, values[of], file))];
    }),
  );
}

function listValues(indent: string, of: string, values: readonly string[] | undefined, file: string): string {
  if (values === undefined) throw new Error(`${file} has "enum of ${of}", which is unknown`);
  const line = `${indent}"enum": [${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  const lines = [`${indent}"enum": [`, values.map((value) => `${indent}  ${JSON.stringify(value)}`).join(',\n')];
  const list = line.length < maxColumns ? line : `${lines.join('\n')}\n${indent}]`;
  return `${indent}"$comment": "enum of ${of}",\n${list}`;
}
