import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checked } from '../../platform/config/check.ts';
import { type Environment, secretsFilled } from '../../platform/config/secrets.ts';
import { type KitConfig, show } from '../../spec/index.ts';
import { ExitCode, UsageError } from '../command.ts';
import { say } from '../terminal/message.ts';
import { remedyOfText, withLine } from './unreadable.ts';

export const extensions: readonly string[] = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'];

interface ConfigFile {
  readonly config: KitConfig;
  /** The file says something about the webhook secret, be it nothing. */
  readonly saysSecret: boolean;
  /** Keys of targets that are written and undefined, and that a flag may still give. */
  readonly unset: readonly string[];
  /** Its absolute path. */
  readonly file: string;
}

/** Finds, reads and checks the configuration file; undefined when there is none and none was asked for. */
export async function readConfig(
  asked: string | undefined,
  folder: string,
  environment: Environment,
): Promise<ConfigFile | undefined> {
  const file = asked === undefined ? find(folder) : path.resolve(folder, asked);
  if (file === undefined) return undefined;
  const name = path.relative(folder, file) || file;
  if (!existsSync(file)) throw new UsageError(`the configuration file ${JSON.stringify(name)} does not exist`);
  const raw = await load(file, name);
  const unset = unsetUrls(raw);
  const inner = unset.find((key) => key.includes('.'));
  if (inner !== undefined) throw unsetUrl(inner);
  const value = secretsFilled(raw, environment);
  const saysSecret = typeof raw === 'object' && raw !== null && 'webhookSecret' in raw;
  return { config: absolute(await checked(value, raw, `${name}: `), path.dirname(file)), saysSecret, unset, file };
}

/** The nearest configuration in a parent folder, relative to here: the command may run in a sub-folder of the project. */
export function configAbove(folder: string, here: string = folder): string | undefined {
  const parent = path.dirname(folder);
  const [name] = namesIn(parent);
  if (name !== undefined) return path.relative(here, path.join(parent, name));
  return parent === folder ? undefined : configAbove(parent, here);
}

function namesIn(folder: string): string[] {
  return extensions.map((extension) => `mvk.config.${extension}`).filter((name) => existsSync(path.join(folder, name)));
}

function find(folder: string): string | undefined {
  const [first, second] = namesIn(folder);
  if (first && second) throw new UsageError(`${first} and ${second} both exist here`, 'Choose with --config FILE.');
  return first && path.join(folder, first);
}

async function load(file: string, name: string): Promise<unknown> {
  const extension = path.extname(file).slice(1);
  if (!extensions.includes(extension)) {
    throw new UsageError(`the configuration file ${JSON.stringify(name)} must end in ${extensions.join(', ')}`);
  }
  let text = '';
  try {
    // Editors on Windows begin a file with a byte order mark.
    text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
    if (extension === 'json') return JSON.parse(text);
    if (extension.startsWith('y')) return (await import('yaml')).parse(text);
    return await exported(file, extension);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const lines = (error instanceof Error ? error.message : String(error)).split('\n');
    // A heading alone says nothing: "Transform failed with 1 error:".
    const said = lines[0]?.endsWith('error:') ? lines.slice(0, 2).join(' ') : lines[0];
    const message = withLine(said?.replace(/:$/, '') ?? '', text);
    const isData = extension === 'json' || extension.startsWith('y');
    throw new UsageError(
      `${name} could not be read: ${message}`,
      isData ? remedyOfText(extension, text, message) : undefined,
    );
  }
}

async function exported(file: string, extension: string): Promise<unknown> {
  const url = pathToFileURL(file).href;
  // A file that never settles or exits the process would end the command as if it had succeeded.
  const unread = (): void => {
    say(`${path.basename(file)} ended the process before it was read`);
    process.exitCode = ExitCode.Usage;
  };
  process.once('exit', unread);
  const loaded: unknown = await (extension === 'ts'
    ? (await import('tsx/esm/api')).tsImport(url, import.meta.url)
    : import(url)
  ).finally(() => process.off('exit', unread));
  const outer = isRecord(loaded) ? loaded.default : undefined;
  // A project without "type": "module" hands over the CommonJS exports as the default.
  const value = isRecord(outer) && outer.__esModule === true ? outer.default : outer;
  // Those of a file that exports nothing are an empty object.
  const isWritten = async () =>
    /\bexport\s+default\b|\bexport\s*=|\bmodule\.exports\b/.test(await readFile(file, 'utf8'));
  if (isRecord(value) && (Object.keys(value).length > 0 || (await isWritten()))) return value;
  throw notExported(loaded, isRecord(value) ? undefined : value, path.basename(file));
}

function notExported(loaded: unknown, value: unknown, name: string): UsageError {
  if (value !== undefined) {
    const what = typeof value === 'function' ? 'a function' : Array.isArray(value) ? 'an array' : show(value);
    return new UsageError(`${name} must export an object as its default, and exports ${what}`);
  }
  const names = isRecord(loaded) ? Object.keys(loaded) : [];
  const [other] = names.filter((each) => /^[A-Za-z$][\w$]*$/.test(each) && each !== 'default');
  const exported = other === undefined ? '' : `, only ${JSON.stringify(other)}`;
  return new UsageError(`${name} has no default export${exported}`, `Write export default ${other ?? '{ … }'};`);
}

/** A flag gives some of them a value. */
export function refuseUnset(
  keys: readonly string[],
  flags: { readonly answerUrl?: string; readonly webhookUrl?: string },
): void {
  const key = keys.find((each) => (each !== 'answerUrl' && each !== 'webhookUrl') || flags[each] === undefined);
  if (key !== undefined) throw unsetUrl(key);
}

/** A URL without a value would leave what it declares unchecked in silence. */
function unsetUrl(key: string): UsageError {
  return new UsageError(
    `${key} of the configuration is undefined, like a variable that is not set`,
    'Set the variable, write the URL, or leave the key out.',
  );
}

function unsetUrls(value: unknown, place = ''): string[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    member === undefined && key.endsWith('Url') ? [`${place}${key}`] : unsetUrls(member, `${place}${key}.`),
  );
}

/** Relative paths in a file are meant from the file's folder. */
function absolute(config: KitConfig, folder: string): KitConfig {
  const { start, tls, baseline, fixtures } = config;
  return {
    ...config,
    ...(start && { start: { ...start, cwd: path.resolve(folder, start.cwd ?? '.') } }),
    ...(tls && { tls: { ca: [tls.ca].flat().map((file) => path.resolve(folder, file)) } }),
    ...(baseline !== undefined && { baseline: path.resolve(folder, baseline) }),
    ...(fixtures !== undefined && { fixtures: path.resolve(folder, fixtures) }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
