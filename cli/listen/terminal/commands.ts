/** What a person asks for. Without a number, the exchange that was opened or came last is meant. */
export type ListenCommand =
  | { readonly kind: 'open' | 'resend' | 'edit' | 'curl'; readonly number?: number }
  | { readonly kind: 'save'; readonly number?: number; readonly name?: string }
  | { readonly kind: 'filter'; readonly text: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' };

export const listenHelp =
  'Enter or N opens · r resends · e edits, signs and sends · s saves · c shows as curl · /text filters · q quits';

type Letter = 'r' | 'e' | 'c' | 's';

export const letters: Readonly<Record<Letter, 'resend' | 'edit' | 'curl' | 'save'>> = {
  r: 'resend',
  e: 'edit',
  c: 'curl',
  s: 'save',
};

export function isLetter(text: string): text is Letter {
  return Object.hasOwn(letters, text);
}

/** A command on a line: `12`, `r`, `r 12`, `s 12 normal`, `/call.created`, `q`. Undefined where it is none. */
export function commandOf(line: string): ListenCommand | undefined {
  const text = line.trim();
  if (text.startsWith('/')) return { kind: 'filter', text: text.slice(1).trim() };
  if (text === 'q') return { kind: 'quit' };
  if (text === '?') return { kind: 'help' };
  if (/^\d{0,9}$/.test(text)) return { kind: 'open', ...numbered(text) };
  const [, letter = '', number, name] = /^([resc])(?:\s+(\d{1,9}))?(?:\s+(\S+))?$/.exec(text) ?? [];
  if (!isLetter(letter) || (name !== undefined && letter !== 's')) return undefined;
  const kind = letters[letter];
  return { kind, ...numbered(number), ...(kind === 'save' && name !== undefined && { name }) };
}

function numbered(digits: string | undefined): { readonly number?: number } {
  return digits ? { number: Number(digits) } : {};
}
