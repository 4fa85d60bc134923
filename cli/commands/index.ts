import type { Command } from '../command.ts';

/** Every command by its name, in the order of the help. Only the one that runs is loaded: start-up stays short. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  list: async () => (await import('./list.ts')).list,
  explain: async () => (await import('./explain.ts')).explain,
  lint: async () => (await import('./lint.ts')).lint,
  call: async () => (await import('./call.ts')).call,
  explore: async () => (await import('./explore.ts')).explore,
  record: async () => (await import('./record.ts')).record,
  replay: async () => (await import('./replay.ts')).replay,
  serve: async () => (await import('./serve.ts')).serve,
  listen: async () => (await import('./listen.ts')).listen,
  ui: async () => (await import('./ui.ts')).ui,
  import: async () => (await import('./import.ts')).importFixtures,
  send: async () => (await import('./send.ts')).send,
  readiness: async () => (await import('./readiness.ts')).readiness,
  baseline: async () => (await import('./baseline.ts')).baseline,
  merge: async () => (await import('./merge.ts')).merge,
  report: async () => (await import('./report.ts')).report,
  init: async () => (await import('./init.ts')).init,
  doctor: async () => (await import('./doctor.ts')).doctor,
  completion: async () => (await import('./completion.ts')).completion,
  demo: async () => (await import('./demo.ts')).demo,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/** The command of this name; undefined where there is none. */
export async function commandNamed(name: string): Promise<Command | undefined> {
  return Object.hasOwn(loaders, name) ? loaders[name]?.() : undefined;
}

/** All commands with their names, for the help and the documentation. */
export function allCommands(): Promise<ReadonlyMap<string, Command>> {
  const all = Object.entries(loaders).map(async ([name, load]) => [name, await load()] as const);
  return Promise.all(all).then((entries) => new Map(entries));
}
