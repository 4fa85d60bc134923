import { createServer } from 'node:http';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { isOwnHost } from '../../platform/http/own-host.ts';
import { openBench } from '../../platform/open-bench.ts';
import type { BenchOptions, Result } from '../../spec/index.ts';
import { successStatus } from '../answer/http.ts';
import { runRequirement } from '../run.ts';
import { signatureRefusals } from '../webhook/signature/refuses.ts';

/**
 * Checks an integration that is known to be bad: every answer is a 500, every event is taken unsigned.
 * Whatever but `failed` comes of it, the kit is broken and no result of this run can be trusted.
 */
export async function sentinel(options: BenchOptions): Promise<Result> {
  const server = createServer((request, response) => {
    request.resume();
    if (!isOwnHost(request.headers.host)) response.writeHead(421).end();
    else response.writeHead(request.url?.startsWith('/answer') ? 500 : 200).end('{}');
  });
  const origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  const { budgets, readings, seed } = options;
  const bench = await openBench(
    {
      readings,
      budgets,
      seed,
      runs: 1,
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      webhookSecret: 'sentinel-secret-that-is-not-real',
    },
    ['answer', 'webhook', 'signed'],
  );
  try {
    const [refusesMissing] = signatureRefusals;
    const checks = [successStatus, ...(refusesMissing ? [refusesMissing] : [])];
    const results = await Promise.all(
      checks.map((check) => runRequirement(check, bench, { command: 'sentinel', callCommand: 'sentinel' })),
    );
    const missed = results.find(({ outcome }) => outcome !== 'failed');
    const [first] = results;
    if (!first) throw new Error('the sentinel checked nothing');
    return { ...(missed ?? first), id: 'sentinel' };
  } finally {
    await bench.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
