#!/usr/bin/env node
import { nearestIs } from '../platform/config/nearest.ts';
import { parseFlags } from './arguments.ts';
import { ExitCode, type ListedCommand, NotRunError, UsageError } from './command.ts';
import { allCommands, commandNamed, commandNames, summaries } from './commands/index.ts';
import { shared } from './flags.ts';
import { overview, usage } from './help.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  // `mvk check | head` closes our output early: that is no fault, and no verdict.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) =>
      process.exit(code === 'EPIPE' ? ExitCode.NotRun : ExitCode.Usage),
    );
  }
  try {
    return await dispatch(args);
  } catch (error) {
    return await explain(error);
  }
}

async function dispatch([first, ...rest]: readonly string[]): Promise<ExitCode> {
  if (first === undefined) throw new UsageError('no command was given', 'mvk --help lists the commands.');
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) return show(overview(summaries));
  if (first === '--version' || first === '-v') return show((await import('./package-paths.ts')).kitVersion());
  if (first === 'help') return show(usage(rest[0] ?? '', await findCommand(rest[0] ?? '')));
  if (first.startsWith('-')) {
    parseFlags([first], { help: shared.help, version: { takes: 'nothing', about: '' } });
    throw new UsageError(`"${first}" stands before the command`, 'Write mvk COMMAND FLAGS.');
  }
  const command = await findCommand(first);
  if (rest.includes('--help') || rest.includes('-h')) return show(usage(first, command));
  const { flags, operands } = parseFlags(rest, command.flags, first);
  const max = command.operand?.endsWith('…') ? operands.length : command.operand ? 1 : 0;
  const unexpected = operands[max];
  if (unexpected !== undefined) throw new UsageError(`mvk ${first} takes no argument "${unexpected}"`);
  if (command.operand && !command.operand.startsWith('[') && operands.length === 0) {
    throw new UsageError(`mvk ${first} needs ${command.operand}`, `For example: ${command.example}`);
  }
  const { envFile } = flags;
  if (Array.isArray(envFile)) (await import('./config/env-file.ts')).loadEnvFiles(envFile);
  return command.run(flags, (line) => process.stdout.write(`${line}\n`), operands, allCommands);
}

async function findCommand(name: string): Promise<ListedCommand> {
  const command = await commandNamed(name);
  if (command) return command;
  const near = nearestIs(name, commandNames, 'command');
  throw new UsageError(`unknown command ${JSON.stringify(name)}${near}`, 'mvk --help lists the commands.');
}

function show(help: string): ExitCode {
  process.stdout.write(`${help}\n`);
  return ExitCode.Conforms;
}

async function explain(error: unknown): Promise<ExitCode> {
  // To know how wide each character is takes a third of the time of a start.
  const { say, sayHint } = await import('./terminal/message.ts');
  const message = error instanceof Error ? error.message : String(error);
  say(firstLine(message));
  if (error instanceof UsageError && error.hint) sayHint(error.hint);
  if (process.env.MVK_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof NotRunError ? ExitCode.NotRun : ExitCode.Usage;
}

function firstLine(message: string): string {
  return message.split('\n').find((line) => line.trim() !== '') ?? 'an error without a message';
}
