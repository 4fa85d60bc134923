import { errorCodes, operations, type Trigger } from '../../spec/index.ts';
import { nearestIs } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** Refuses triggers that nothing could be judged by: a slip in a name would leave requirements unchecked in silence. */
export function checkTriggers(triggers: readonly Trigger[] = []): void {
  for (const [index, { operation, request, command, distinguish = [] }] of triggers.entries()) {
    const place = `api.triggers[${index}]`;
    assertKnown(operation, Object.keys(operations), `${place}.operation`, 'operation');
    for (const code of distinguish.flat())
      assertKnown(code, Object.keys(errorCodes), `${place}.distinguish`, 'error code');
    if ((request === undefined) === (command === undefined)) {
      const has = request === undefined ? 'has neither' : 'has both';
      throw new UsageError(`${place} must have either a request or a command, and ${has}`);
    }
  }
}

function assertKnown(word: string, words: readonly string[], place: string, kind: string): void {
  if (words.includes(word)) return;
  throw new UsageError(`${place} names the unknown ${kind} ${JSON.stringify(word)}${nearestIs(word, words, kind)}`);
}
