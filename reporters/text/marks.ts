import type pc from 'picocolors';
import type { Outcome } from '../../spec/index.ts';

export type Colors = ReturnType<typeof pc.createColors>;

/** Outcomes differ by sign, never by colour alone. */
export const marks: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  failed: '✗',
  warned: '!',
  'not-applicable': '–',
  'could-not-run': '?',
};

/** The sign of an outcome in its colour. */
export function mark(outcome: Outcome, colors: Colors): string {
  const paint = {
    passed: colors.green,
    failed: colors.red,
    warned: colors.yellow,
    'not-applicable': colors.dim,
    'could-not-run': colors.magenta,
  }[outcome];
  return paint(marks[outcome]);
}
