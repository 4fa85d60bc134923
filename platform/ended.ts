import type { HttpRequest } from './client.ts';
import { within } from './clock.ts';
import { lastLines } from './last-words.ts';
import type { Exit } from './process.ts';
import { IntegrationEnded, type Send, Unreachable } from './sender.ts';

/** A process that we started, as far as its end goes. */
export interface Mortal {
  readonly exited: Promise<Exit>;
  output(): string;
}

/** A shell may outlive what it ran by a moment. */
const graceMs = 100;

/** Sends as `send` does, and says of the integration that we started how it ended, instead of that nothing answers. */
export function sayingHowItEnded(send: Send, command: string, integration: () => Mortal | undefined): Send {
  let last: HttpRequest | undefined;
  const end = async (): Promise<string | undefined> => {
    const exit = await within(integration()?.exited ?? Promise.resolve(undefined), graceMs);
    if (!exit) return undefined;
    const before = last ? `${last.method} ${new URL(last.url).pathname}` : 'it was ready';
    return `The command "${command}" ${endOf(exit)} after ${before}`;
  };
  return async (request, endpoint) => {
    try {
      const exchange = await send(request, endpoint);
      last = request;
      const { failure } = exchange;
      const how = failure?.kind === 'cut' ? await end() : undefined;
      if (!failure || how === undefined) return exchange;
      const output = lastLines(integration()?.output() ?? '');
      return { ...exchange, failure: { ...failure, message: `${failure.message}; ${how}`, output } };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      const how = await end();
      throw how === undefined ? error : new IntegrationEnded(how, integration()?.output() ?? '');
    }
  };
}

function endOf({ code, signal }: Exit): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}
