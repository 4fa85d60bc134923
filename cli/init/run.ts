import { existsSync } from 'node:fs';
import path from 'node:path';
import { ExitCode, type Print, UsageError } from '../command.ts';
import { extensions } from '../config/file.ts';
import { flagName } from '../flag.ts';
import { rootOf } from '../report/repository.ts';
import { escapeControls } from '../terminal/escape.ts';
import { quoteShellWord } from '../terminal/shell.ts';
import { type Asker, asker } from './ask.ts';
import { github, gitlab, hostsOf, type Job } from './ci.ts';
import { configFile } from './config-text.ts';
import { folderAt } from './folder.ts';
import { howToInstall, notInstallable } from './installable.ts';
import { type Project, projectIn } from './project.ts';
import { type Question, type Settings, settle } from './settings.ts';
import { put, putFolders } from './write.ts';

/** What the questions ask, and how. */
interface InitFlags {
  readonly answerUrl?: string;
  readonly webhookUrl?: string;
  readonly start?: string;
  readonly observeUrl?: string;
  readonly format?: string;
  readonly ci?: readonly string[];
  readonly force?: boolean;
  readonly yes?: boolean;
}

/** Settles what to write, writes it, and says what became of each file. */
export async function runInit(flags: InitFlags, place: string, print: Print): Promise<ExitCode> {
  const say: Print = (line) => print(escapeControls(line));
  const project = projectIn(place);
  const root = rootOf(place);
  const inner = path.relative(root, place).split(path.sep).join('/');
  say(
    project.language === undefined
      ? 'A project in a language that mvk init does not know'
      : `A ${project.language} project (${project.mark})`,
  );
  const person = wantsToAsk(flags) ? asker(process.stdin, process.stdout) : undefined;
  const hosts = hostsOf(folderAt(root));
  const lacking = notInstallable(project, root);
  const ci =
    lacking === undefined ? hosts : { defaultValue: ['none' as const], why: `${lacking}, so no job could run it` };
  const settings = await settle(project, ci, (question) => one(question, flags, person, say));
  person?.close();
  const kit = project.kit?.command ?? 'npx --no-install mvk';
  say('');
  for (const line of writeFiles({ project, settings, inner, kit }, root, flags.force ?? false)) say(line);
  say('');
  if (lacking !== undefined) {
    say(`For CI: ${lacking}. ${howToInstall}`);
    say(
      settings.ci.length > 0 ? 'Until then the job fails.' : `Then: ${kit} init --ci ${hosts.defaultValue.join(',')}`,
    );
  }
  for (const line of next(settings, kit, project)) say(line);
  return ExitCode.Conforms;
}

function wantsToAsk({ yes = false }: InitFlags): boolean {
  return !yes && process.stdin.isTTY === true && process.stdout.isTTY === true;
}

async function one(question: Question, flags: InitFlags, person: Asker | undefined, say: Print): Promise<string> {
  const given = flags[question.flag];
  const flag = typeof given === 'string' ? given : given?.join(',') || undefined;
  if (flag !== undefined) {
    question.check(flag);
    return flag;
  }
  if (person) return person.ask(question);
  say(`  --${flagName(question.flag)} ${quoteShellWord(question.defaultValue)}  (${question.why})`);
  return question.defaultValue;
}

function writeFiles(job: Job, root: string, force: boolean): string[] {
  const { project, settings, inner } = job;
  const lines = [config(project, settings, inner, root, force)];
  if (settings.ci.includes('github')) {
    const { name, text: content } = github(job);
    lines.push(put(root, name, content, force));
  }
  if (settings.ci.includes('gitlab')) {
    const { name, text: content } = gitlab(job);
    lines.push(put(root, name, content, force), included(root, name));
  }
  // Where the kit brought npm along, nothing ignores its folder yet.
  const folders = project.folder.has('node_modules') ? ['node_modules', 'mvk-report'] : ['mvk-report'];
  return [...lines, putFolders(root, path.posix.join(inner, '.gitignore'), folders)];
}

/** A second configuration beside the first would leave `mvk check` without a choice. */
function config(project: Project, settings: Settings, inner: string, root: string, force: boolean): string {
  const { name, text: content } = configFile(project, settings);
  const other = extensions
    .map((extension) => `mvk.config.${extension}`)
    .find((each) => each !== name && existsSync(path.join(project.folder.path, each)));
  if (other === undefined) return put(root, path.posix.join(inner, name), content, force);
  if (!force) return `kept         ${other}; no ${name} was written beside it`;
  throw new UsageError(
    `${other} is here, and ${name} would be a second configuration`,
    `Remove ${other} first, or give its --format.`,
  );
}

/** A pipeline that is there is never edited. */
function included(root: string, job: string): string {
  const pipeline = '.gitlab-ci.yml';
  const include = `include:\n  - local: ${job}\n`;
  if (!existsSync(path.join(root, pipeline))) return put(root, pipeline, include, false);
  if (folderAt(root).read(pipeline).includes(job)) return `unchanged    ${pipeline}, which includes ${job}`;
  return `kept         ${pipeline}; add to its include: - local: ${job}`;
}

function next({ remote, start }: Settings, kit: string, { build }: Project): string[] {
  const first = build !== undefined && start !== undefined ? `${build} && ` : '';
  return [`Next: ${first}${kit} check${remote ? ' --remote' : ''}`];
}
