import pc from 'picocolors';
import type { Step } from '../../platform/call/step.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { wrapTruncated } from '../../reporters/text/layout.ts';
import type { Exchange } from '../../spec/index.ts';
import { exchangeLines } from '../terminal/http-lines.ts';
import type { Asking } from './keypad.ts';
import { heading, margin, showStep, type View } from './view.ts';

/** What a screen needs of `process.stdout`. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface ScreenOptions {
  /** Only problems and the summary; for an interactive call also what is spoken. */
  readonly quiet: boolean;
  readonly byHand: boolean;
  /** Hides secrets and personal numbers. */
  hide(text: string): string;
}

/** Where a call is shown as it goes. */
interface Screen extends Asking {
  begin(call: CallContext): void;
  show(step: Step): void;
  /** Both sides of an exchange: one that was `sent` to the integration, or `received` by the API. */
  exchange(exchange: Exchange, direction: 'sent' | 'received'): void;
  end(sentence: string, good: boolean): void;
}

export function screenOn(output: Output, { quiet, byHand, hide }: ScreenOptions): Screen {
  const color = output.isTTY === true && !process.env.NO_COLOR;
  const view: View = { width: Math.max(40, output.columns || 80), colors: pc.createColors(color) };
  const { width, colors } = view;
  const indent = ' '.repeat(margin);
  const lines = (all: readonly string[]) => output.write(all.map((line) => `${line}\n`).join(''));
  const texts = (text: string) => wrapTruncated(hide(text), width - margin, 5).map((line) => indent + line);
  return {
    begin(call) {
      if (!quiet) lines(heading({ ...call, from: hide(call.from), to: hide(call.to) }, view));
    },
    show(step) {
      for (const { tone, lines: entry } of showStep(step, view)) {
        if (!quiet || tone === 'wrong' || (tone === 'talk' && byHand)) lines(entry);
      }
    },
    exchange(exchange, direction) {
      const head = direction === 'sent' ? [] : ['the integration asks the API:'];
      lines([...head, ...exchangeLines(exchange, width)].map((line) => colors.dim(indent + line)));
    },
    ask: (question) => output.write(colors.bold(texts(question).join('\n'))),
    say: (text) => lines(text === '' ? [''] : texts(text)),
    end(sentence, good) {
      const paint = good ? colors.green : colors.red;
      lines([...(quiet ? [] : ['']), ...wrapTruncated(hide(sentence), width, 6).map((line) => paint(line))]);
    },
  };
}
