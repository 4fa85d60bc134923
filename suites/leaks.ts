import type { Bench } from '../platform/bench.ts';
import type { Received } from '../platform/http/client.ts';
import { unpacked } from '../platform/http/unpack.ts';
import { Violation } from './requirement.ts';

/** How a stack trace looks, by language. Linear in the text, which is the target's choice. */
const traces: readonly (readonly [string, RegExp])[] = [
  ['JavaScript', /^[ \t]{0,40}at .{1,200}:\d+:\d+\)?[ \t]{0,40}$/m],
  ['JavaScript', /(?:\s|&nbsp;|<br>)at [^<\n]{1,200}\([^()<\n]{1,200}:\d+:\d+\)/],
  ['Python', /Traceback \(most recent call last\)|File "[^"\n]{1,300}", line \d+, in /],
  ['Java', /^[ \t]{0,40}at [\w$.]{1,300}\([\w$]{1,100}\.(?:java|kt|scala):\d+\)/m],
  ['PHP', /Stack trace:\s{0,9}(?:<br \/>)?\s{0,9}#0 |(?:Fatal error|Uncaught \w+).{0,300} on line (?:<b>)?\d+/s],
  ['Ruby', /^\S{1,300}\.rb:\d+:in [`'"]/m],
  ['Go', /goroutine \d+ \[running\]/],
  ['.NET', /^[ \t]{0,40}at [\w.<>`[\], ]{1,300}\(.{0,300}\) in .{1,300}:line \d+/m],
  ['Rust', /thread '[^']{1,100}' (?:\(\d+\) )?panicked at /],
];

/** Throws when a response shows a secret or a stack trace; whether there was one to judge. `secrets` name what must not be seen. */
export function assertNoLeak(exchange: Received, secrets: Readonly<Record<string, string | undefined>>): boolean {
  const { response, bytes = Buffer.alloc(0) } = exchange;
  if (!response) return false;
  const text = `${Object.entries(response.headers).flat().join('\n')}\n${response.body}`;
  const content = Buffer.from(unpacked(bytes, response.headers['content-encoding']) ?? bytes);
  for (const [name, secret] of Object.entries(secrets)) {
    if (secret && secret.length >= 8 && (text.includes(secret) || content.includes(secret))) {
      throw new Violation('no secret in a response', `the ${name}`, { exchanges: [exchange] });
    }
  }
  const trace = traces.find(([, pattern]) => pattern.test(text));
  if (trace)
    throw new Violation('no stack trace in a response', `a ${trace[0]} stack trace`, { exchanges: [exchange] });
  return true;
}

/** The run's secrets that an integration knows. */
export function runSecrets({ options }: Bench): Record<string, string | undefined> {
  return { 'webhook secret': options.webhookSecret, 'API key': 'mv_test_not-a-real-key-0123456789' };
}
