import { text, texts, type Values } from './command.ts';
import { invocation } from './invocation.ts';
import { quoted } from './terminal/shell.ts';

/** The command that repeats a run; a violation adds which requirement, seed and case. No secret is spelled out. */
export function commandOf(values: Values, name = 'check'): string {
  return withFlags(typed(name), values, ['runs', 'fail-on']);
}

/** The command that plays a call against the same integration; a violation adds what the caller does. */
export function callCommandOf(values: Values): string {
  if (values.demo === true) return typed(`call --demo${values.flawed === true ? ' --flawed' : ''}`);
  return withFlags(typed('call'), values, []);
}

/** A command of the kit as it can be pasted into the shell from which this one was started. */
export function typed(command: string): string {
  return `${invocation(process.env)} ${command}`;
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
