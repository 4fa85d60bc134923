import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../../platform/config/secrets.ts';
import { UsageError } from '../command.ts';

/** A line of an environment file: a name, and a value in quotes, over several lines, or up to a comment. */
const line =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^#\r\n]*)[ \t]*(?:#.*)?$/gm;

/** The variables in the text of an environment file, as `dotenv` and `node --env-file` read it. */
export function variablesIn(text: string): Readonly<Record<string, string>> {
  const found = [...text.replace(/^\ufeff/, '').matchAll(line)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, unquote(value.trim())]));
}

function unquote(written: string): string {
  const [, quote, inner] = /^(['"`])([\s\S]*)\1$/.exec(written) ?? [];
  if (inner === undefined) return written;
  return quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r').replaceAll('\\"', '"') : inner;
}

/** Sets the variables of files, for the kit and for what it starts; those that are set already stay, and a later file comes first. */
export function loadEnvFiles(files: readonly string[], environment: NodeJS.ProcessEnv = process.env): void {
  const all = files.map((file) => variablesIn(textOf(file)));
  for (const [name, value] of Object.entries(Object.assign({}, ...all) as Record<string, string>)) {
    environment[name] ??= value;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(`the file ${JSON.stringify(file)} of --env-file cannot be read (${code})`);
  }
}

/** The API key in an `.env` may be that of production: it must be given on purpose. */
const left: readonly string[] = ['MINIVOICE_API_KEY', 'MINIVOICE_API_BASE_URL'];

/** The environment, with what an `.env` in the folder says besides; an empty value there is a place to fill in. */
export function withDotEnv(folder: string, environment: Environment): Environment {
  let text: string;
  try {
    text = readFileSync(path.join(folder, '.env'), 'utf8');
  } catch {
    return environment;
  }
  const given = Object.entries(variablesIn(text)).filter(([name, value]) => value !== '' && !left.includes(name));
  return { ...Object.fromEntries(given), ...environment };
}
