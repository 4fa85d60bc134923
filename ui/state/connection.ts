import type { Message } from '../protocol/stream.ts';
import { say } from './notice.ts';
import { setConnection, take } from './store.ts';

const token = new URL(window.location.href).searchParams.get('token') ?? '';

/** Follows the stream; the browser comes back by itself after a cut, and names the last message that it got. */
export function connect(): void {
  const source = new EventSource(`/stream?token=${encodeURIComponent(token)}`);
  source.onopen = () => setConnection('open');
  source.onmessage = ({ data }) => take(JSON.parse(String(data)) as Message);
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return setConnection('lost');
    // The kit answered and refused: it has another token now.
    setConnection('refused');
  };
}

/** Where a further page of the kit is. */
export function addressOf(path: string): string {
  return `${path}?token=${encodeURIComponent(token)}`;
}

/** Asks the kit to do something; undefined, and shown, where it cannot. */
export async function act<Result>(name: string, input: object = {}): Promise<Result | undefined> {
  try {
    const response = await fetch(`/do/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Mvk-Token': token },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Result;
    say(sentenceIn(text), 'bad');
  } catch {
    say('The kit cannot be reached. Start mvk ui again.', 'bad');
  }
  return undefined;
}

function sentenceIn(text: string): string {
  try {
    const { error, hint } = JSON.parse(text) as { readonly error: string; readonly hint?: string };
    return hint === undefined ? error : `${error}. ${hint}`;
  } catch {
    return text;
  }
}
