import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { nearestIs } from '../../platform/config/nearest.ts';
import { sampleEvent } from '../../platform/events/events.ts';
import { accessing } from '../../platform/http/access.ts';
import { createClient, type Received } from '../../platform/http/client.ts';
import { trusting } from '../../platform/http/tls/authorities.ts';
import { signedHeaders, timestampFormat, timestampText } from '../../platform/webhook/signature.ts';
import { type EventName, eventNames, isSuccess } from '../../spec/index.ts';
import { ExitCode, NotRunError, type Print, UsageError } from '../command.ts';
import { type ConfigFlags, resolve } from '../config/resolve.ts';
import { escapeControls } from '../terminal/escape.ts';

interface EventFlags {
  readonly data?: string;
  readonly callId?: string;
  readonly from?: string;
  readonly to?: string;
  /** A file. */
  readonly body?: string;
}

type SendFlags = ConfigFlags & EventFlags & { readonly unsigned?: boolean };

/** Sends one event and prints both sides of the exchange. */
export async function sendEvent(name: string, flags: SendFlags, print: Print): Promise<ExitCode> {
  const event = eventNamed(name);
  const { bench } = await resolve(flags, process.cwd(), process.env);
  const { webhookUrl: url, webhookSecret: secret, readings } = bench;
  if (url === undefined) throw new UsageError('there is no webhook URL', 'Give --webhook-url URL.');
  const body = await bodyOf(event, flags);
  const timestamp = timestampText(new Date(), timestampFormat(readings));
  const signed = secret !== undefined && !flags.unsigned;
  const headers = { 'Content-Type': 'application/json', ...(signed && signedHeaders(secret, body, timestamp)) };
  print(`POST ${url} (${signed ? 'signed' : 'unsigned'})\n${escapeControls(body.toString('utf8'))}`);
  const client = createClient({ ...trusting(bench), ...accessing(bench) });
  const received = await client.send({ method: 'POST', url, headers, body, freshConnection: true });
  await client.close();
  return reportOutcome(received, print);
}

function reportOutcome({ response, failure }: Received, print: Print): ExitCode {
  if (response) {
    print(`\n${response.status}${response.body === '' ? '' : `\n${escapeControls(response.body)}`}`);
    return isSuccess(response.status) ? ExitCode.Conforms : ExitCode.Violates;
  }
  const message = escapeControls(failure?.message ?? 'no response');
  if (failure?.kind === 'refused' || failure?.kind === 'not-found' || failure?.kind === 'untrusted') {
    throw new NotRunError(`the webhook URL cannot be reached: ${message}`);
  }
  print(`\nno complete response: ${message}`);
  return ExitCode.Violates;
}

function eventNamed(name: string): EventName {
  const event = eventNames.find((known) => known === name);
  if (event) return event;
  throw new UsageError(`unknown event ${JSON.stringify(name)}${nearestIs(name, eventNames, 'event')}`);
}

async function bodyOf(event: EventName, flags: EventFlags): Promise<Buffer> {
  const { body: file, from, to } = flags;
  if (file !== undefined) {
    return readFile(file).catch(() => {
      throw new UsageError(`the file ${JSON.stringify(file)} cannot be read`);
    });
  }
  const data = dataOf(flags.data);
  const overrides = { callId: flags.callId ?? `call_${randomUUID()}`, ...(data && { data }) };
  return Buffer.from(JSON.stringify(sampleEvent(event, { ...overrides, ...(from && { from }), ...(to && { to }) })));
}

function dataOf(json: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // The sentence below says it.
  }
  throw new UsageError(`--data must be a JSON object (got ${JSON.stringify(json)})`);
}
