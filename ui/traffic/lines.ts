/** A line of two texts: in both, or in one of them. */
export interface Piece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines of each text that are compared: the work grows with their product. */
const longest = 600;

/** The lines of two texts in one order, with as many in common as there can be. */
export function differing(one: readonly string[], other: readonly string[]): readonly Piece[] {
  const [before, after] = [one.slice(0, longest), other.slice(0, longest)];
  const common = lengths(before, after);
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  const pieces: Piece[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [left, right] = [before[row], after[column]];
    if (left !== undefined && left === right) {
      pieces.push({ kind: 'same', text: left });
      row++;
      column++;
    } else if (left !== undefined && (right === undefined || at(row + 1, column) >= at(row, column + 1))) {
      pieces.push({ kind: 'removed', text: left });
      row++;
    } else {
      pieces.push({ kind: 'added', text: right ?? '' });
      column++;
    }
  }
  return pieces;
}

/** How many lines the ends of both texts have in common, from each line on. */
function lengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const [own, next] = [table[row], table[row + 1]];
      if (!own || !next) continue;
      own[column] =
        before[row] === after[column] ? (next[column + 1] ?? 0) + 1 : Math.max(next[column] ?? 0, own[column + 1] ?? 0);
    }
  }
  return table;
}
