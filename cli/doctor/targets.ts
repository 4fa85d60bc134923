import { accessing } from '../../platform/http/access.ts';
import { createClient, type Received } from '../../platform/http/client.ts';
import { trusting } from '../../platform/http/tls/authorities.ts';
import { isListening } from '../../platform/process/listening.ts';
import { AnotherServer, holderOf, requireFreePorts } from '../../platform/process/port-holder.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { secretsIn } from '../../platform/redaction/secrets.ts';
import type { BenchOptions } from '../../spec/index.ts';
import { type Diagnosis, note, ok, wrong } from './diagnosis.ts';

/** Ports that must be free, for the integration and for the API of the kit. */
export async function ports(bench: BenchOptions): Promise<readonly Diagnosis[]> {
  const { start, api } = bench;
  const found: Diagnosis[] = [];
  if (start) found.push(await freePorts(bench));
  if (api?.port !== undefined) {
    const isTaken = await isListening(`http://127.0.0.1:${api.port}`);
    const holder = isTaken ? ((await holderOf(api.port)) ?? 'another process') : undefined;
    const taken = wrong('ports', `api.port ${api.port} is taken by ${holder}`, 'Stop it, or leave the key out.');
    found.push(holder === undefined ? ok('ports', `api.port ${api.port} is free`) : taken);
  }
  return found;
}

async function freePorts(bench: BenchOptions): Promise<Diagnosis> {
  try {
    await requireFreePorts(bench);
    return ok('ports', 'the ports of the targets are free for start.command');
  } catch (error) {
    if (error instanceof AnotherServer) return wrong('ports', error.message, error.hint);
    throw error;
  }
}

/** Asks each origin what it allows (RFC 9110, 9.3.7), which changes nothing; one that the kit starts later is not asked. */
export async function targets(bench: BenchOptions): Promise<readonly Diagnosis[]> {
  if (bench.start) return [ok('targets', 'start.command starts them; mvk check waits until they respond')];
  const client = createClient({ ...trusting(bench), ...accessing(bench), timeoutMs: 5_000 });
  const urls = [bench.answerUrl, bench.webhookUrl].filter((url) => url !== undefined);
  const found: Diagnosis[] = [];
  const { text: hide } = createRedactor(secretsIn(bench));
  for (const url of new Map(urls.map((each) => [new URL(each).origin, each])).values()) {
    const shown = hide(url);
    const received = await client.send({ method: 'OPTIONS', url, freshConnection: true });
    found.push(response(shown, received, bench), ...clock(shown, received));
  }
  await client.close();
  return found;
}

function response(url: string, { response: got, failure }: Received, { access }: BenchOptions): Diagnosis {
  if (!got) {
    const message = failure?.message ?? 'no response';
    const isGone = failure?.kind === 'refused' || failure?.kind === 'not-found';
    const remedy = isGone ? 'Start the integration, or give start.command or --start.' : undefined;
    return wrong('targets', `${url} gives no response (${message})`, remedy);
  }
  const challenge = got.headers['www-authenticate'];
  if (got.status === 401 && challenge !== undefined) {
    const given = access === undefined ? 'Give' : 'Correct';
    const remedy = `${given} access.basicAuth or access.headers (--basic-auth, --header).`;
    return wrong('targets', `${url} asks for a login (${challenge.split(/[ ,]/)[0]})`, remedy);
  }
  if (got.status === 502 || got.status === 503 || got.status === 504) {
    return wrong('targets', `${url} answers ${got.status}: the server behind its proxy is not there`, 'Start it.');
  }
  return ok('targets', `${url} responds`);
}

/** Receivers refuse events whose timestamp is five minutes off; a minute leaves them time. */
const maxSkewMs = 60_000;

function clock(url: string, { response: got }: Received): readonly Diagnosis[] {
  const there = Date.parse(got?.headers.date ?? '');
  if (Number.isNaN(there)) return [note('clock', `${url} sends no Date, so its clock cannot be compared`)];
  const skew = Math.round((Date.now() - there) / 1000);
  if (Math.abs(skew) * 1000 <= maxSkewMs) return [ok('clock', `the clock agrees with that of ${url}`)];
  const side = skew > 0 ? 'ahead of' : 'behind';
  const says = `the clock is ${Math.abs(skew)} s ${side} that of ${url}, so signed events look too ${skew > 0 ? 'new' : 'old'}`;
  return [wrong('clock', says, 'Set both clocks by NTP.')];
}
