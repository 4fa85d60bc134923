import { commandNamed } from '../../cli/commands/index.ts';
import { flagName } from '../../cli/flag.ts';
import type { Page } from '../../tools/docs/page.ts';

/** Every `mvk …` of a page: in blocks, run or not, and in sentences. */
export function commandLines({ blocks, code }: Page): string[] {
  const text = [...blocks.map((block) => block.text.replaceAll('\\\n', ' ')), ...code];
  return text
    .flatMap((each) => each.split('\n'))
    .flatMap((line) => [...line.matchAll(/(?<![\w./-])mvk [a-z][^|;&#>]*/g)])
    .map(([line]) => line.trim());
}

/** What a command line gets wrong, if anything: an unknown command, or a flag that this command does not have. */
export async function wrongIn(line: string): Promise<string | undefined> {
  const [, name = ''] = /^mvk ([a-z-]+)/.exec(line) ?? [];
  if (name === 'help') return undefined;
  const command = await commandNamed(name);
  if (!command) return `there is no command ${name}`;
  const flags = [...line.replaceAll(/"[^"]*"|'[^']*'/g, '""').matchAll(/(?<=\s)--([a-z-]+)/g)].map(([, flag]) => flag);
  const known = ['help', ...Object.keys(command.flags).map(flagName)];
  const unknown = flags.find((flag) => flag !== undefined && !known.includes(flag));
  return unknown === undefined ? undefined : `mvk ${name} has no flag --${unknown}`;
}
