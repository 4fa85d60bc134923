import { type Exit, type ProcessEnd, processEndInWords } from '../../spec/index.ts';
import { within } from '../clock.ts';
import type { HttpRequest } from '../http/client.ts';
import { IntegrationEnded, type Send, Unreachable } from '../http/sender.ts';
import { lastLines } from '../output-tail.ts';
/** A process that we started, as far as its end goes. */
export interface ProcessHandle {
  readonly exited: Promise<Exit>;
  output(): string;
}

/** A shell may outlive what it ran by a moment. */
const graceMs = 100;

/** Sends as `send` does, and says of the integration that we started how it ended, instead of that nothing answers. */
export function withExitInfo(send: Send, command: string, integration: () => ProcessHandle | undefined): Send {
  let last: HttpRequest | undefined;
  const end = async (): Promise<ProcessEnd | undefined> => {
    const exit = await within(integration()?.exited ?? Promise.resolve(undefined), graceMs);
    if (!exit) return undefined;
    const after = last && `${last.method} ${new URL(last.url).pathname}`;
    const output = lastLines(integration()?.output() ?? '');
    return {
      command,
      how: `${exitInWords(exit)} after ${after ?? 'it was ready'}`,
      exit,
      ...(after !== undefined && { after }),
      ...(output !== '' && { output }),
    };
  };
  return async (request, endpoint) => {
    try {
      const exchange = await send(request, endpoint);
      last = request;
      const { failure } = exchange;
      const ended = failure?.kind === 'cut' ? await end() : undefined;
      if (!failure || !ended) return exchange;
      const message = `${failure.message}; ${processEndInWords(ended)}`;
      return { ...exchange, failure: { ...failure, message, output: ended.output ?? '', ended } };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      const ended = await end();
      throw ended ? new IntegrationEnded(ended) : error;
    }
  };
}

export function exitInWords({ code, signal }: Exit): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}
