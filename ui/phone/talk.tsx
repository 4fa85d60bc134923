import { useEffect, useRef } from 'preact/hooks';
import type { PhoneLine } from '../protocol/phone.ts';
import { useTopic } from '../state/store.ts';
import { openExchange } from '../traffic/selection.ts';

/** What was heard and done in the call, with the requests between. */
export function Talk() {
  const { lines } = useTopic('phone');
  const end = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [lines]);
  if (lines.length === 0) {
    return <p class="soft hint">Call to hear the menu. Keys work with the mouse and the keyboard.</p>;
  }
  return (
    <ol class="talk" ref={end} tabIndex={0} aria-label="The call" aria-live="polite">
      {lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </ol>
  );
}

function Line({ line }: { readonly line: PhoneLine }) {
  const { at, of, text, tone, spoken, exchange } = line;
  const content = spoken === undefined ? text : <q>{text}</q>;
  return (
    <li class={`${spoken === undefined ? `by-${of}` : 'prompt'} ${tone}`}>
      <time>{clock(at)}</time>
      {exchange === undefined ? (
        <span>{content}</span>
      ) : (
        <button type="button" class="link" onClick={() => openExchange(exchange)}>
          {content}
        </button>
      )}
    </li>
  );
}

/** Virtual time as `m:ss`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
