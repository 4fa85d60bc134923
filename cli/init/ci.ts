import path from 'node:path';
import { stringify } from 'yaml';
import { quoteShellWord } from '../terminal/shell.ts';
import type { Folder } from './folder.ts';
import { setUpNode } from './languages/node.ts';
import type { Project } from './project.ts';
import type { Host, Settings } from './settings.ts';

/** A job, wherever it runs: the repository, the project's folder in it, and the command that checks. */
export interface Job {
  readonly project: Project;
  readonly settings: Settings;
  /** From the root of the repository, with slashes; empty at the root. */
  readonly inner: string;
  readonly kit: string;
}

/** A file to be written, its name seen from the root of the repository. */
interface CiFile {
  readonly name: string;
  readonly text: string;
}

const secret = 'MINIVOICE_WEBHOOK_SECRET';

/** The CI host of a repository, from its remotes and from the files of the hosts; a default if neither says. */
export function hostsOf(root: Folder): { readonly defaultValue: readonly Host[]; readonly why: string } {
  const remotes = root.read('.git/config');
  for (const host of ['github', 'gitlab'] as const) {
    if (new RegExp(`url = .*${host}`).test(remotes))
      return { defaultValue: [host], why: 'the remote of the repository' };
  }
  const files = Object.entries({ github: '.github', gitlab: '.gitlab-ci.yml' } as const);
  const found = files.filter(([, file]) => root.has(file));
  if (found.length === 0) return { defaultValue: ['github'], why: 'no remote says which' };
  return { defaultValue: found.map(([host]) => host as Host), why: found.map(([, file]) => file).join(' and ') };
}

function nameOf({ inner }: Pick<Job, 'inner'>): string {
  return inner === '' ? 'mvk' : `mvk-${inner.replaceAll(/[^\w.-]+/g, '-')}`;
}

/** A workflow of GitHub. */
export function github(job: Job): CiFile {
  const { project, settings, inner, kit } = job;
  const name = nameOf(job);
  const actions = project.actions.some(({ uses }) => uses.startsWith('actions/setup-node'))
    ? project.actions
    : [...project.actions, setUpNode(project.folder)];
  const needsSecret = settings.webhookUrl !== undefined && settings.start === undefined;
  const workflow = {
    name: 'MiniVoice conformance',
    on: ['push', 'pull_request'],
    permissions: { contents: 'read' },
    jobs: {
      [name]: {
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 15,
        ...(inner !== '' && { defaults: { run: { 'working-directory': inner } } }),
        steps: [
          { uses: 'actions/checkout@v4' },
          ...actions.map((action) => within(action, inner)),
          ...project.prepare.map((run) => ({ run })),
          {
            name: 'Check the integration',
            run: [kit, 'check', ...flagsOf(settings), '--annotations github'].join(' '),
            ...(needsSecret && { env: { [secret]: `\${{ secrets.${secret} }}` } }),
          },
          {
            uses: 'actions/upload-artifact@v4',
            if: 'always()',
            with: { name: `${name}-report`, path: path.posix.join(inner, 'mvk-report') },
          },
        ],
      },
    },
  };
  const head = ['Checks the integration at each push. Written by mvk init, and yours to change.', ...notes(settings)];
  return { name: `.github/workflows/${name}.yml`, text: commented(head, workflow) };
}

/** A job of GitLab, in a file of its own that `.gitlab-ci.yml` includes. */
export function gitlab(job: Job): CiFile {
  const { project, settings, inner, kit } = job;
  const name = nameOf(job);
  const report = path.posix.join(inner, 'mvk-report');
  const content = {
    [name]: {
      image: project.image,
      timeout: '15 minutes',
      before_script: [...nodeIn(project), ...(inner === '' ? [] : [`cd ${quoteShellWord(inner)}`]), ...project.prepare],
      script: [[kit, 'check', ...flagsOf(settings)].join(' ')],
      artifacts: { when: 'always', paths: [`${report}/`], reports: { junit: `${report}/junit.xml` } },
    },
  };
  const head = [
    'Checks the integration in each pipeline. Written by mvk init, and yours to change.',
    ...notes(settings),
  ];
  return { name: `.gitlab/${name}.yml`, text: commented(head, content) };
}

/** Node in an image of another language: that of Debian 13 will do, older ones only bring npm, which has a newer one. */
function nodeIn({ image, packages = [] }: Project): string[] {
  if (image.startsWith('node:')) return [];
  const install = `apt-get update -q && apt-get install -yq ${['nodejs', 'npm', ...packages].join(' ')}`;
  return image.endsWith('trixie') ? [install] : [install, 'npm install --global node@22'];
}

function within(action: Project['actions'][number], inner: string): object {
  const file = Object.entries(action.with ?? {}).find(([key]) => key.endsWith('-file'));
  if (inner === '' || file === undefined) return action;
  const [key, value] = file;
  return { ...action, with: { ...action.with, [key]: path.posix.join(inner, String(value)) } };
}

function flagsOf({ remote }: Settings): string[] {
  return remote ? ['--remote'] : [];
}

function notes({ start, remote, webhookUrl }: Settings): string[] {
  if (start !== undefined) return [];
  return [
    ...(remote ? [] : ['Nothing starts the integration: name start.command in the configuration, or start it here.']),
    ...(webhookUrl === undefined ? [] : [`Give it the variable ${secret}, kept as a secret.`]),
  ];
}

function commented(head: readonly string[], content: object): string {
  return `${head.map((line) => `# ${line}\n`).join('')}${stringify(content, { lineWidth: 0 })}`;
}
