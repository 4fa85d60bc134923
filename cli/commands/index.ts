import type { Command, ListedCommand } from '../command.ts';

/** What the help says of a command in one line, and where the rest of it is. */
interface Entry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command by its name, in the order of the help. Only the one that runs is loaded: start-up stays short. */
const entries: Readonly<Record<string, Entry>> = {
  check: {
    summary: 'Check an integration and write the reports.',
    load: async () => (await import('./check.ts')).check,
  },
  list: {
    summary: 'Print every requirement with its level and title.',
    load: async () => (await import('./list.ts')).list,
  },
  explain: {
    summary: 'Explain a requirement, a clause or an open question.',
    load: async () => (await import('./explain.ts')).explain,
  },
  lint: {
    summary: 'Check an answer or an event in a file, offline.',
    load: async () => (await import('./lint.ts')).lint,
  },
  call: { summary: 'Play one phone call, by script or by hand.', load: async () => (await import('./call.ts')).call },
  explore: {
    summary: 'Walk the call flow and draw it as a graph.',
    load: async () => (await import('./explore.ts')).explore,
  },
  record: {
    summary: 'Record calls as fixtures, through a proxy.',
    load: async () => (await import('./record.ts')).record,
  },
  replay: {
    summary: 'Send recorded calls again and compare the answers.',
    load: async () => (await import('./replay.ts')).replay,
  },
  serve: {
    summary: 'Serve the API of MiniVoice on this machine, for development.',
    load: async () => (await import('./serve.ts')).serve,
  },
  listen: {
    summary: 'Receive events and answer requests, and show them.',
    load: async () => (await import('./listen.ts')).listen,
  },
  ui: { summary: 'Open a phone and an inspector in the browser.', load: async () => (await import('./ui.ts')).ui },
  import: {
    summary: 'Make fixtures from a HAR file or raw HTTP.',
    load: async () => (await import('./import.ts')).importFixtures,
  },
  send: { summary: 'Send one signed event to a webhook URL.', load: async () => (await import('./send.ts')).send },
  readiness: {
    summary: 'Check whether a deployed test application is ready.',
    load: async () => (await import('./readiness.ts')).readiness,
  },
  baseline: {
    summary: 'Accept current failures until a date, with a reason.',
    load: async () => (await import('./baseline.ts')).baseline,
  },
  merge: { summary: 'Merge the reports of a sharded run.', load: async () => (await import('./merge.ts')).merge },
  report: {
    summary: 'Render the reports again from a saved report.json.',
    load: async () => (await import('./report.ts')).report,
  },
  init: {
    summary: 'Write a configuration, a CI job and a .gitignore line.',
    load: async () => (await import('./init.ts')).init,
  },
  doctor: {
    summary: 'Say what a run needs and lacks, and how to fix it.',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  completion: {
    summary: 'Print the completion script of a shell.',
    load: async () => (await import('./completion.ts')).completion,
  },
  demo: { summary: 'Check the bundled demo integration.', load: async () => (await import('./demo.ts')).demo },
};

/** One line for each command, by its name. */
export const summaries: ReadonlyMap<string, string> = new Map(
  Object.entries(entries).map(([name, { summary }]) => [name, summary]),
);

export const commandNames: readonly string[] = [...summaries.keys()];

/** The command of this name; undefined where there is none. */
export async function commandNamed(name: string): Promise<ListedCommand | undefined> {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  return entry && listed(entry);
}

/** All commands with their names, for the documentation and for shells. */
export function allCommands(): Promise<ReadonlyMap<string, ListedCommand>> {
  const all = Object.entries(entries).map(async ([name, entry]) => [name, await listed(entry)] as const);
  return Promise.all(all).then((loaded) => new Map(loaded));
}

async function listed({ summary, load }: Entry): Promise<ListedCommand> {
  return { ...(await load()), summary };
}
