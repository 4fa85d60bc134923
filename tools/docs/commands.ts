import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from '../../cli/command.ts';

/** Every command, by its name. */
export async function loadCommands(root: string): Promise<ReadonlyMap<string, Command>> {
  const folder = path.join(root, 'cli/commands');
  const modules = await Promise.all(
    readdirSync(folder)
      .sort()
      .map((file) => import(pathToFileURL(path.join(folder, file)).href) as Promise<Record<string, unknown>>),
  );
  const commands = modules.flatMap((module) => Object.values(module)).filter(isCommand);
  return new Map(commands.map((command) => [command.name, command]));
}

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'options' in value && 'summary' in value && 'run' in value;
}
