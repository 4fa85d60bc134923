import path from 'node:path';
import { type Folder, folderAt } from './folder.ts';
import type { Language, Traits } from './language.ts';
import { dotnet } from './languages/dotnet.ts';
import { go } from './languages/go.ts';
import { java } from './languages/java.ts';
import { node } from './languages/node.ts';
import { php } from './languages/php.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { type Noticed, noticed } from './routes.ts';

const languages: readonly Language[] = [node, python, php, ruby, go, java, dotnet];

/** Nothing is known of it. */
const unknown: Traits = {
  mark: '',
  port: 3000,
  prepare: [],
  actions: [],
  image: 'node:22',
  format: 'yaml',
};

/** A project, and what its files show. */
export interface Project extends Traits, Noticed {
  readonly folder: Folder;
  readonly name: string;
  /** Undefined: none that is known. */
  readonly language: string | undefined;
}

/** Looks at a folder. Of several languages the one counts that can be started: package.json may only bring tools. */
export function projectIn(place: string): Project {
  const folder = folderAt(place);
  const found = languages.flatMap((language) => {
    const traits = language.detect(folder);
    return traits ? [{ language, traits }] : [];
  });
  const { language, traits = unknown } = found.find(({ traits: { start } }) => start !== undefined) ?? found[0] ?? {};
  const kit = found.map((each) => each.traits.kit).find((each) => each !== undefined);
  return {
    ...traits,
    ...(kit && !traits.kit && { kit, prepare: [...traits.prepare, kit.install] }),
    ...noticed(folder, language?.endings ?? []),
    folder,
    name: traits.name ?? path.basename(place),
    language: language?.name,
  };
}
