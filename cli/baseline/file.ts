import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Document, isMap, isNode, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { nearestIs } from '../../platform/config/nearest.ts';
import {
  type Baseline as Accepted,
  type BaselineEntry,
  catalogue,
  isRecord,
  retired,
  validators,
} from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { baselineProblem } from './problem.ts';

/** A baseline that was read and is valid. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  /** As it is written, comments and order included. */
  readonly document: Document;
}

/** The accepted failures of a run. */
export async function readBaseline(file: string): Promise<Baseline> {
  const name = path.relative(process.cwd(), file) || file;
  if (!existsSync(file)) {
    throw new UsageError(`the baseline ${JSON.stringify(name)} does not exist`, 'mvk baseline writes one from a run.');
  }
  const lines = new LineCounter();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`the baseline ${JSON.stringify(name)} cannot be read (${error.code})`);
  });
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new UsageError(`${name}${lineOf(error)}: ${error.message.split('\n')[0]}`);
  const place = (pointer: readonly string[]): string => `${name}${at(document, pointer, lines)}`;
  const value: unknown = document.toJS() ?? {};
  const { baseline: validate } = await validators('baseline');
  if (!validate(value)) throw baselineProblem(validate.errors ?? [], value, place);
  const accepted = value as Accepted;
  return {
    entries: Object.entries(accepted).map(([id, entry]) => ({
      id: knownRequirement(id, place([id])),
      ...entry,
      where: place([id]),
    })),
    document,
  };
}

/** What an empty or missing file holds: no entries, and it can be added to. */
export function emptyBaseline(): Baseline {
  return { entries: [], document: parseDocument('') };
}

function knownRequirement(id: string, where: string): string {
  const ids = catalogue.map((each) => each.id);
  if (ids.includes(id)) return id;
  if (Object.hasOwn(retired, id)) {
    throw new UsageError(`${where}: the requirement ${JSON.stringify(id)} is retired (${retired[id]})`);
  }
  throw new UsageError(
    `${where}: no requirement has the id ${JSON.stringify(id)}${nearestIs(id, ids, 'id')}`,
    'mvk list prints every id.',
  );
}

function lineOf({ linePos }: YAMLError): string {
  return linePos ? `:${linePos[0].line}` : '';
}

/** `:LINE` of the key that a pointer ends in, or of the nearest above it. */
function at(document: Document, pointer: readonly string[], lines: LineCounter): string {
  for (let depth = pointer.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(pointer.slice(0, depth - 1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => textOf(key) === pointer[depth - 1]) : undefined;
    const offset = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
    if (offset !== undefined) return `:${lines.linePos(offset).line}`;
  }
  return '';
}

function textOf(key: unknown): string {
  return String(isRecord(key) && 'value' in key ? key.value : key);
}
