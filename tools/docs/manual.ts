import type { ListedCommand } from '../../cli/command.ts';
import { type Flags, flagAbout, flagHead } from '../../cli/flag.ts';
import { configKeys } from '../generate/config-keys.ts';
import { plainText, table } from './table.ts';

type Commands = ReadonlyMap<string, ListedCommand>;

/** All commands for the front page, in the order of the help. */
export function commandTable(commands: Commands): string {
  const rows = [...commands].map(([name, { operand, summary }]) => {
    const head = ['mvk', name, ...(operand === undefined ? [] : [operand])].join(' ');
    return [`[\`${head}\`](docs/commands/${name}.md)`, plainText(cellText(summary))];
  });
  return table(['command', 'purpose'], rows);
}

/** All commands for the index of the documentation. */
export function commandList(commands: Commands): string {
  const line = ([name, { summary }]: [string, ListedCommand]) =>
    `- [${name}](commands/${name}.md): ${plainText(cellText(summary))}`;
  return [...commands].map(line).join('\n');
}

/** The flags of a command, for its page. */
export function flagTable(flags: Flags): string {
  const rows = Object.entries(flags).map(([key, flag]) => [`\`${flagHead(key, flag)}\``, plainText(flagAbout(flag))]);
  return table(['flag', 'meaning'], rows);
}

/** The keys of the configuration, for their page. */
export function configTable(root: string): string {
  const rows = configKeys(root).map(({ name, meaning, capability, link }) => [
    `\`${name}\``,
    capability === undefined ? '' : `\`${capability}\``,
    `${cellText(meaning)}${link === undefined ? '' : ` ([more](${link}))`}`,
  ]);
  return table(['key', 'capability', 'meaning'], rows);
}

/** A sentence as the cell of a table: without its period, unless more sentences come before. */
function cellText(text: string): string {
  return /\.\s/.test(text) ? text : text.replace(/\.$/, '');
}
