import { readFile } from 'node:fs/promises';
import { type Environment, webhookSecret } from '../../platform/config/secrets.ts';
import { httpUrl, refuseLogin, requireLoopback } from '../../platform/config/targets.ts';
import type { KnownSecret } from '../../platform/webhook/diagnosis/keys.ts';
import { judgeAnswer } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { type ListeningFlags, listeningOf } from '../config/listening.ts';
import { type Resolved, resolve } from '../config/resolve.ts';
import { say } from '../terminal/message.ts';

export interface ListenFlags extends ListeningFlags {
  readonly config?: string;
  readonly port?: number;
  readonly status?: readonly string[];
  readonly delay?: number;
  readonly answer?: string;
  readonly forward?: string;
  readonly webhookSecret?: readonly string[];
  readonly fixtures?: string;
  readonly remote?: boolean;
  readonly showSecrets?: boolean;
  readonly json?: boolean;
}

export interface Settings {
  readonly resolved: Resolved;
  readonly port: number;
  readonly address: string | undefined;
  readonly statuses: readonly number[];
  readonly delayMs: number;
  readonly answer: Buffer | undefined;
  readonly forwardTo: string | undefined;
  readonly hosts: readonly string[];
  /** The expected one first. */
  readonly secrets: readonly KnownSecret[];
}

const defaultPort = 4020;
const maxDelayMs = 600_000;
const maxAnswer = 1024 * 1024;

/** What the flags, the configuration and the environment say; nothing of it is needed. */
export async function settingsOf(flags: ListenFlags, environment: Environment): Promise<Settings> {
  const { port = defaultPort, delay = 0, forward, remote = false } = flags;
  const { address, hosts } = listeningOf(flags);
  if (port > 65_535) throw new UsageError(`--port must be at most 65535 (got ${port})`);
  if (delay > maxDelayMs) throw new UsageError(`--delay must be at most ${maxDelayMs} (got ${delay})`);
  if (forward !== undefined) {
    httpUrl(forward, '--forward');
    if (!remote) await requireLoopback(forward, '--forward');
    refuseLogin(forward, '--forward');
    const other = (['status', 'answer', 'delay'] as const).find((name) => flags[name] !== undefined);
    if (other !== undefined)
      throw new UsageError(
        `--${other} has no effect with --forward: the integration answers`,
        'Leave one of them out.',
      );
  }
  const given = (flags.webhookSecret ?? []).map((secret) => webhookSecret(secret, noFile, environment) ?? '');
  // A flag comes before the environment, in which it may then be empty.
  const { MINIVOICE_WEBHOOK_SECRET: variable, ...rest } = environment;
  const seen = given.length > 0 && variable === '' ? rest : environment;
  const { config } = flags;
  const resolved = await resolve({ ...(config !== undefined && { config }), remote }, process.cwd(), seen, undefined, {
    alone: true,
  });
  return {
    resolved,
    port,
    address,
    statuses: statusesIn(flags.status ?? ['200']),
    delayMs: delay,
    answer: flags.answer === undefined ? undefined : await answerIn(flags.answer),
    forwardTo: forward,
    hosts,
    secrets: knownSecretsOf(given, resolved.bench.webhookSecret, variable),
  };
}

const noFile = { value: undefined, said: false };

/** Each secret with where it was given; one that was given twice counts once. */
function knownSecretsOf(
  given: readonly string[],
  resolved: string | undefined,
  variable: string | undefined,
): readonly KnownSecret[] {
  const flag = (at: number): string => (given.length === 1 ? '--webhook-secret' : `--webhook-secret number ${at + 1}`);
  const all = [
    ...given.map((value, at) => ({ name: flag(at), value })),
    ...(resolved && resolved !== variable ? [{ name: 'the configuration', value: resolved }] : []),
    ...(variable ? [{ name: 'MINIVOICE_WEBHOOK_SECRET', value: variable }] : []),
  ];
  return all.filter(({ value }, at) => all.findIndex((each) => each.value === value) === at);
}

function statusesIn(words: readonly string[]): readonly number[] {
  const wrong = words.find((word) => !/^[2-5]\d\d$/.test(word));
  if (wrong !== undefined || words.length === 0)
    throw new UsageError(
      `--status must be statuses from 200 to 599 (got ${JSON.stringify(wrong ?? '')})`,
      'Separate them by commas: --status 500,500,204.',
    );
  return words.map(Number);
}

/** The file is sent as it is, for a wrong answer may be wanted; what is wrong with it is said. */
async function answerIn(file: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`the file ${JSON.stringify(file)} cannot be read (${error.code})`);
  });
  if (bytes.length > maxAnswer)
    throw new UsageError(
      `the file ${JSON.stringify(file)} is longer than 1 MiB`,
      'An answer is a short list of actions.',
    );
  const [finding] = judgeAnswer(bytes).findings;
  if (finding) {
    const { pointer, expected, actual } = finding;
    say(`note: ${JSON.stringify(file)}${pointer}: expected ${expected}, got ${actual}; it is sent as it is`);
  }
  return bytes;
}
