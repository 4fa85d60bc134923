import type { Element } from './passages.ts';

/** Neighbouring elements that were replaced; one for one only where both have the same name. */
interface Block {
  readonly removed: readonly Element[];
  readonly added: readonly Element[];
  /** Nothing that is equal follows. */
  readonly atEnd: boolean;
}

/** Beyond this, two lists are compared as a whole: an answer of a thousand actions is not worth the time. */
const maxCells = 250_000;

/** The fewest replacements that make one list the other. */
export function align(before: readonly Element[], after: readonly Element[]): readonly Block[] {
  if (before.length * after.length > maxCells) return [{ removed: before, added: after, atEnd: true }];
  const costs = costsOf(before, after);
  const cost = (row: number, column: number): number => costs[row]?.[column] ?? Number.POSITIVE_INFINITY;
  const blocks: Block[] = [];
  let [removed, added]: [Element[], Element[]] = [[], []];
  const close = (atEnd: boolean): void => {
    if (removed.length + added.length > 0) blocks.push({ removed, added, atEnd });
    [removed, added] = [[], []];
  };
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [one, other] = [before[row], after[column]];
    if (one && other && cost(row, column) === step(one, other) + cost(row + 1, column + 1)) {
      close(false);
      if (one.text !== other.text) blocks.push({ removed: [one], added: [other], atEnd: false });
      row++;
      column++;
    } else if (one && cost(row, column) === 1 + cost(row + 1, column)) {
      removed.push(one);
      row++;
    } else if (other) {
      added.push(other);
      column++;
    }
  }
  close(true);
  return blocks;
}

/** From each pair of places to the end of both lists. */
function costsOf(before: readonly Element[], after: readonly Element[]): readonly (readonly number[])[] {
  const rows: number[][] = [];
  for (let row = before.length; row >= 0; row--) {
    const costs: number[] = [];
    for (let column = after.length; column >= 0; column--) {
      const [one, other] = [before[row], after[column]];
      const down = one ? 1 + (rows[row + 1]?.[column] ?? 0) : Number.POSITIVE_INFINITY;
      const across = other ? 1 + (costs[column + 1] ?? 0) : Number.POSITIVE_INFINITY;
      const both = one && other ? step(one, other) + (rows[row + 1]?.[column + 1] ?? 0) : Number.POSITIVE_INFINITY;
      costs[column] = one || other ? Math.min(down, across, both) : 0;
    }
    rows[row] = costs;
  }
  return rows;
}

function step(one: Element, other: Element): number {
  if (one.text === other.text) return 0;
  return one.name === other.name && one.name !== 'ends' ? 1 : Number.POSITIVE_INFINITY;
}
