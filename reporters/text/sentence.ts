import type { Report, Verdict } from '../../spec/index.ts';

/** The verdict in words, for any format. */
export function verdictSentence({ verdict, counts, results, overdue = [] }: Report): string {
  const accepted = results.filter((result) => result.accepted).length;
  const open = results.filter(({ outcome, accepted }) => outcome === 'failed' && !accepted).length;
  const sentences: Readonly<Record<Verdict, string>> = {
    conformant:
      accepted > 0
        ? `Conformant, with ${accepted} ${accepted === 1 ? 'failure' : 'failures'} accepted by the baseline.`
        : counts.warned > 0
          ? `Conformant, with ${counts.warned} ${counts.warned === 1 ? 'recommendation' : 'recommendations'} not followed.`
          : 'Conformant: every requirement that could be checked is met.',
    nonconformant:
      open > 0
        ? `Nonconformant: ${open} ${open === 1 ? 'requirement is' : 'requirements are'} broken.`
        : overdue.length > 0
          ? `Nonconformant: ${overdue.length} ${overdue.length === 1 ? 'entry of the baseline no longer holds' : 'entries of the baseline no longer hold'}.`
          : `Nonconformant: ${counts.warned} ${counts.warned === 1 ? 'recommendation is' : 'recommendations are'} not followed.`,
    incomplete: 'Incomplete: not everything that was selected could be checked, so there is no verdict.',
  };
  return sentences[verdict];
}
