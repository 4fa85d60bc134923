import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { announcedKeys } from '../../platform/call/announced.ts';
import { listening } from '../../platform/events/gathering.ts';
import { type Caller, type DialOutcome, isDialOutcome, type Move, moveOf } from '../../platform/script.ts';
import type { Action } from '../../spec/index.ts';

/** Where a keypad shows what it asks; both make safe what they are given. */
export interface Asking {
  /** Leaves the cursor behind the question. */
  ask(question: string): void;
  say(text: string): void;
}

/** A caller at a terminal. */
interface Keypad extends Caller {
  /** What the caller hears until the next gather names the keys to press. */
  hears(text: string): void;
  close(): void;
}

const hangUp: Move = { keys: '', after: 'hang-up' };
const words: Readonly<Record<string, DialOutcome>> = {
  '': 'answers',
  a: 'answers',
  b: 'busy',
  u: 'unanswered',
  f: 'failed',
  h: 'canceled',
};

/** Asks for each move; the end of the input hangs up, and so does `gone`. */
export function keypad(input: Readable, screen: Asking, gone: AbortSignal, destination?: DialOutcome): Keypad {
  // The terminal itself edits the line: what is read is lines, whatever they come from.
  const reader = createInterface({ input, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  const left = new Promise<undefined>((resolve) => {
    gone.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let heard = '';
  let connected = '';

  /** Undefined: the caller hangs up. */
  async function ask<Answer>(
    question: string,
    read: (line: string) => Answer | undefined,
    wrong: string,
  ): Promise<Answer | undefined> {
    while (!gone.aborted) {
      screen.ask(question);
      const next = await Promise.race([lines.next(), left]);
      if (!next || next.done) {
        screen.say('');
        return undefined;
      }
      const line = next.value.trim();
      const answer = read(line);
      if (answer !== undefined) return answer;
      screen.say(`${JSON.stringify(line)} ${wrong}`);
    }
    return undefined;
  }

  return {
    hears(text) {
      heard += `${text}\n`;
    },
    async atGather(action) {
      const question = `press (${pressable(heard, action)}; Enter: nothing; h: hang up) > `;
      heard = '';
      const read = (line: string) => (line === 'h' ? hangUp : moveOf(line));
      return (await ask(question, read, 'is not on a keypad, which has 0 to 9, *, # and A to D.')) ?? hangUp;
    },
    async atDial({ by, destination: number }) {
      const question = `calling ${number} (Enter: answers; busy; unanswered; failed) > `;
      const read = (line: string) => (isDialOutcome(line) ? line : words[line]);
      const reach = destination ?? (await ask(question, read, 'is none of these.')) ?? 'canceled';
      if (by !== 'outbound') connected = ` to ${number}`;
      return reach;
    },
    async whileConnected() {
      await ask(`connected${connected} (Enter: hang up) > `, () => true, '');
    },
    close: () => reader.close(),
  };
}

/** The keys that were announced, or how many are expected. */
function pressable(heard: string, { parameters }: Action): string {
  const { min, max, finishKey } = listening(parameters);
  const announced = announcedKeys(heard);
  if (max === 1) return announced.length > 0 ? announced.join(', ') : '1 key';
  const count = min === max ? `${max} keys` : `${min} to ${max} keys`;
  return finishKey === undefined ? count : `${count}, ${finishKey} ends`;
}
