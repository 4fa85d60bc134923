import { catalogue, type Slice } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** What one machine checks. */
export interface Share {
  readonly selected: readonly string[];
  /** The share of the cases of each property, if there are more machines than requirements. */
  readonly slice?: Slice;
}

/** Requirements that rest on the call flow: every machine checks them in the part that it walks. */
const walking: ReadonlySet<string> = new Set(catalogue.filter(({ walks }) => walks).map(({ id }) => id));

/** The machine that `--shard I/N` means. */
export function shardOf(value: string): Slice {
  const [, index, total] = /^(\d{1,4})\/(\d{1,4})$/.exec(value)?.map(Number) ?? [];
  if (index === undefined || total === undefined || index < 1 || index > total) {
    throw new UsageError(
      `--shard must be I/N with I from 1 to N (got ${JSON.stringify(value)})`,
      'The second of three machines: --shard 2/3.',
    );
  }
  return { index, total };
}

/** What rests on the call flow, and every N-th of the other requirements. */
export function shareOf(ids: readonly string[], shard: Slice): Share {
  const { selected, ...slice } = allot(
    ids.filter((id) => !walking.has(id)),
    shard,
  );
  return { selected: ids.filter((id) => walking.has(id) || selected.includes(id)), ...slice };
}

/**
 * Every N-th requirement. Of fewer requirements than machines, several machines take the same, and divide its cases; a
 * requirement without cases is then checked by each of them.
 */
function allot(ids: readonly string[], { index, total }: Slice): Share {
  if (total <= ids.length) return { selected: ids.filter((_, at) => at % total === index - 1) };
  const own = (index - 1) % ids.length;
  const id = ids[own];
  if (id === undefined) return { selected: [] };
  return {
    selected: [id],
    slice: {
      index: Math.floor((index - 1) / ids.length) + 1,
      total: Math.floor((total - 1 - own) / ids.length) + 1,
    },
  };
}

/** Variables with the id of a pipeline: the same on all of its machines, and different in the next pipeline. */
const pipelines = ['GITHUB_RUN_ID', 'CI_PIPELINE_ID', 'BUILD_BUILDID', 'CIRCLE_WORKFLOW_ID', 'BUILD_TAG'] as const;

/** The seed that all machines of a run derive from the id of the pipeline. */
export function commonSeed(environment: Readonly<Record<string, string | undefined>>): number {
  const id = pipelines.map((name) => environment[name]).find((value) => value) ?? '';
  return [...id].reduce((seed, character) => (seed * 31 + (character.codePointAt(0) ?? 0)) % 2 ** 31, 1);
}
