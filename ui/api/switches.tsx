import { act } from '../state/connection.ts';

const words: Readonly<Record<string, string>> = {
  balanceCents: 'Balance, in cents',
  rate: 'A rate matches the number',
  trunk: 'A trunk is active',
  spendLimitCents: 'Spend limit, in cents',
  callsPerSecond: 'Calls per second',
  concurrentCalls: 'Calls at the same time',
  reservations: 'Reservations work',
  originates: 'Calls are placed',
  recordingStarts: 'Recordings start',
  recordingStops: 'Recordings stop',
  playsCalls: 'Created calls are played',
  shortIds: 'Short ids',
  uniqueNames: 'Names of trunks are unique',
};

/** What the account has, and what fails in it. */
export function Switches({ values }: { readonly values: Readonly<Record<string, unknown>> }) {
  const all = Object.entries(values).filter(([name]) => words[name] !== undefined);
  // What has a number comes first: both sorts in one row would not be in line.
  const named = [false, true].flatMap((isSwitch) =>
    all.filter(([, value]) => (typeof value === 'boolean') === isSwitch),
  );
  return (
    <section>
      <h2>Switches</h2>
      <div class="switches">
        {named.map(([name, value]) =>
          typeof value === 'boolean' ? (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={value}
                onChange={({ currentTarget }) => set(name, currentTarget.checked)}
              />
              {words[name]}
            </label>
          ) : (
            <label key={name}>
              {words[name]}
              <input
                type="number"
                value={value === null ? '' : String(value)}
                placeholder="unlimited"
                onChange={({ currentTarget }) => set(name, numberIn(currentTarget.value, name))}
              />
            </label>
          ),
        )}
      </div>
    </section>
  );
}

function set(name: string, value: unknown): void {
  void act('switches', { switches: { [name]: value } });
}

/** Empty: no limit. */
function numberIn(text: string, name: string): number | null {
  if (text === '') return name === 'balanceCents' ? 0 : null;
  return Number(text);
}
