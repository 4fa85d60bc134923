import { type Environment, secretsFilled } from '../../platform/config/secrets.ts';
import type { KitConfig } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** The flags that get requests through to a protected target. */
export interface AccessFlags {
  /** Each `Name: value`, as curl takes it. */
  readonly header?: readonly string[];
  /** Each `NAME=VALUE`. */
  readonly cookie?: readonly string[];
  /** `USER:PASSWORD`. */
  readonly basicAuth?: string;
}

type Access = NonNullable<KitConfig['access']>;

/** What the configuration file and the flags say together; a flag replaces what the file gives under the same name. */
export function accessOf(flags: AccessFlags, file: Access | undefined, environment: Environment): Access | undefined {
  const { header = [], cookie = [], basicAuth } = flags;
  const given = {
    headers: Object.fromEntries(header.map(headerIn)),
    cookies: Object.fromEntries(cookie.map(cookieIn)),
    ...(basicAuth !== undefined && { basicAuth }),
  };
  const { headers, cookies, ...login } = secretsFilled(given, environment) as Required<Access>;
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const kept = Object.entries(file?.headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
  const all = {
    headers: { ...Object.fromEntries(kept), ...headers },
    cookies: { ...file?.cookies, ...cookies },
    ...(file?.basicAuth !== undefined && { basicAuth: file.basicAuth }),
    ...login,
  };
  const isEmpty = Object.keys({ ...all.headers, ...all.cookies }).length === 0 && all.basicAuth === undefined;
  return isEmpty ? undefined : all;
}

function headerIn(text: string): readonly [string, string] {
  const [, name, value] = /^([^:\s]+):\s*(\S.*?)\s*$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError('--header must be a name, a colon and a value', "Write it as --header 'X-Staging-Key: VALUE'.");
}

function cookieIn(text: string): readonly [string, string] {
  const [, name, value] = /^([^=\s]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError('--cookie must be a name, an equals sign and a value', 'Write it as --cookie session=VALUE.');
}

/** The same flags for a command that can be shown: a value is one only if a variable stands for all of it. */
export function accessFlagsShown({
  header = [],
  cookie = [],
  basicAuth,
}: AccessFlags): readonly (readonly [string, string])[] {
  return [
    ...header.map((text) => ['header', variableFor(text, /^([^:\s]+:\s*)(.*)$/s)] as const),
    ...cookie.map((text) => ['cookie', variableFor(text, /^([^=\s]+=)(.*)$/s)] as const),
    ...(basicAuth === undefined ? [] : [['basic-auth', variableFor(basicAuth, /^()(.*)$/s, 'LOGIN')] as const]),
  ];
}

function variableFor(text: string, pattern: RegExp, name?: string): string {
  const [, head = '', value = ''] = pattern.exec(text) ?? [];
  if (/^(?:[A-Za-z]+ +)?\$\{\w+\}$/.test(value) || /^\$\{\w+\}:\$\{\w+\}$/.test(value)) return text;
  const variable = name ?? head.replace(/\W+$/, '').replace(/\W+/g, '_').toUpperCase();
  return `${head}\${${variable}}`;
}
