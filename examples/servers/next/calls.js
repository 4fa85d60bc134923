import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

const { MINIVOICE_WEBHOOK_SECRET: secret = '', DATA_DIR: data = 'data', PUBLIC_URL: publicUrl = '' } = process.env;
const maxBody = 1024 * 1024;

export function json(value, status = 200) {
  return Response.json(value, { status });
}

export function answer(callId) {
  const gather = { prompt: 'Press 1 to talk to somebody.', num_digits: 1, timeout_seconds: 5 };
  return { actions: [{ gather }, { redirect: { url: `${publicUrl}/menu?call_id=${encodeURIComponent(callId)}` } }] };
}

export async function menu(callId) {
  const gathered = (await eventsOf(callId)).filter(({ event }) => event === 'call.gathered').at(-1);
  if (gathered?.data.digits === '1') {
    return { actions: [{ say: { text: 'One moment.' } }, { transfer: { destination: '+12025550111' } }] };
  }
  return { actions: [{ say: { text: 'Nobody was asked for. Goodbye.' } }] };
}

/** The status for an event; 200 once it is on the disk. */
export async function receive(raw, timestamp, signature) {
  if (raw.length > maxBody) return 413;
  if (!isGenuine(raw, timestamp, signature)) return 401;
  let event;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    return 400;
  }
  const { call, event: name, created_at = '', data } = event ?? {};
  if (typeof call?.id !== 'string' || typeof name !== 'string') return 400;
  await keep(call.id, JSON.stringify({ event: name, created_at, status: call.status, data: data ?? {} }));
  return 200;
}

function isGenuine(raw, timestamp, signature) {
  if (!/^[0-9]{1,15}$/.test(timestamp) || !/^v1=[0-9a-f]{64}$/.test(signature)) return false;
  const expected = `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest('hex')}`;
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return false;
  return Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300;
}

/** A file per event, named by what it holds: a retry changes nothing, and a crash leaves no half of one. */
async function keep(callId, line) {
  const folder = folderOf(callId);
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${randomUUID()}`);
  const file = await open(part, 'w');
  await file.writeFile(line);
  await file.sync();
  await file.close();
  await rename(part, join(folder, hash(line)));
}

export async function eventsOf(callId) {
  const folder = folderOf(callId);
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => !name.startsWith('.')).map((name) => readFile(join(folder, name), 'utf8'));
  const events = (await Promise.all(files)).map((line) => ({ line, event: JSON.parse(line) }));
  events.sort((a, b) => (`${a.event.created_at} ${a.line}` < `${b.event.created_at} ${b.line}` ? -1 : 1));
  return events.map(({ event }) => event);
}

function folderOf(callId) {
  return join(data, hash(callId));
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}
