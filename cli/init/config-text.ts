import { inspect } from 'node:util';
import { stringify } from 'yaml';
import type { KitConfig } from '../../spec/index.ts';
import type { Project } from './project.ts';
import type { Settings } from './settings.ts';

const schema = './node_modules/minivoice-conformance/dist/spec/schemas/kit/config.schema.json';
/** Nobody's: the kit starts the integration with it. */
const testSecret = 'a-secret-for-tests-only';

/** A comment alone, or a key with the comment above it. */
interface Entry {
  readonly about?: string;
  readonly key?: keyof KitConfig;
  readonly value?: unknown;
}

/** The configuration file: its name and text. */
export function configFile(project: Project, settings: Settings): { readonly name: string; readonly text: string } {
  const entries = entriesOf(project, settings);
  const name = `mvk.config.${settings.format}`;
  switch (settings.format) {
    case 'json':
      return { name, text: json(entries, project) };
    case 'yaml':
      return { name, text: yaml(entries, project) };
    case 'js':
    case 'ts':
      return { name, text: script(entries, project, settings.format) };
  }
}

function entriesOf(project: Project, { answerUrl, webhookUrl, start, observeUrl }: Settings): Entry[] {
  const { readyPath, dialPath } = project;
  const base = /^\w+:\/\/[^/?#]+/.exec(answerUrl ?? webhookUrl ?? '')?.[0] ?? '';
  const secret: Entry =
    start === undefined
      ? { about: 'The secret that signs its events is read from MINIVOICE_WEBHOOK_SECRET.' }
      : {
          about: 'Made up: the kit starts the integration with it in MINIVOICE_WEBHOOK_SECRET.',
          key: 'webhookSecret',
          value: testSecret,
        };
  return [
    { key: 'name', value: project.name },
    ...(answerUrl === undefined ? [] : [{ key: 'answerUrl', value: answerUrl } as const]),
    ...(webhookUrl === undefined ? [] : [{ key: 'webhookUrl', value: webhookUrl } as const, secret]),
    ...(start === undefined
      ? [{ about: 'With start.command the kit starts the integration itself.' }]
      : [
          {
            ...aboutInstances(startOf(project, start, base)),
            key: 'start',
            value: startOf(project, start, base),
          } as const,
        ]),
    observeUrl === undefined
      ? { about: `With observe.callUrl, such as ${base}/calls/{call_id}, it sees what is stored for a call.` }
      : { key: 'observe', value: { callUrl: observeUrl } },
    ...(start === undefined || readyPath === undefined
      ? []
      : [{ about: `With start.readyUrl ${base}${readyPath}, it waits until that page responds.` }]),
    ...(dialPath === undefined ? [] : [{ about: trigger(base + dialPath) }]),
  ];
}

/** What a trigger could be; the body of its request is known to the person alone. */
function trigger(url: string): string {
  const example = `{ name: dial, operation: createCall, request: { url: '${url}', body: { to: '+12025550150' } } }`;
  return `With api.triggers, such as [${example}], its client of the API is checked.`;
}

function startOf(project: Project, command: string, base: string): NonNullable<KitConfig['start']> {
  const { port } = URL.canParse(base) ? new URL(base) : { port: '' };
  const { startTimeoutMs: timeoutMs } = project;
  return {
    command,
    // A command that names its port needs no other word of it.
    ...(port !== '' && !command.includes(port) && { env: { [project.portVariable ?? 'PORT']: port } }),
    ...(timeoutMs !== undefined && project.start?.split(' ', 1)[0] === command.split(' ', 1)[0] && { timeoutMs }),
  };
}

/** What takes its port from the environment can run several times at once. */
function aboutInstances({ env }: NonNullable<KitConfig['start']>): Pick<Entry, 'about'> {
  const port = `$\{PORT}`;
  return env?.PORT === undefined
    ? {}
    : { about: `Faster with instances: 'auto' in place of env: PORT, and ${port} in place of the port in each URL.` };
}

function json(entries: readonly Entry[], { kit }: Project): string {
  const known = entries.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value] as const]));
  return `${JSON.stringify({ ...(kit !== undefined && { $schema: schema }), ...Object.fromEntries(known) }, null, 2)}\n`;
}

function yaml(entries: readonly Entry[], { kit }: Project): string {
  const lines = entries.flatMap(({ about, key, value }) => [
    ...(about === undefined ? [] : [`# ${about}`]),
    ...(key === undefined ? [] : [stringify({ [key]: value }, { lineWidth: 0 }).trimEnd()]),
  ]);
  return `${[...(kit === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]), ...lines].join('\n')}\n`;
}

function script(entries: readonly Entry[], { commonJs = true }: Project, format: 'js' | 'ts'): string {
  const lines = entries.flatMap(({ about, key, value }) => [
    ...(about === undefined ? [] : [`  // ${about}`]),
    ...(key === undefined ? [] : [`  ${key}: ${literal(value)},`]),
  ]);
  // A type alone is asked for, so that it runs without the kit among the dependencies.
  if (format === 'ts') {
    const head = "import type { KitConfig } from 'minivoice-conformance';\n\nconst config: KitConfig = {";
    return `${[head, ...lines, '};'].join('\n')}\n\nexport default config;\n`;
  }
  const type = "/** @type {import('minivoice-conformance').KitConfig} */";
  const opening = commonJs ? 'module.exports = {' : 'export default {';
  return `${[type, opening, ...lines, '};'].join('\n')}\n`;
}

function literal(value: unknown): string {
  const text = inspect(value, { depth: null, breakLength: 100, maxStringLength: null });
  return text.replaceAll('\n', '\n  ');
}
