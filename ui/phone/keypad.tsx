import { useEffect } from 'preact/hooks';
import { act } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';

const keys = [...'123456789*0#'];
const letters: Readonly<Record<string, string>> = {
  2: 'abc',
  3: 'def',
  4: 'ghi',
  5: 'jkl',
  6: 'mno',
  7: 'pqrs',
  8: 'tuv',
  9: 'wxyz',
};
const names: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };

/** The twelve keys, by mouse, by touch, and by the keyboard wherever nothing is typed. */
export function Keypad({ isOn }: { readonly isOn: boolean }) {
  const { gather } = useTopic('phone');
  useEffect(() => {
    if (!isOn) return;
    const pressed = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      if (ctrlKey || metaKey || altKey || !keys.includes(key) || isTyping(target)) return;
      void act('press', { key });
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [isOn]);
  return (
    <div class="keypad" role="group" aria-label="Keypad">
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          class={gather?.announced.includes(key) ? 'key announced' : 'key'}
          disabled={!isOn}
          aria-label={names[key] ?? key}
          onClick={() => act('press', { key })}
        >
          <b>{key}</b>
          <small aria-hidden="true">{letters[key] ?? ' '}</small>
        </button>
      ))}
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select');
}
