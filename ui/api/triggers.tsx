import { Button } from '../parts/button.tsx';
import { act } from '../state/connection.ts';
import { say } from '../state/notice.ts';
import { useTopic } from '../state/store.ts';

/** What makes the integration call the API, where the configuration names it. */
export function Triggers() {
  const { triggers } = useTopic('api');
  const { state } = useTopic('about');
  if (triggers.length === 0) return null;
  return (
    <section>
      <h2>Triggers</h2>
      <div class="tools">
        {triggers.map((name) => (
          <Button key={name} isIdle={state !== 'ready'} onPress={() => run(name)}>
            Run {name}
          </Button>
        ))}
      </div>
      <p class="soft small">Each makes the integration call the API; what it sends is in the traffic.</p>
    </section>
  );
}

async function run(name: string): Promise<void> {
  const done = await act<{ readonly ending: string }>('trigger', { name });
  if (done) say(`The trigger ${name} ended: ${done.ending}.`);
}
