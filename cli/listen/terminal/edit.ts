import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RelayedExchange } from '../../../fixtures/wire/conversation.ts';
import { now } from '../../../platform/clock.ts';
import { signedHeaders, timestampFormat, timestampText } from '../../../platform/webhook/signature.ts';
import type { BenchOptions } from '../../../spec/index.ts';
import { NotRunError } from '../../command.ts';

type Request = RelayedExchange['request'];

/** A program, with its arguments, as the shell reads it: `code --wait`. */
export function editorOf({ VISUAL, EDITOR }: NodeJS.ProcessEnv): string | undefined {
  return VISUAL || EDITOR || undefined;
}

/** The body as somebody changed it in an editor. The file can be read by its owner alone, and is removed. */
export async function edited(body: Buffer, editor: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mvk-listen-'));
  const file = path.join(folder, 'body.json');
  try {
    await writeFile(file, body, { mode: 0o600 });
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new NotRunError(`the editor ended with exit code ${code}, so nothing is sent`);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The request with another body, signed anew where a secret is known and it was signed before. */
export function signedAnew(
  request: Request,
  body: Buffer,
  secret: string | undefined,
  readings: BenchOptions['readings'],
): Request {
  const isSigned = request.headers.some(([name]) => /^x-minivoice-signature$/i.test(name));
  if (!isSigned || secret === undefined) return { ...request, body };
  const rest = request.headers.filter(([name]) => !/^x-minivoice-(?:signature|timestamp)$/i.test(name));
  const timestamp = timestampText(now(), timestampFormat(readings));
  return { ...request, body, headers: [...rest, ...Object.entries(signedHeaders(secret, body, timestamp))] };
}
