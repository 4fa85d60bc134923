import { readFile } from 'node:fs/promises';
import { expectedBy, type Graph, isRecord, validators } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** A graph that `mvk explore --format json` wrote, or the one inside a report.json. */
export async function readGraph(file: string): Promise<Graph> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--against ${JSON.stringify(file)} cannot be read (${error.code ?? error.message})`);
  });
  return graphIn(text, `--against ${JSON.stringify(file)}`);
}

/** The graph in the text of a file; `name` begins the sentence where there is none. */
export async function graphIn(text: string, name: string): Promise<Graph> {
  const hint = 'Write one with mvk explore --format json > FILE.';
  let data: unknown;
  try {
    data = JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${name} is not JSON`, hint);
  }
  const graph = isRecord(data) && isRecord(data.flow) ? data.flow : data;
  const { graph: validate } = await validators('graph');
  if (validate(graph)) return graph as unknown as Graph;
  const [first] = validate.errors ?? [];
  throw new UsageError(
    `${name} holds no graph: ${first?.instancePath || 'it'} ${first ? expectedBy(first) : 'is none'}`,
    hint,
  );
}
