import type { ListedCommand } from './command.ts';
import { type Flags, flagAbout, flagHead } from './flag.ts';

/** Help of the whole command, at most 80 columns wide. */
export function overview(summaries: ReadonlyMap<string, string>): string {
  const rows = [...summaries].map(([name, summary]) => `  ${name.padEnd(10)} ${summary}`);
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
export function usage(name: string, command: ListedCommand): string {
  const operand = command.operand ? ` ${command.operand}` : '';
  return [
    command.summary,
    '',
    `Usage: mvk ${name}${operand} [FLAGS]`,
    '',
    'Flags:',
    ...flagRows(command.flags),
    '',
    'Example:',
    `  ${command.example}`,
  ].join('\n');
}

/** Flags that are longer have what they are about on a line of their own. */
const widestHead = 26;

function flagRows(flags: Flags): string[] {
  const rows = Object.entries(flags).map(([key, flag]) => ({ left: flagHead(key, flag), right: flagAbout(flag) }));
  const width = Math.max(...rows.map(({ left }) => left.length).filter((length) => length <= widestHead));
  return rows.flatMap(({ left, right }) =>
    left.length > width ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`] : [`  ${left.padEnd(width)}  ${right}`],
  );
}
