import type { Step } from '../../platform/call/step.ts';
import { transcript } from '../../platform/call/transcript.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { truncateLine, wrapTruncated } from '../../reporters/text/layout.ts';
import { type Colors, marks } from '../../reporters/text/marks.ts';
import type { Exchange } from '../../spec/index.ts';
import { type AnswerFinding, answerFindings } from './findings.ts';
import { clock, isAcknowledged } from './summary.ts';

export interface View {
  readonly width: number;
  readonly colors: Colors;
}

/** One entry, already escaped and wrapped. */
interface Shown {
  /** `right`: it went as it should. `wrong`, `advice`: it did not. `talk`: what the people notice. */
  readonly tone: 'right' | 'wrong' | 'advice' | 'talk';
  readonly lines: readonly string[];
}

/** Where texts begin: behind the time and a sign. */
export const margin = 9;
const nameWidth = 24;
const maxFindings = 10;

const signs = { right: marks.passed, wrong: marks.failed, advice: marks.warned, talk: ' ' } as const;

export function heading({ direction, from, to, id }: CallContext, { width, colors }: View): string[] {
  const who = direction === 'inbound' ? `${from} calls ${to}` : `${to} is called from ${from}`;
  return [colors.bold(truncateLine(who, width)), colors.dim(truncateLine(id, width)), ''];
}

/** What a step looks like; nothing for what another one shows. */
export function showStep(step: Step, view: View): readonly Shown[] {
  switch (step.kind) {
    case 'event':
      return [wire(step, toneOf(step), eventInWords(step), step.delivered.exchange)];
    case 'answer':
      return answer(step, view);
    // The summary says how it ended.
    case 'end':
      return [];
    default:
      return transcript([step]).map(({ text }) => entry(step.at, step.kind === 'loop' ? 'wrong' : 'talk', text, view));
  }

  function wire({ at }: Step, tone: Shown['tone'], what: string, exchange: Exchange): Shown {
    return entry(at, tone, `${what.padEnd(nameWidth)} ${outcome(exchange)}`, view);
  }

  function answer(step: Extract<Step, { kind: 'answer' }>, { width }: View): Shown[] {
    const findings = answerFindings(step.answered);
    const wrong = findings.some(({ level }) => level === 'must');
    const tone = wrong ? 'wrong' : findings.length > 0 ? 'advice' : 'right';
    const { exchange } = step.answered;
    const what = `${exchange.request.method} ${pathOf(exchange.request.url, step.url)}`;
    const first = wire(step, tone, truncateLine(what, width - margin - 20), exchange);
    const rest = findings.length - maxFindings;
    return [
      first,
      ...findings.slice(0, maxFindings).map((each) => detail(each, view)),
      ...(rest > 0 ? [{ tone, lines: [`${' '.repeat(margin)}… and ${rest} more`] } as const] : []),
    ];
  }
}

/** The first refusal is the fault; the result of further attempts is shown next to it. */
function toneOf({ delivered, attempt }: Extract<Step, { kind: 'event' }>): Shown['tone'] {
  if (isAcknowledged(delivered)) return 'right';
  return attempt === 1 ? 'wrong' : 'advice';
}

function eventInWords({ event, attempt }: Extract<Step, { kind: 'event' }>): string {
  return attempt === 1 ? event.event : `${event.event}, attempt ${attempt}`;
}

function entry(at: number, tone: Shown['tone'], text: string, { width, colors }: View): Shown {
  const paint = { right: colors.dim, wrong: colors.red, advice: colors.yellow, talk: String }[tone];
  const lines = wrapTruncated(text, width - margin, 12).map((line, index) => {
    const start = index === 0 ? `${clock(at).padStart(5)}  ${signs[tone]} ` : ' '.repeat(margin);
    return tone === 'talk' ? colors.dim(start) + line : paint(start + line);
  });
  return { tone, lines };
}

function detail({ pointer, clause, level, expected, actual, source }: AnswerFinding, { width, colors }: View): Shown {
  const room = width - margin;
  const lines = [
    colors.bold(truncateLine(`${pointer === '' ? '(document)' : pointer}  ${level}  ${clause}`, room)),
    ...wrapTruncated(`expected ${expected}, got ${actual}`, room, 4),
    colors.dim(source),
  ];
  return { tone: level === 'must' ? 'wrong' : 'advice', lines: lines.map((line) => ' '.repeat(margin) + line) };
}

/** The path alone: the query holds the call, which is the same in each. */
function pathOf(asked: string, redirect: string | undefined): string {
  const [, path] = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(asked) ?? [];
  return path === undefined ? asked : `${path || '/'}${redirect?.includes('?') ? '?…' : ''}`;
}

function outcome({ response, failure, durationMs }: Exchange): string {
  const after = `after ${Math.round(durationMs)} ms`;
  return response ? `${response.status} ${after}` : `${failure?.message ?? 'no response'} ${after}`;
}
