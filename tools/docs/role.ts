import type { Block } from './page.ts';

/** What a test does with a block. */
export type Role = 'run' | 'compare' | 'write' | 'patch' | 'judge' | 'draw' | 'leave';

/** Kinds of file that are judged instead of run, by the word that names them. */
export const judged: readonly string[] = ['github-workflow', 'gitlab-ci'];

/** The role of a block, or what is wrong with it: nothing that could be run is left out without a reason. */
export function roleOf({ language, words }: Block): Role | { readonly wrong: string } {
  const reason = words['no-run'];
  if (reason !== undefined) return reason.split(' ').length > 2 ? 'leave' : { wrong: 'no-run needs a reason' };
  if (language === '') return { wrong: 'a block needs a language' };
  if (language === 'mermaid') return 'draw';
  if (language === 'console') return 'compare';
  if (language === 'sh' && words.run !== undefined) return 'run';
  if (judged.some((word) => word in words)) return 'judge';
  if (language === 'diff' && words.file) return 'patch';
  if (words.file) return 'write';
  return { wrong: `a block of ${language} is run (run), written (file=NAME), or says why not (no-run="…")` };
}
