import { connect } from 'node:net';
import { hostOf } from '../../platform/http/loopback.ts';
import { AnotherServer, requireFreePorts } from '../../platform/process/port-holder.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import type { BenchOptions } from '../../spec/index.ts';
import { NotRunError } from '../command.ts';

/** A run against nothing would only repeat one sentence for every requirement. */
export async function probe(urls: readonly string[]): Promise<void> {
  const origins = new Map(urls.map((url) => [new URL(url).host, url]));
  for (const url of origins.values()) {
    const problem = await connectionProblem(new URL(url));
    if (problem)
      throw new NotRunError(
        `nothing listens at ${createRedactor([]).text(url)} (${problem})`,
        'Start the integration, or give its command with --start, and no --no-start.',
      );
  }
}

/** The ports must be free before a start; otherwise the kit would check the server that already listens there. */
export async function requireFree(bench: BenchOptions): Promise<void> {
  try {
    await requireFreePorts(bench);
  } catch (error) {
    throw error instanceof AnotherServer ? new NotRunError(error.message, error.hint) : error;
  }
}

function connectionProblem(url: URL): Promise<string | undefined> {
  const { port, protocol } = url;
  const host = hostOf(url);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const end = (problem?: string): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(3000, () => end('no connection within 3 s'));
    socket.once('connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) => end(words(error.code ?? error.message)));
  });
}

function words(code: string): string {
  if (code === 'ECONNREFUSED') return 'connection refused';
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'host name not found' : code;
}
