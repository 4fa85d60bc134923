import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import type { Step } from '../../platform/call/step.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import type { Exchange } from '../../spec/index.ts';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { type TargetFlags, targetOf } from '../config/demo-target.ts';
import { notReached, startedBench } from '../config/started-bench.ts';
import { probe } from '../config/targets.ts';
import { type Interrupt, interrupts } from '../terminal/interrupt.ts';
import { say } from '../terminal/message.ts';
import { callDocument, documentText } from './document.ts';
import { keypad } from './keypad.ts';
import { pipedScript } from './piped-script.ts';
import { type CallFlags, callFlags, type ScriptFlags, scriptedCaller } from './plan.ts';
import { redactedStep } from './redacted-step.ts';
import { freeFolder, saveSteps } from './save.ts';
import { type Output, screenOn } from './screen.ts';
import { summaryOf } from './summary.ts';

interface RunFlags extends TargetFlags, ScriptFlags, ShowFlags {}

/** What is shown and kept of a call. */
interface ShowFlags {
  readonly save?: string;
  readonly keepFailures?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** One call, from the flags to the exit code: by script, or by hand where somebody sits at a terminal. */
export async function runCall(flags: RunFlags, print: Print): Promise<ExitCode> {
  const given = callFlags(flags);
  if (flags.save !== undefined) await freeFolder(flags.save);
  if (flags.verbose && flags.quiet) throw new UsageError('--verbose and --quiet exclude each other');
  const resolved = await targetOf(flags);
  const { answerUrl, webhookUrl } = resolved.bench;
  if (answerUrl === undefined) throw new UsageError('a call needs an answer URL', 'Give --answer-url URL.');
  const byHand = given.script === undefined && process.stdin.isTTY === true;
  const script = given.script ?? (byHand ? undefined : await pipedScript(process.stdin, waiting));
  const interrupt = interrupts();
  const asked: Exchange[] = [];
  const { bench, output } = await startedBench(resolved, undefined, {
    ...(flags.verbose && { onSeen: ({ exchange }) => void asked.push(exchange) }),
  });
  try {
    await probe(webhookUrl === undefined ? [answerUrl] : [answerUrl, webhookUrl]);
    const exitCode = await play({ bench, asked }, { ...given, script }, interrupt, flags, print);
    if (exitCode !== ExitCode.Conforms) showOutput(output());
    return exitCode;
  } catch (error) {
    // How it ended says what it wrote.
    if (!(error instanceof Unreachable)) showOutput(output());
    throw notReached(error, bench);
  } finally {
    await bench.close();
    interrupt.stop();
  }
}

/** Where a call is played, and what its API was asked since that was shown. */
interface Stage {
  readonly bench: Bench;
  readonly asked: Exchange[];
}

async function play(
  { bench, asked }: Stage,
  { script, context, destination, hangUpAt }: CallFlags,
  { signal, arm }: Interrupt,
  { save: folder, keepFailures = false, json = false, quiet = false, verbose = false }: ShowFlags,
  print: Print,
): Promise<ExitCode> {
  const screen = screenOn(json ? besideJson(script === undefined) : process.stdout, {
    quiet,
    byHand: script === undefined,
    hide: bench.redactText,
  });
  const pad = script ? undefined : keypad(process.stdin, screen, signal, destination);
  const caller = pad ?? scriptedCaller(script ?? [], destination);
  const call = bench.newCall(context);
  const steps: Step[] = [];
  const raw: Step[] = [];
  const options = {
    redelivers: true,
    // Asked each time that time passes: an interrupt hangs up where the call is.
    get hangUpAt() {
      return signal.aborted ? 0 : hangUpAt;
    },
  };
  arm();
  screen.begin(call);
  try {
    for await (const step of playCall(bench, call, caller, options)) {
      if (step.kind === 'hears') pad?.hears(step.text);
      raw.push(step);
      const shown = redactedStep(step, bench);
      // What the integration asked of the API stands before the step that it led to.
      for (const each of asked.splice(0)) screen.exchange(bench.redact(each), 'received');
      screen.show(shown);
      const exchange = verbose ? exchangeIn(shown) : undefined;
      if (exchange) screen.exchange(exchange, 'sent');
      steps.push(shown);
    }
  } finally {
    pad?.close();
  }
  const summary = summaryOf(steps);
  screen.end(summary.sentence, summary.exitCode === ExitCode.Conforms);
  if (folder !== undefined) {
    const lines = await saveSteps(folder, raw, bench, bench.api?.seen ?? [], { keepFailures });
    for (const line of lines) say(escapeTerminal(line));
  }
  if (json) print(documentText(callDocument(call, steps, summary, bench.redactText)));
  return summary.exitCode;
}

/** What crossed the wire in a step. */
function exchangeIn(step: Step): Exchange | undefined {
  if (step.kind === 'event') return step.delivered.exchange;
  return step.kind === 'answer' ? step.answered.exchange : undefined;
}

/** With `--json`, standard output is for the document, so an interactive call is shown on standard error. */
function besideJson(byHand: boolean): Output {
  return byHand ? process.stderr : { write: () => true };
}

function waiting(): void {
  say('note: the moves are read from standard input up to its end; --press gives them at once');
}

function showOutput(lines: readonly string[]): void {
  if (lines.length > 0)
    process.stderr.write(`\nThe integration wrote:\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
