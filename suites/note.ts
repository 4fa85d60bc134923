import type { Slice } from '../spec/index.ts';

/** What one check says about itself for the report, whatever its outcome; each check gets a new one. */
export interface Note {
  /** How many generated cases it has run. */
  cases: number;
  /** The part of it that this machine ran, where several machines divide it. */
  slice?: Slice;
  /** What it saw, which the report shows even if the check passed. */
  seen: string;
}

export function createNote(): Note {
  return { cases: 0, seen: '' };
}
