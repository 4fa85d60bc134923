import { readFileSync, realpathSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { importedCalls } from '../fixtures/import/calls.ts';
import { exchangesIn } from '../fixtures/import/har.ts';
import { rawExchanges } from '../fixtures/import/raw.ts';
import { saveCall } from '../fixtures/save.ts';
import type { Passed } from '../fixtures/wire/conversation.ts';
import { terminal } from '../reporters/escape.ts';
import { ExitCode, type Print, text, UsageError, type Values } from './command.ts';
import { readConfig } from './config-file.ts';
import { knownSecrets, usualFolder } from './fixture-folder.ts';
import { savedLines } from './saved-lines.ts';
import { webhookSecret } from './secrets.ts';
import { httpUrl } from './targets.ts';

/** Imports one file or folder, from the flags to the exit code. */
export async function runImport(source: string, values: Values, print: Print): Promise<ExitCode> {
  const file = await readConfig(text(values, 'config'), process.cwd(), process.env);
  const url = (name: string, otherwise?: string): string | undefined => {
    const given = text(values, name) ?? otherwise;
    return given === undefined ? undefined : httpUrl(given, `--${name}`).href;
  };
  const sides = {
    answerUrl: url('answer-url', file?.config.answerUrl),
    webhookUrl: url('webhook-url', file?.config.webhookUrl),
    apiBaseUrl: url('api')?.replace(/\/+$/, ''),
  };
  const said = { value: file?.config.webhookSecret, said: file?.saysSecret ?? false };
  const secrets = knownSecrets(webhookSecret(text(values, 'webhook-secret'), said, process.env));
  const { calls, others } = importedCalls(await exchangesOf(source, print), sides, secrets);
  if (others > 0) print(`${others} exchanges are none of MiniVoice's, and were left out`);
  if (calls.length === 0) {
    throw new UsageError(
      `there is no exchange of MiniVoice in ${JSON.stringify(source)}`,
      'Answers are known by call_id, events by their body, the API by /v1/…; --answer-url and --webhook-url name other paths.',
    );
  }
  const root = text(values, 'fixtures') ?? file?.config.fixtures ?? usualFolder;
  const name = text(values, 'name') ?? path.basename(path.resolve(source)).replace(/\.(?:har|json)$/i, '');
  for (const { crossed, recording } of calls) {
    // What was seen elsewhere cannot be repeated at will: it is kept, and said.
    const saved = await saveCall(root, name, crossed, recording, { keepFailures: true });
    for (const line of savedLines(saved)) print(terminal(line));
  }
  return ExitCode.Conforms;
}

async function exchangesOf(source: string, print: Print): Promise<readonly Passed[]> {
  const found = await stat(source).catch(() => {
    throw new UsageError(`there is no file or folder ${JSON.stringify(source)}`);
  });
  if (found.isDirectory()) {
    const { exchanges, left } = await rawExchanges(source);
    if (left.length > 0) print(terminal(`left out, as they are no pair of request and response: ${left.join(', ')}`));
    return exchanges;
  }
  const exchanges = exchangesIn(parsed(await readFile(source, 'utf8')), besideOf(source));
  if (exchanges) return exchanges;
  throw new UsageError(
    `${JSON.stringify(source)} is no HAR`,
    'Export it as HAR 1.2, or give a folder of raw requests and responses.',
  );
}

/** Files beside a HAR that hold its bodies; nothing that lies elsewhere is read. */
function besideOf(source: string): (name: string) => Buffer | undefined {
  const folder = realpathSync(path.dirname(source));
  return (name) => {
    try {
      const file = realpathSync(path.resolve(folder, name));
      return file.startsWith(`${folder}${path.sep}`) ? readFileSync(file) : undefined;
    } catch {
      return undefined;
    }
  };
}

/** Some tools put a byte order mark before their JSON. */
function parsed(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}
