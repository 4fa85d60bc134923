import type { Step } from '../../../platform/call/step.ts';
import { transcript } from '../../../platform/call/transcript.ts';
import type { PhoneLine } from '../../../ui/protocol/phone.ts';
import { answerFindings } from '../../call/findings.ts';
import { isAcknowledged } from '../../call/summary.ts';

/** What the page shows of a step, which holds nothing that must stay hidden. */
export function linesOf(step: Step, exchange: number | undefined): readonly PhoneLine[] {
  const tone = toneOf(step);
  const link = exchange === undefined ? {} : { exchange };
  // The summary says how it ended.
  if (step.kind === 'end') return [];
  if (step.kind === 'hears' && !step.held) {
    return [{ at: step.at, of: 'caller', text: step.text, tone, spoken: step.text, ...link }];
  }
  return transcript([step]).map(({ at, of, text }) => ({ at, of, text: brief(step, text), tone, ...link }));
}

/** The query repeats what is known of the call; the exchange shows it whole. */
function brief({ kind }: Step, text: string): string {
  return kind === 'answer' ? text.replace(/\?\S*(?=: )/, '') : text;
}

function toneOf(step: Step): PhoneLine['tone'] {
  switch (step.kind) {
    case 'event':
      return isAcknowledged(step.delivered) ? 'good' : step.attempt === 1 ? 'bad' : 'warn';
    case 'answer': {
      const findings = answerFindings(step.answered);
      return findings.some(({ level }) => level === 'must') ? 'bad' : findings.length > 0 ? 'warn' : 'good';
    }
    case 'loop':
      return 'bad';
    case 'elsewhere':
      return 'warn';
    default:
      return 'plain';
  }
}
