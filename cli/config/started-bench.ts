import type { Bench, Launch, Launched } from '../../platform/bench.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import { openBench } from '../../platform/open-bench.ts';
import { launcher } from '../../platform/process/launch.ts';
import { AnotherServer, holderOf } from '../../platform/process/port-holder.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { NotRunError, UsageError } from '../command.ts';
import type { Resolved } from './resolve.ts';

interface StartedBench {
  readonly bench: Bench;
  /** The last lines of what the integration wrote, safe to show; empty where we did not start it. */
  output(): readonly string[];
}

type Environment = Readonly<Record<string, string>>;

const lastLines = 10;

/** Opens a bench for one command, and starts the integration where the configuration says how. `adjust` has the last word on its environment. */
export async function startedBench(
  { bench: options, capabilities }: Pick<Resolved, 'bench' | 'capabilities'>,
  adjust: (environment: Environment) => Environment = (environment) => environment,
  watch: Parameters<typeof openBench>[3] = {},
  start: Launch | undefined = launcher(options),
): Promise<StartedBench> {
  let launched: Launched | undefined;
  const launch = async (environment: Environment): Promise<Launched> => {
    if (!start) throw new Error('there is no command to start');
    launched = await start(adjust(environment));
    return launched;
  };
  try {
    const bench = await openBench(options, capabilities, start && launch, watch);
    return { bench, output: () => tail(bench.redactText(launched?.output() ?? '')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw await portTaken(options.api?.port ?? 0, ' for the API', 'Choose another, or 0 for any free one.');
    throw notStarted(error, options.webhookSecret);
  }
}

/** What to throw of what was thrown: one sentence where the integration could not be reached, with what it wrote before it ended. */
export function notReached(error: unknown, bench: Bench): unknown {
  return error instanceof Unreachable ? notRun(bench.redactText(error.message)) : error;
}

/** The error for a port of the kit that is taken; it names the process that holds the port, if that is visible. */
export async function portTaken(port: number, what: string, hint: string): Promise<UsageError> {
  const holder = await holderOf(port);
  return new UsageError(`port ${port}${what} is taken${holder === undefined ? '' : ` by ${holder}`}`, hint);
}

/** What to throw where the integration could not be started. */
export function notStarted(failure: unknown, secret: string | undefined): NotRunError {
  if (failure instanceof AnotherServer) return new NotRunError(escapeTerminal(failure.message), failure.hint);
  const redactor = createRedactor(secret === undefined ? [] : [secret]);
  return notRun(redactor.text(failure instanceof Error ? failure.message : String(failure)));
}

function notRun(message: string): NotRunError {
  const [first = '', ...output] = message.split('\n');
  return new NotRunError(escapeTerminal(first), tail(output.join('\n')).join('\n     ') || undefined);
}

function tail(output: string): string[] {
  const text = escapeTerminal(output).trimEnd();
  return text === '' ? [] : text.split('\n').slice(-lastLines);
}
