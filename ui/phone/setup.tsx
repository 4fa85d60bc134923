import { useState } from 'preact/hooks';
import type { CallPlan } from '../protocol/phone.ts';
import { planAnew, planned, startCall } from './plan.ts';

/** The button that calls, and what can be chosen before. */
export function Setup() {
  const [shown, show] = useState(planned);
  const [variables, write] = useState(textOf(planned().variables));
  const set = (change: Parameters<typeof planAnew>[0]): void => show(planAnew(change));
  const call = (event: Event): void => {
    event.preventDefault();
    set({ variables: variablesIn(variables) });
    startCall();
  };
  return (
    <form class="setup" onSubmit={call}>
      <button type="submit" class="call-button">
        Call
      </button>
      <details>
        <summary>Settings of the call</summary>
        <div class="fields">
          <label>
            Direction
            <select
              value={shown.direction}
              onChange={({ currentTarget }) => set({ direction: currentTarget.value as CallPlan['direction'] })}
            >
              <option value="inbound">inbound: somebody calls</option>
              <option value="outbound">outbound: MiniVoice calls</option>
            </select>
          </label>
          <label>
            Time
            <select
              value={shown.pace}
              onChange={({ currentTarget }) => set({ pace: currentTarget.value as CallPlan['pace'] })}
            >
              <option value="skip">skip silence and time-outs</option>
              <option value="real">as it passes</option>
            </select>
          </label>
          <label>
            From
            <input
              value={shown.from}
              placeholder="+12025550101"
              onInput={({ currentTarget }) => set({ from: currentTarget.value })}
            />
          </label>
          <label>
            To
            <input
              value={shown.to}
              placeholder="+12025550100"
              onInput={({ currentTarget }) => set({ to: currentTarget.value })}
            />
          </label>
          <label class="wide">
            Variables, one per line; an answer request by GET carries none
            <textarea
              rows={2}
              value={variables}
              placeholder="customer=42"
              onInput={({ currentTarget }) => write(currentTarget.value)}
            />
          </label>
        </div>
      </details>
    </form>
  );
}

function variablesIn(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

function textOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}
