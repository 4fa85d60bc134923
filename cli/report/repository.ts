import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { KitConfig, Plan, Report } from '../../spec/index.ts';

/** The files that findings may point into, as a reader of the repository names them; those outside it are left out. */
export function repositoryFiles(
  config: KitConfig,
  configFile: string | undefined,
  folder: string,
  reportDir: string,
): Pick<Plan, 'files'> {
  const root = rootOf(folder);
  const [file, fixtures] = [configFile, config.fixtures].map((each) => each && within(root, each));
  return {
    files: {
      ...(file ? { config: file } : { project: projectFile(folder, reportDir) }),
      ...(fixtures && { fixtures }),
    },
  };
}

/** A report that another run wrote, perhaps elsewhere, with a file to point into that is there where it is rendered. */
export function withProjectFile(report: Report, folder: string, reportDir: string): Report {
  const { files } = report.run;
  if (files?.config !== undefined) return report;
  return { ...report, run: { ...report.run, files: { ...files, project: projectFile(folder, reportDir) } } };
}

/** What says in each language what a project is; readers of findings refuse one without a file. */
const manifests = [
  ...['package.json', 'pyproject.toml', 'requirements.txt', 'composer.json', 'Gemfile', 'go.mod', 'pom.xml'],
  ...['build.gradle', 'build.gradle.kts', 'Cargo.toml', 'mix.exs', 'README.md', 'README', 'README.rst'],
];

/** A file that represents the project if there is no configuration: one of its folder, one of the repository, or else the report. */
function projectFile(folder: string, reportDir: string): string {
  const root = rootOf(folder);
  const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const named = [folder, root].flatMap((place) => manifests.map((name) => path.join(place, name))).find(isFile);
  const report = path.join(path.resolve(folder, reportDir), 'report.json');
  const any = () =>
    readdirSync(folder)
      .sort()
      .map((name) => path.join(folder, name))
      .find(isFile);
  const shown = named ?? (within(root, report) === undefined ? any() : report);
  return (shown && within(root, shown)) ?? 'report.json';
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
