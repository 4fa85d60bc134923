import { useState } from 'preact/hooks';
import { act } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';

const example = '[{"operation": "createCall", "fault": {"kind": "error", "code": "insufficient_balance"}}]';

/** What goes wrong on purpose: a profile, one error, or a script. */
export function Faults() {
  const { profile, faults, operations, codes } = useTopic('api');
  const [operation, choose] = useState('createCall');
  const [code, chooseCode] = useState('insufficient_balance');
  const [script, write] = useState(example);
  const isQuiet = profile === 'smooth' && faults === 0;
  const run = async (event: Event): Promise<void> => {
    event.preventDefault();
    let value: unknown;
    try {
      value = JSON.parse(script);
    } catch {
      value = script;
    }
    await act('faults', { script: value });
  };
  return (
    <section>
      <h2>Faults</h2>
      <p role="status" class={isQuiet ? 'soft' : 'warned'}>
        {isQuiet
          ? 'Nothing goes wrong.'
          : profile === 'script'
            ? `A script of ${faults} is set.`
            : `The profile ${profile} is set.`}
      </p>
      <div class="tools">
        {(['smooth', 'spec', 'hostile'] as const).map((name) => (
          <button key={name} type="button" aria-pressed={profile === name} onClick={() => act('profile', { name })}>
            {{ smooth: 'None', spec: 'As documented', hostile: 'Hostile' }[name]}
          </button>
        ))}
      </div>
      <form
        class="tools"
        onSubmit={(event) => {
          event.preventDefault();
          void act('faults', { script: [{ operation, fault: { kind: 'error', code } }] });
        }}
      >
        <label>
          Operation
          <select value={operation} onChange={({ currentTarget }) => choose(currentTarget.value)}>
            {operations.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          Error
          <select value={code} onChange={({ currentTarget }) => chooseCode(currentTarget.value)}>
            {codes.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <button type="submit">Set this error</button>
      </form>
      <details>
        <summary>A script of faults</summary>
        <form class="edit" onSubmit={run}>
          <label>
            As PUT /mvk/faults of mvk serve takes it
            <textarea
              rows={4}
              value={script}
              spellcheck={false}
              onInput={({ currentTarget }) => write(currentTarget.value)}
            />
          </label>
          <button type="submit">Set the script</button>
        </form>
      </details>
    </section>
  );
}
