import type { Command, Flags } from './command.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
}

/** Help of the whole command, at most 80 columns wide. */
export function overview(commands: readonly Entry[]): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`);
  return [
    'mvk checks that an integration keeps the contract of MiniVoice.',
    '',
    'Usage: mvk COMMAND [FLAGS]',
    '',
    'Commands:',
    ...rows,
    '',
    'Exit codes: 0 conformant, 1 nonconformant, 2 wrong usage, 3 incomplete.',
    'More: mvk help COMMAND. Version: mvk --version.',
    '',
    'Example:',
    '  mvk check --answer-url http://127.0.0.1:3000/answer',
  ].join('\n');
}

/** Help of one command. */
export function usage(command: Command): string {
  const operand = command.operand ? ` ${command.operand}` : '';
  return [
    command.summary,
    '',
    `Usage: mvk ${command.name}${operand} [FLAGS]`,
    '',
    'Flags:',
    ...flagRows(command.options),
    '',
    'Example:',
    `  ${command.example}`,
  ].join('\n');
}

function flagRows(flags: Flags): string[] {
  const rows = Object.entries(flags).map(([name, { value, about, multiple }]) => ({
    left: `--${name}${value ? ` ${value}` : ''}`,
    right: multiple ? `${about} (repeatable)` : about,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  return rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`);
}
