import { existsSync } from 'node:fs';
import path from 'node:path';
import type { KitConfig, Plan } from '../spec/index.ts';

/** The files that findings may point into, as a reader of the repository names them; those outside it are left out. */
export function repositoryFiles(
  config: KitConfig,
  configFile: string | undefined,
  folder: string,
): Pick<Plan, 'files'> {
  const root = rootOf(folder);
  const [file, fixtures] = [configFile, config.fixtures].map((each) => each && within(root, each));
  if (!file && !fixtures) return {};
  return { files: { ...(file && { config: file }), ...(fixtures && { fixtures }) } };
}

/** The nearest folder above that is a repository, else the folder itself. */
export function rootOf(folder: string): string {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existsSync(path.join(current, '.git'))) return current;
    if (current === path.dirname(current)) return folder;
  }
}

function within(root: string, file: string): string | undefined {
  const relative = path.relative(root, path.resolve(file));
  const outside =
    relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  return outside ? undefined : relative.split(path.sep).join('/');
}
