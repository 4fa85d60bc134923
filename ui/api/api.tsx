import { act } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';
import { Faults } from './faults.tsx';
import { Records } from './records.tsx';
import { Switches } from './switches.tsx';
import { Triggers } from './triggers.tsx';

/** The API of the kit as the integration finds it. */
export function Api() {
  const { baseUrl, state } = useTopic('api');
  const switches = (state.switches ?? {}) as Readonly<Record<string, unknown>>;
  const balance = Number(switches.balanceCents ?? 0) / 100;
  return (
    <section class="view" aria-label="API">
      <div class="tools">
        <p>
          The integration finds it at <code>{baseUrl || 'no address yet'}</code>{' '}
          <span class="soft">(MINIVOICE_API_BASE_URL)</span>
        </p>
        <p>
          Balance <b>{balance.toFixed(2)}</b>
        </p>
        <button type="button" onClick={() => act('api-reset')}>
          Forget everything
        </button>
      </div>
      <Triggers />
      <Records
        title="Calls"
        all={listIn(state.calls)}
        of={['id', 'status', 'direction', 'from', 'to', 'duration_seconds']}
      />
      <Records title="Applications" all={listIn(state.applications)} of={['id', 'name', 'answer_url', 'webhook_url']} />
      <Records
        title="Numbers"
        all={listIn(state.dids)}
        of={['id', 'status', 'provider', 'application_id', 'route_mode']}
      />
      <Records title="Recordings" all={listIn(state.recordings)} of={['id', 'call_id', 'status']} />
      <Switches values={switches} />
      <Faults />
    </section>
  );
}

function listIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
