import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { BodyFinding } from '../../spec/index.ts';
import { type Command, command, ExitCode, UsageError } from '../command.ts';
import { shared } from '../flags.ts';
import { escapeControls } from '../terminal/escape.ts';

export const lint: Command = command({
  operand: 'FILE|-',
  flags: {
    as: {
      takes: 'word',
      words: ['answer', 'event'],
      value: 'KIND',
      about: 'answer or event, if the file does not say',
    },
    json: shared.json,
    help: shared.help,
  },
  example: 'mvk lint answer.json',
  async run(flags, print, [file = '-']) {
    const bytes = await read(file);
    const { kindOf, lintAnswer, lintEvent } = await import('../contract/lint.ts');
    const kind = flags.as ?? kindOf(bytes);
    const findings = kind === 'event' ? await lintEvent(bytes) : lintAnswer(bytes);
    if (flags.json) print(JSON.stringify({ kind, findings }, null, 2));
    else print(findings.length === 0 ? `${file}: a valid ${kind}` : findings.map(row).join('\n'));
    return findings.some(({ level }) => level === 'must') ? ExitCode.Violates : ExitCode.Conforms;
  },
});

function row({ pointer, rule, level, expected, actual, source }: BodyFinding): string {
  const place = escapeControls(pointer === '' ? '(document)' : pointer);
  return `${place}  ${level}  ${rule}\n  expected ${escapeControls(expected)}, got ${escapeControls(actual)}\n  ${source}`;
}

async function read(file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(`the file ${JSON.stringify(file)} cannot be read (${code})`);
  }
}
