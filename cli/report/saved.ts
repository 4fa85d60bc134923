import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { allowedInWords, valueInWords } from '../../platform/config/check.ts';
import { withFacts } from '../../reporters/run/older-report.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { truncate } from '../../reporters/text/layout.ts';
import { escapePointer, expectedBy, isRecord, type Report, type SchemaError, validators } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { kitVersion } from '../package-paths.ts';

const hint = 'mvk check writes one: mvk-report/report.json.';

/** Reads a report that this version or an older one has written; a folder stands for the report in it, `-` for standard input. */
export async function savedReport(file: string): Promise<Report> {
  const name = file === '-' ? 'standard input' : JSON.stringify(file);
  const text = await read(file, name);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    throw new UsageError(inOneLine(`${name} is not JSON, so it is not a report: ${line}`), hint);
  }
  const { report: validate } = await validators('report');
  if (validate(data)) return withFacts(data as Report);
  throw new UsageError(inOneLine(problem(name, data, validate.errors ?? [])), hint);
}

async function read(file: string, name: string): Promise<string> {
  if (file === '-') return textOf(process.stdin);
  try {
    const isFolder = (await stat(file)).isDirectory();
    return await readFile(isFolder ? path.join(file, 'report.json') : file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`the report ${name} cannot be read (${code ?? message})`, hint);
  }
}

/** What is wrong with it: that it is newer where it is, else the first place that does not fit. */
function problem(name: string, data: unknown, errors: readonly SchemaError[]): string {
  const version = isRecord(data) && isRecord(data.kit) ? data.kit.version : undefined;
  if (typeof version === 'string' && isNewer(version, kitVersion())) {
    return `${name} was written by version ${JSON.stringify(version.slice(0, 40))}, which is newer than this one (${kitVersion()})`;
  }
  // A member that is not known says more of where the file is from than one that is missing.
  const { pointer, expected } = placeOf(errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0]);
  return `${name} is not a report of this kit: ${truncate(pointer, 200) || 'the whole'} ${expected} (got ${valueInWords(pointer, data)})`;
}

function inOneLine(sentence: string): string {
  return escapeTerminal(sentence.replaceAll('\n', '\\n'));
}

function isNewer(version: string, own: string): boolean {
  return version.localeCompare(own, 'en', { numeric: true }) > 0;
}

function placeOf(error: SchemaError | undefined): { readonly pointer: string; readonly expected: string } {
  if (!error) return { pointer: '', expected: 'must be a report' };
  const { instancePath, keyword, params } = error;
  const unknown = params.additionalProperty;
  if (keyword === 'additionalProperties' && typeof unknown === 'string') {
    return { pointer: `${instancePath}/${escapePointer(unknown)}`, expected: 'must not be there' };
  }
  return { pointer: instancePath, expected: expectedBy(error) + allowedInWords(params) };
}
