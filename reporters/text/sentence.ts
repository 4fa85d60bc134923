import { counted, type Report, type Verdict } from '../../spec/index.ts';

/** The verdict in words, for any format. */
export function verdictSentence({ verdict, counts, results, overdue = [] }: Report): string {
  const accepted = results.filter((result) => result.accepted).length;
  const open = results.filter(({ outcome, accepted }) => outcome === 'failed' && !accepted).length;
  const sentences: Readonly<Record<Verdict, string>> = {
    conformant:
      accepted > 0
        ? `Conformant, with ${counted(accepted, 'failure')} accepted by the baseline.`
        : counts.warned > 0
          ? `Conformant, with ${counted(counts.warned, 'recommendation')} not followed.`
          : 'Conformant: every requirement that could be checked is met.',
    nonconformant:
      open > 0
        ? `Nonconformant: ${counted(open, 'requirement is', 'requirements are')} broken.`
        : overdue.length > 0
          ? `Nonconformant: ${counted(overdue.length, 'entry of the baseline no longer holds', 'entries of the baseline no longer hold')}.`
          : `Nonconformant: ${counted(counts.warned, 'recommendation is', 'recommendations are')} not followed.`,
    incomplete: 'Incomplete: not everything that was selected could be checked, so there is no verdict.',
  };
  return sentences[verdict];
}
