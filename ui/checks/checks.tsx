import { useState } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { act, addressOf } from '../state/connection.ts';
import { useTopic } from '../state/store.ts';
import { Requirement } from './requirement.tsx';

/** The requirements, and what the last run of each found. */
export function Checks() {
  const { requirements, outcomes, isRunning, isWatching, hasReport } = useTopic('checks');
  const [text, filter] = useState('');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const isOpen = (id: string): boolean => ['failed', 'warned', 'could-not-run'].includes(outcomes[id]?.outcome ?? '');
  const shown = requirements.filter(
    ({ id, title }) => (!onlyOpen || isOpen(id)) && `${id} ${title}`.toLowerCase().includes(text.toLowerCase()),
  );
  const failed = requirements.filter(({ id }) => isOpen(id)).length;
  return (
    <section class="view checks" aria-label="Checks">
      <h2 class="hidden">Requirements</h2>
      <div class="tools">
        {isRunning ? (
          <button type="button" onClick={() => act('check-stop')}>
            Stop
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => act('check-all')}>
            Run all
          </button>
        )}
        <Button isIdle={isRunning || failed === 0} onPress={() => act('check-failed')}>
          Run what failed{failed > 0 && ` (${failed})`}
        </Button>
        <label class="check">
          <input
            type="checkbox"
            checked={isWatching}
            onChange={({ currentTarget }) => act('check-watch', { isOn: currentTarget.checked })}
          />
          Run again when a file changes
        </label>
        {hasReport && (
          <a href={addressOf('/report')} target="_blank" rel="noreferrer">
            Open the report
          </a>
        )}
      </div>
      <Progress />
      <form class="filters" role="search" aria-label="Requirements" onSubmit={(event) => event.preventDefault()}>
        <input
          type="search"
          value={text}
          placeholder="Filter: id or words"
          aria-label="Filter"
          onInput={({ currentTarget }) => filter(currentTarget.value)}
        />
        <label class="chip">
          <input
            type="checkbox"
            checked={onlyOpen}
            onChange={({ currentTarget }) => setOnlyOpen(currentTarget.checked)}
          />
          <span>Only what failed</span>
        </label>
        <p class="soft count">
          {shown.length === requirements.length ? shown.length : `${shown.length} of ${requirements.length}`}
        </p>
      </form>
      <ul class="requirements">
        {shown.map((requirement) => (
          <Requirement key={requirement.id} {...requirement} />
        ))}
      </ul>
    </section>
  );
}

function Progress() {
  const { isRunning, doing, done, selected, requests, sentence } = useTopic('checks');
  if (!isRunning) return <p role="status">{sentence || <span class="soft">Nothing was run yet.</span>}</p>;
  return (
    <div role="status">
      <progress max={selected} value={done} aria-label="Progress" />
      <p>
        {done} of {selected} <span class="soft">{requests} requests</span> {doing !== undefined && <code>{doing}</code>}
      </p>
    </div>
  );
}
