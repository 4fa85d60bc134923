import { randomUUID } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { type BenchOptions, isRecord, type KitConfig } from '../../spec/index.ts';
import { freePorts } from '../http/free-ports.ts';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What belongs to one instance alone. */
type Place = NonNullable<BenchOptions['place']>;

const portName = `\${PORT}`;
const dataName = `\${DATA_DIR}`;
/** More do not help: a run takes what its longest share takes. */
const maxInstances = 4;

/** The environment that fills a configuration; with `start.instances` the kit fills PORT and DATA_DIR itself, later. */
export function environmentFor(raw: unknown, environment: Environment): Environment {
  const start = isRecord(raw) ? raw.start : undefined;
  const isPlaced = isRecord(start) && start.instances !== undefined;
  return isPlaced ? { ...environment, PORT: portName, DATA_DIR: dataName } : environment;
}

/** How many instances a configuration asks for; undefined where it says nothing of them. */
function instancesIn({ start }: KitConfig): number | undefined {
  const instances = start?.instances;
  // More than there are processors: checks wait for most of their time.
  return instances === 'auto' ? Math.min(maxInstances, availableParallelism() + 2) : instances;
}

/** Free places for the instances that a configuration asks for. */
export async function placesFor(config: KitConfig): Promise<readonly Place[]> {
  const count = instancesIn(config);
  if (count === undefined) return [];
  requireOwnPorts(config, count);
  const ports = await freePorts(count);
  return ports.map((port) => ({ port, dataDir: path.join(tmpdir(), `mvk-${randomUUID()}`) }));
}

/** A URL that is the same for two instances would let one be judged by the state of the other. */
function requireOwnPorts({ answerUrl, webhookUrl, observe, start, api }: KitConfig, count: number): void {
  const triggers = (api?.triggers ?? []).map(
    ({ request }, index) => [`api.triggers[${index}].request.url`, request?.url] as const,
  );
  const urls = Object.entries({
    answerUrl,
    webhookUrl,
    'observe.callUrl': observe?.callUrl,
    'start.readyUrl': start?.readyUrl,
  });
  for (const [name, url] of [...urls, ...triggers]) {
    if (url === undefined || url.includes(portName)) continue;
    const hint = `Write ${portName} in place of its port, or leave out start.instances.`;
    throw new UsageError(`${name} has no ${portName}, which start.instances needs (got ${JSON.stringify(url)})`, hint);
  }
  if (count > 1 && api?.port) {
    const hint = 'Leave out api.port: each instance is told its API in MINIVOICE_API_BASE_URL.';
    throw new UsageError(`api.port ${api.port} cannot be that of ${count} instances`, hint);
  }
}

/** The configuration of one instance; the shell fills its start command, from the environment. */
export function placedAt(config: KitConfig, { port, dataDir }: Place): KitConfig {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(portName, String(port)).replaceAll(dataName, dataDir);
    if (Array.isArray(value)) return value.map(fill);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, key === 'command' ? member : fill(member)]),
    );
  };
  return fill(config) as KitConfig;
}
