import type { Bench } from '../platform/bench.ts';
import type { Received } from '../platform/client.ts';
import { Violation } from './requirement.ts';

/** How a stack trace looks, by language. */
const traces: readonly (readonly [string, RegExp])[] = [
  ['JavaScript', /^\s*at .{1,200}:\d+:\d+\)?\s*$/m],
  ['JavaScript', /(?:\s|&nbsp;|<br>)at [^<\n]{1,200}\([^()<\n]{1,200}:\d+:\d+\)/],
  ['Python', /Traceback \(most recent call last\)|File "[^"\n]+", line \d+, in /],
  ['Java', /^\s*at [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)/m],
  ['PHP', /Stack trace:\s*(?:<br \/>)?\s*#0 |(?:Fatal error|Uncaught \w+).{0,300} on line (?:<b>)?\d+/s],
  ['Ruby', /^\S+\.rb:\d+:in [`'"]/m],
  ['Go', /goroutine \d+ \[running\]/],
  ['.NET', /^\s*at [\w.<>`[\], ]+\(.*\) in .+:line \d+/m],
  ['Rust', /thread '[^']+' (?:\(\d+\) )?panicked at /],
];

/** Throws when a response shows a secret or a stack trace. `secrets` name what must not be seen. */
export function assertNoLeak(exchange: Received, secrets: Readonly<Record<string, string | undefined>>): void {
  const { response } = exchange;
  if (!response) return;
  const text = `${Object.entries(response.headers).flat().join('\n')}\n${response.body}`;
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret && secret.length >= 8 && text.includes(secret)) {
      throw new Violation('no secret in a response', `the ${name}`, { exchanges: [exchange] });
    }
  }
  const trace = traces.find(([, pattern]) => pattern.test(text));
  if (trace)
    throw new Violation('no stack trace in a response', `a ${trace[0]} stack trace`, { exchanges: [exchange] });
}

/** The run's secrets that an integration knows. */
export function runSecrets({ options }: Bench): Record<string, string | undefined> {
  return { 'webhook secret': options.webhookSecret, 'API key': 'mv_test_not-a-real-key-0123456789' };
}
