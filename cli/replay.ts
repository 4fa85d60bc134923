import { text, texts, type Values } from './command.ts';
import { quoted } from './shell.ts';

/** The command that repeats a run; a violation adds which requirement, seed and case. No secret is spelled out. */
export function commandOf(values: Values, command = 'mvk check'): string {
  return withFlags(command, values, ['runs', 'fail-on']);
}

/** The command that plays a call against the same integration; a violation adds what the caller does. */
export function callCommandOf(values: Values): string {
  if (values.demo === true) return `mvk call --demo${values.flawed === true ? ' --flawed' : ''}`;
  return withFlags('mvk call', values, []);
}

function withFlags(command: string, values: Values, more: readonly string[]): string {
  const words = [command];
  for (const name of ['config', 'answer-url', 'webhook-url', 'start', ...more]) {
    const value = text(values, name);
    if (value !== undefined) words.push(`--${name} ${quoted(value)}`);
  }
  if (text(values, 'webhook-secret') !== undefined) words.push('--webhook-secret "$MINIVOICE_WEBHOOK_SECRET"');
  for (const reading of texts(values, 'assume')) words.push(`--assume ${quoted(reading)}`);
  if (values.remote === true) words.push('--remote');
  return words.join(' ');
}
