import { useEffect, useRef, useState } from 'preact/hooks';
import { useTopic } from '../state/store.ts';

let isOn = true;

/** Voices of this machine: others send the text to a server. */
function localVoice(): SpeechSynthesisVoice | undefined {
  const own = window.speechSynthesis.getVoices().filter(({ localService }) => localService);
  const [language = ''] = navigator.language.split('-');
  return own.find(({ lang }) => lang.startsWith(language)) ?? own[0];
}

/** Speaks what the caller hears, line by line; a key, like the end of the call, ends it. */
export function useSpeech(): void {
  const { callId, lines, status, moves } = useTopic('phone');
  const spoken = useRef({ callId, count: lines.length });
  useEffect(() => {
    if (!('speechSynthesis' in window)) return;
    const fresh = spoken.current.callId === callId ? lines.slice(spoken.current.count) : lines;
    spoken.current = { callId, count: lines.length };
    const voice = localVoice();
    if (!isOn || !voice) return;
    for (const { spoken: text } of fresh) {
      if (text === undefined) continue;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      window.speechSynthesis.speak(utterance);
    }
  }, [callId, lines]);
  useEffect(() => {
    if ('speechSynthesis' in window) window.speechSynthesis.cancel();
  }, [moves.length]);
  useEffect(() => {
    if (status === 'idle' && 'speechSynthesis' in window) window.speechSynthesis.cancel();
  }, [status]);
}

export function SpeechSwitch() {
  const [on, turn] = useState(isOn);
  const [hasVoice, know] = useState(false);
  useEffect(() => {
    if (!('speechSynthesis' in window)) return;
    const look = (): void => know(localVoice() !== undefined);
    look();
    window.speechSynthesis.addEventListener('voiceschanged', look);
    return () => window.speechSynthesis.removeEventListener('voiceschanged', look);
  }, []);
  const change = (): void => {
    isOn = !on;
    turn(isOn);
    if (on) window.speechSynthesis.cancel();
  };
  if (!hasVoice) return <p class="soft small">Prompts are shown as text: this browser has no voice of its own.</p>;
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={change} /> Speak the prompts
    </label>
  );
}
