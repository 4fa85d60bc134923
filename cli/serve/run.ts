import { randomInt } from 'node:crypto';
import { profile } from '../../platform/api/faults/profile.ts';
import { magicNumbers } from '../../platform/api/resources/magic.ts';
import type { Bench } from '../../platform/bench.ts';
import { openBench } from '../../platform/open-bench.ts';
import { launcher } from '../../platform/process/launch.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { type ListeningFlags, listeningOf } from '../config/listening.ts';
import { type ConfigFlags, resolve } from '../config/resolve.ts';
import { notStarted, portTaken } from '../config/started-bench.ts';
import { control } from './control.ts';
import { attemptLine, receivedLines, sentLines } from './request-log.ts';
import { createTraffic } from './traffic.ts';

const defaultPort = 4010;

interface ServeFlags extends ConfigFlags, ListeningFlags {
  readonly port?: number;
  readonly profile?: 'smooth' | 'spec' | 'hostile';
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Serves the API until it is interrupted. */
export async function runServe(flags: ServeFlags, print: Print): Promise<ExitCode> {
  const {
    port = defaultPort,
    profile: name = 'smooth',
    seed = randomInt(2 ** 31),
    json = false,
    verbose = false,
  } = flags;
  if (port > 65_535) throw new UsageError(`--port must be at most 65535 (got ${port})`);
  const { address, hosts } = listeningOf(flags);
  const { bench: options, capabilities } = await resolve(flags, process.cwd(), process.env, undefined, {
    alone: true,
  });
  let bench: Bench | undefined;
  const traffic = createTraffic(verbose);
  const steer = control(() => bench, traffic);
  const show = (lines: readonly string[]): void => lines.forEach(print);
  const stopped = interrupted();
  try {
    bench = await openBench({ ...options, api: { ...options.api, port } }, capabilities, launcher(options), {
      address,
      hosts,
      onSeen: (seen) => show(receivedLines(seen, { json, verbose, redact: bench?.redact })),
      onSent(exchange) {
        const sent = traffic.add(exchange);
        if (verbose) show(sentLines(sent, { json, redact: bench?.redact }));
      },
      onAttempt: (made) => {
        const line = attemptLine(made, json);
        if (line !== undefined) print(line);
      },
      extraHandler: steer,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw notStarted(error, options.webhookSecret);
    throw await portTaken(port, '', 'Give another --port, or 0 for any free one.');
  }
  try {
    bench.api?.injectFaults(profile(name, seed));
    if (!json) for (const line of greeting(bench, name, seed, hosts)) print(line);
    await stopped;
    return ExitCode.Conforms;
  } finally {
    await bench.close();
  }
}

function greeting(
  { api, apiKey, options }: Bench,
  name: string,
  seed: number,
  hosts: readonly string[],
): readonly string[] {
  const baseUrl = api?.baseUrl ?? '';
  const special = Object.entries(magicNumbers).map(([number, { does }]) => `    ${number}  ${does}`);
  return [
    `The API of MiniVoice, in memory: ${baseUrl}`,
    `  MINIVOICE_API_BASE_URL=${baseUrl}`,
    ...hosts.map((host) => `  for others: http://${host}:${new URL(baseUrl).port}/v1`),
    `  MINIVOICE_API_KEY=${apiKey}`,
    `  calls go to ${options.answerUrl ?? 'no answer_url (--answer-url)'}, events to ${options.webhookUrl ?? 'no webhook_url (--webhook-url)'}`,
    `  faults: ${name}${name === 'smooth' ? ' (none)' : `, seed ${seed}`}`,
    `  control: ${new URL(baseUrl).origin}/mvk (GET shows what it takes)`,
    '  numbers with a meaning, as `to` of POST /v1/calls:',
    ...special,
    'Ctrl-C stops it.',
    '',
  ];
}

/** Settles at the first signal. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
