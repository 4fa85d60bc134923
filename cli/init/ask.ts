import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from '../command.ts';
import { escapeControls } from '../terminal/escape.ts';
import type { Question } from './settings.ts';

export interface Asker {
  /** Asks until the answer is valid; Enter takes the default. */
  ask(question: Question): Promise<string>;
  close(): void;
}

/** Somebody at a terminal. */
export function asker(input: Readable, output: Writable): Asker {
  // The terminal itself edits the line.
  const reader = createInterface({ input, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      for (;;) {
        output.write(escapeControls(`${question.asks}\n  [${question.defaultValue}] > `));
        const { done, value } = await lines.next();
        if (done === true) {
          output.write('\n');
          throw new UsageError('the input ended before the last answer, so nothing was written', 'Or give --yes.');
        }
        const answer = value.trim() === '' ? question.defaultValue : value.trim();
        try {
          question.check(answer);
          return answer;
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          output.write(escapeControls(`  ${[error.message, error.hint].filter(Boolean).join('. ')}\n`));
        }
      }
    },
    close: () => reader.close(),
  };
}
