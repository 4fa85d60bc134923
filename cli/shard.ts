import { text, UsageError, type Values } from './command.ts';

/** One machine of several: `index` from 1 to `total`. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** What one machine checks. */
export interface Share {
  readonly selected: readonly string[];
  /** Of the cases of each property, where there are more machines than requirements. */
  readonly slice?: Shard;
}

export function shardOf(values: Values): Shard | undefined {
  const value = text(values, 'shard');
  if (value === undefined) return undefined;
  const [, index, total] = /^(\d{1,4})\/(\d{1,4})$/.exec(value)?.map(Number) ?? [];
  if (index === undefined || total === undefined || index < 1 || index > total) {
    throw new UsageError(
      `--shard must be I/N with I from 1 to N, and is ${JSON.stringify(value)}`,
      'The second of three machines: --shard 2/3.',
    );
  }
  return { index, total };
}

/**
 * Every N-th requirement. Of fewer requirements than machines, several machines take the same, and divide its cases; a
 * requirement without cases is then checked by each of them.
 */
export function shareOf(ids: readonly string[], { index, total }: Shard): Share {
  if (total <= ids.length) return { selected: ids.filter((_, at) => at % total === index - 1) };
  const own = (index - 1) % ids.length;
  const id = ids[own];
  return {
    selected: id === undefined ? [] : [id],
    slice: {
      index: Math.floor((index - 1) / ids.length) + 1,
      total: Math.floor((total - 1 - own) / ids.length) + 1,
    },
  };
}

/** Of a pipeline: the same on all of its machines, another in the next. */
const pipelines = ['GITHUB_RUN_ID', 'CI_PIPELINE_ID', 'BUILD_BUILDID', 'CIRCLE_WORKFLOW_ID', 'BUILD_TAG'] as const;

/** The seed that all machines of a run come to by themselves. */
export function commonSeed(environment: Readonly<Record<string, string | undefined>>): number {
  const id = pipelines.map((name) => environment[name]).find((value) => value) ?? '';
  return [...id].reduce((seed, character) => (seed * 31 + (character.codePointAt(0) ?? 0)) % 2 ** 31, 1);
}
