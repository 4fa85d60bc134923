import { act } from './state/connection.ts';
import { type View, views } from './state/place.ts';
import { useStore, useTopic } from './state/store.ts';

const titles: Readonly<Record<View, string>> = {
  phone: 'Phone',
  traffic: 'Traffic',
  checks: 'Checks',
  flow: 'Flow',
  api: 'API',
  fixtures: 'Fixtures',
};

/** What is looked at, whether it can be used, and the way to each view. */
export function Header({ view }: { readonly view: View }) {
  const { name, isDemo, answerUrl, webhookUrl, canRestart, version } = useTopic('about');
  return (
    <header class="top">
      <h1>
        <span class="brand" title={`minivoice-conformance ${version}`}>
          mvk
        </span>{' '}
        {isDemo ? 'bundled integration' : name}
      </h1>
      <p class="target">
        <code>{answerUrl ?? webhookUrl}</code>
      </p>
      <Condition />
      {canRestart && (
        <button type="button" class="quiet" title="Restart the integration" onClick={() => act('restart')}>
          Restart
        </button>
      )}
      <nav aria-label="Views">
        {views.map((each) => (
          <a key={each} href={`#${each}`} class="tab" data-tab={each} aria-current={each === view ? 'page' : undefined}>
            {titles[each]}
          </a>
        ))}
      </nav>
    </header>
  );
}

const words = { starting: 'starting', ready: 'ready' } as const;

function Condition() {
  const { state, sentence } = useTopic('about');
  const connection = useStore((from) => from.connection);
  if (connection !== 'open') {
    const text = connection === 'refused' ? 'open the URL that mvk ui printed' : 'the kit is gone; waiting for it';
    return (
      <p class="condition failed" role="status">
        {text}
      </p>
    );
  }
  return (
    <p class={`condition ${state}`} role="status" title={sentence}>
      {state === 'failed' || state === 'busy' ? sentence : words[state]}
    </p>
  );
}
