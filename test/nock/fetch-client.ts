import { baseUrl } from './check-client.ts';

/** A client as people write it on fetch: results for what is well, one class of errors for the rest. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string) {
    super(`MiniVoice says ${code}`);
    this.code = code;
  }
}

export const key = 'mv_live_do_not_print_me';

export function post(to: string): Promise<Response> {
  return fetch(`${baseUrl}/calls`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: '+12025550100', to }),
    signal: AbortSignal.timeout(500),
  });
}

export async function dial(to = '+12025550123'): Promise<{ readonly id: string }> {
  const response = await post(to);
  const text = await response.text();
  const body = jsonIn(text) as { id?: string; error?: { code?: string } } | undefined;
  const code = body?.error?.code;
  if (response.ok && typeof body?.id === 'string') return { id: body.id };
  throw new Refused(code ?? 'no code');
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
