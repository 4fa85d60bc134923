/** Shorter repeats come about by chance. */
const shortest = 6;
/** Maximum length that is analysed: a secret of this length is long enough. */
const max = 1_024;

/** How many bytes of a text are left when each part that repeats an earlier one, or goes on like `abcdef`, counts as one. */
export function variety(text: string): number {
  const bytes = [...Buffer.from(text).subarray(0, max)];
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    const foreseen = Math.max(repeated(bytes, at), sequence(bytes, at));
    at += foreseen >= shortest ? foreseen : 1;
  }
  return count;
}

/** Length of the longest part from `at` that stands somewhere before, overlaps included. */
function repeated(bytes: readonly number[], at: number): number {
  let longest = 0;
  for (let from = 0; from < at; from++) {
    let length = 0;
    while (at + length < bytes.length && bytes[from + length] === bytes[at + length]) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** Length of the run from `at` whose bytes go up, down, or stay, by one step. */
function sequence(bytes: readonly number[], at: number): number {
  const step = (bytes[at + 1] ?? 0) - (bytes[at] ?? 0);
  if (Math.abs(step) > 1) return 1;
  let length = 1;
  while (at + length < bytes.length && (bytes[at + length] ?? 0) - (bytes[at + length - 1] ?? 0) === step) length++;
  return length;
}
