import { type Action, spokenBy } from '../../spec/index.ts';
import { memoized } from '../memoized.ts';

/** Words a minute; ours: a usual pace of announcements. */
const pace = 150;
let segmenter: Intl.Segmenter | undefined;

/** The segmenter is made when something is first spoken: it costs more than all modules of a call. */
function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return segmenter.segment(text);
}

/** Estimated seconds that speaking takes, in any script. Callers hear the same prompts over and over. */
export const spokenSeconds: (text: string) => number = memoized((text) => {
  let words = 0;
  for (const { isWordLike } of segmentsOf(text)) if (isWordLike) words++;
  return (words / pace) * 60;
}, 500);

/** What is spoken of a text in so many seconds. */
export function spokenWithin(text: string, seconds: number): string {
  let words = 0;
  for (const { isWordLike, index } of segmentsOf(text)) {
    if (isWordLike && (++words / pace) * 60 > seconds) return `${text.slice(0, index)}…`;
  }
  return text;
}

/** What a caller hears of an action: the text of a say, the prompt of a gather. */
export function spokenText(action: Action): string {
  const text = spokenBy(action);
  return typeof text === 'string' ? text : '';
}
