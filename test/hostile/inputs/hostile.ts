import type { Talk } from '../../raw-server.ts';

/** The requirement that is broken, and words that its finding holds. */
export type Finding = readonly [id: string, words: RegExp];

/** A bad server: what it says to each request, and the finding that it costs. */
export interface Hostile {
  readonly name: string;
  readonly talk: Talk;
  /** Said before anything is asked. */
  readonly greet?: string;
  /** As answer_url; `undefined` where nothing is wrong with what it does. */
  readonly answer: Finding | undefined;
  /** As webhook_url, where only the status counts. */
  readonly webhook: Finding | undefined;
  /** Requirements that are met all the same, as the server does answer. */
  readonly meets?: RegExp;
  /** Nothing but the deadline ends an exchange: a short one is enough. */
  readonly waits?: true;
}

/** A response that holds `body`, as most of them do. */
export function response(
  body: string | Buffer,
  head: string = 'Content-Type: application/json',
  status = '200 OK',
): Buffer {
  const bytes = Buffer.from(body);
  const lines = [`HTTP/1.1 ${status}`, ...(head === '' ? [] : [head]), `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

/** Says the same to each request, whatever its method. */
export function says(bytes: string | Buffer): Talk {
  return (socket) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
}

/** Never answers in whole: the finding of both sides. */
export function incomplete(words: RegExp): Pick<Hostile, 'answer' | 'webhook'> {
  return { answer: ['answer.http.reachable', words], webhook: ['webhook.ack.every-event', words] };
}

/** Repeats `chunk` for as long as somebody reads. */
export function pours(head: string, chunk: string | Buffer): Talk {
  return (socket) => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', pour).write(Buffer.from(head, 'latin1'));
    pour();
  };
}

/** Says one byte at a time. */
export function drips(text: string, everyMs: number): Talk {
  return (socket) => {
    let at = 0;
    const timer = setInterval(() => {
      if (socket.destroyed || at >= text.length) clearInterval(timer);
      else socket.write(text.charAt(at++), 'latin1');
    }, everyMs);
    socket.once('close', () => clearInterval(timer));
  };
}
