#!/usr/bin/env node
import { parse } from './arguments.ts';
import { type Command, ExitCode, NotRunError, UsageError } from './command.ts';
import { flags } from './flags.ts';
import { overview, usage } from './help.ts';
import { say, sayHint } from './terminal/message.ts';
import { nearestIs } from './terminal/nearest.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Only the command that runs is imported: start-up stays short. */
  load(): Promise<Command>;
}

const table: readonly Entry[] = [
  {
    name: 'check',
    summary: 'Check an integration and write the reports.',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'list',
    summary: 'Print every requirement with its level and title.',
    load: async () => (await import('./commands/list.ts')).list,
  },
  {
    name: 'explain',
    summary: 'Explain a requirement, a clause or an open question.',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'lint',
    summary: 'Check an answer or an event in a file, offline.',
    load: async () => (await import('./commands/lint.ts')).lint,
  },
  {
    name: 'call',
    summary: 'Play one phone call, by script or by hand.',
    load: async () => (await import('./commands/call.ts')).call,
  },
  {
    name: 'explore',
    summary: 'Walk the call flow and draw it as a graph.',
    load: async () => (await import('./commands/explore.ts')).explore,
  },
  {
    name: 'record',
    summary: 'Record calls as fixtures, through a proxy.',
    load: async () => (await import('./commands/record.ts')).record,
  },
  {
    name: 'replay',
    summary: 'Send recorded calls again and compare the answers.',
    load: async () => (await import('./commands/replay.ts')).replay,
  },
  {
    name: 'serve',
    summary: 'Serve the API of MiniVoice on this machine, for development.',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'import',
    summary: 'Make fixtures from a HAR file or raw HTTP.',
    load: async () => (await import('./commands/import.ts')).importFixtures,
  },
  {
    name: 'send',
    summary: 'Send one signed event to a webhook URL.',
    load: async () => (await import('./commands/send.ts')).send,
  },
  {
    name: 'readiness',
    summary: 'Check whether a deployed test application is ready.',
    load: async () => (await import('./commands/readiness.ts')).readiness,
  },
  {
    name: 'baseline',
    summary: 'Accept current failures until a date, with a reason.',
    load: async () => (await import('./commands/baseline.ts')).baseline,
  },
  {
    name: 'merge',
    summary: 'Merge the reports of a sharded run.',
    load: async () => (await import('./commands/merge.ts')).merge,
  },
  {
    name: 'report',
    summary: 'Render the reports again from a saved report.json.',
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'init',
    summary: 'Write a configuration, a CI job and a .gitignore line.',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'demo',
    summary: 'Check the bundled demo integration.',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
];

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
    return explain(error);
  }
}

async function dispatch([first, ...rest]: readonly string[]): Promise<ExitCode> {
  if (first === undefined) throw new UsageError('no command was given', 'mvk --help lists the commands.');
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) return show(overview(table));
  if (first === '--version' || first === '-v') return show((await import('./package-paths.ts')).kitVersion());
  if (first === 'help') return show(usage(await named(rest[0] ?? '')));
  if (first.startsWith('-')) {
    parse([first], { help: flags.help, version: { type: 'boolean', about: '' } });
    throw new UsageError(`flags go after the command, and "${first}" comes before it`, 'Write mvk COMMAND FLAGS.');
  }
  const command = await named(first);
  if (rest.includes('--help') || rest.includes('-h')) return show(usage(command));
  const { values, operands } = parse(rest, command.options, first);
  const max = command.operand?.endsWith('…') ? operands.length : command.operand ? 1 : 0;
  const unexpected = operands[max];
  if (unexpected !== undefined) throw new UsageError(`mvk ${first} takes no argument "${unexpected}"`);
  if (command.operand && !command.operand.startsWith('[') && operands.length === 0) {
    throw new UsageError(`mvk ${first} needs ${command.operand}`, `For example: ${command.example}`);
  }
  return command.run(values, (line) => process.stdout.write(`${line}\n`), operands);
}

function named(name: string): Promise<Command> {
  const entry = table.find((known) => known.name === name);
  if (entry) return entry.load();
  const names = table.map((known) => known.name);
  const near = nearestIs(name, names, 'command');
  throw new UsageError(`unknown command ${JSON.stringify(name)}${near}`, 'mvk --help lists the commands.');
}

function show(help: string): ExitCode {
  process.stdout.write(`${help}\n`);
  return ExitCode.Conforms;
}

function explain(error: unknown): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  say(firstLine(message));
  if (error instanceof UsageError && error.hint) sayHint(error.hint);
  if (process.env.MVK_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof NotRunError ? ExitCode.NotRun : ExitCode.Usage;
}

function firstLine(message: string): string {
  return message.split('\n').find((line) => line.trim() !== '') ?? 'an error without a message';
}
