/** Pieces of a body: enough cuts that some of them are within letters. */
export const pieceCount = 7;

const letters = ['ä', '€', '😀'];

/** So many letters of two to four bytes, in no even rhythm, so that no even cut falls between two of them each time. */
export function longLetters(count: number): string {
  return Array.from({ length: count }, (_, index) => letters[((index * index) % 7) % letters.length] ?? '').join('');
}
