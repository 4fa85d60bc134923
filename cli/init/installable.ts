import path from 'node:path';
import type { Project } from './project.ts';

/** Why a job could not install the kit; undefined if it can. The kit is never downloaded by name: another package might have it. */
export function notInstallable({ kit, folder }: Pick<Project, 'kit' | 'folder'>, root: string): string | undefined {
  if (kit === undefined) return 'the kit is no dependency of the project';
  const [, place] = /^(?:file:|link:|portal:)?(~?\.{0,2}\/.*|(?<=:).+)$/.exec(kit.source) ?? [];
  if (place === undefined) return undefined;
  const outside = path.relative(root, path.resolve(folder.path, place)).startsWith('..');
  return outside ? `the kit lies outside the repository (${kit.source})` : undefined;
}

/** What makes the kit a dependency that a job can install. */
export const howToInstall =
  'Pack the kit (npm pack in its clone), npm install --save-dev the .tgz from a folder of this repository, and commit it.';
