import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Project } from './project.ts';

/** Why a job could not install the kit; undefined if it can. The kit is never downloaded by name: another package might have it. */
export function notInstallable({ kit, folder }: Pick<Project, 'kit' | 'folder'>, root: string): string | undefined {
  if (kit === undefined) return 'the kit is no dependency of the project';
  const [, place] = /^(?:file:|link:|portal:)?(~?\.{0,2}\/.*|(?<=:).+)$/.exec(kit.source) ?? [];
  if (place === undefined) return undefined;
  const inner = path.relative(root, path.resolve(folder.path, place));
  if (inner.startsWith('..')) return `the kit lies outside the repository (${kit.source})`;
  if (folder.has('go.mod') && /^(file:)?(\.\/)?vendor\//.test(kit.source)) {
    return `the kit lies in a folder that Go keeps for modules (${kit.source})`;
  }
  return isIgnored(root, inner) ? `git ignores the file of the kit (${kit.source})` : undefined;
}

/** Without git, or outside a repository, nothing is. */
function isIgnored(root: string, file: string): boolean {
  return spawnSync('git', ['check-ignore', '--quiet', file], { cwd: root, stdio: 'ignore' }).status === 0;
}

/** What makes the kit a dependency that a job can install. */
export const howToInstall =
  'Pack the kit (npm pack in its clone), npm install --save-dev the .tgz from a folder such as third-party/ in this repository, and commit it.';
