import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { act } from '../state/connection.ts';
import { keepFocus } from '../state/focus.ts';
import { useTopic } from '../state/store.ts';
import { Keypad } from './keypad.tsx';
import { Setup } from './setup.tsx';
import { SpeechSwitch, useSpeech } from './speech.tsx';
import { Talk } from './talk.tsx';

const words = {
  idle: 'No call',
  playing: 'In a call',
  gather: 'Your turn',
  dialling: 'Ringing',
  connected: 'Connected',
  ended: 'Call ended',
} as const;

/** The phone of a caller: what is heard, the keys, and what the other end does. */
export function Phone() {
  const { status, callId, plan, gather, waits, summary } = useTopic('phone');
  const isOn = status !== 'idle' && status !== 'ended';
  const box = useFocus(status);
  useSpeech();
  return (
    <section class="phone" aria-label="Phone" ref={box}>
      <div class={`display ${status}`}>
        <p class="status" role="status">
          <span class="lamp" aria-hidden="true" />
          {words[status]}
          {gather && gather.pressed !== '' && <kbd>{gather.pressed}</kbd>}
        </p>
        {callId !== undefined && (
          <p class="soft who">
            {plan?.direction === 'outbound' ? 'outbound' : 'inbound'} · <code>{callId}</code>
          </p>
        )}
        <Talk />
        {summary && <p class={`summary ${summary.isGood ? 'good' : 'bad'}`}>{summary.sentence}</p>}
      </div>
      {isOn && <Turn />}
      <Keypad isOn={isOn} />
      <div class="calling">
        {isOn ? (
          <button type="button" class="hang-up" onClick={() => act('hang-up')}>
            Hang up
          </button>
        ) : (
          <Setup />
        )}
        {isOn && waits && (
          <button type="button" onClick={() => act('skip')}>
            Skip the wait
          </button>
        )}
      </div>
      <SpeechSwitch />
    </section>
  );
}

/** A button that was pressed may be gone: then the focus is in the call, or on the button that calls again. */
function useFocus(status: string) {
  const box = useRef<HTMLElement>(null);
  const isWithin = useRef(false);
  useEffect(() => {
    const look = ({ target }: FocusEvent): void => {
      isWithin.current = target instanceof Node && (box.current?.contains(target) ?? false);
    };
    document.addEventListener('focusin', look);
    return () => document.removeEventListener('focusin', look);
  }, []);
  useLayoutEffect(() => {
    const next = status === 'ended' ? '.call-button' : '.talk';
    if (isWithin.current) keepFocus(box.current?.querySelector<HTMLElement>(next));
  }, [status]);
  return box;
}

const reaches = [
  ['answers', 'Answers'],
  ['busy', 'Is busy'],
  ['unanswered', 'Does not answer'],
  ['failed', 'Cannot be reached'],
] as const;

/** What can be done now, besides keys. */
function Turn() {
  const { gather, dial, waits } = useTopic('phone');
  if (dial) {
    return (
      <fieldset class="turn">
        <legend>
          {dial.destination} rings ({dial.by}). The other end …
        </legend>
        {reaches.map(([outcome, text]) => (
          <button key={outcome} type="button" onClick={() => act('reach', { outcome })}>
            {text}
          </button>
        ))}
      </fieldset>
    );
  }
  if (!gather) return null;
  const { min, max, finishKey, announced, timeoutSeconds } = gather;
  const count = min === max ? (max === 1 ? '1 key' : `${max} keys`) : `${min} to ${max} keys`;
  const end = finishKey === undefined ? '' : `, ${finishKey} ends`;
  return (
    <div class="turn">
      <p>
        {announced.length > 0 ? `Press ${announced.join(', ')}` : `Press ${count}`}
        <span class="soft">
          {' '}
          ({count}
          {end}, {timeoutSeconds} s)
        </span>
      </p>
      {!waits && (
        <button type="button" onClick={() => act('skip')}>
          {gather.pressed === '' ? 'Stay silent' : 'Press nothing more'}
        </button>
      )}
    </div>
  );
}
