import { act } from '../state/connection.ts';
import { close } from './selection.ts';
import { type Filter, setFilter } from './wanted.ts';

const kinds = [
  ['all', 'All'],
  ['answer', 'Answers'],
  ['event', 'Events'],
  ['api', 'API'],
] as const;

/** A list that starts anew has no exchange that is open, and all times. */
function clear(): void {
  close();
  setFilter({ span: undefined });
  void act('clear');
}

interface Props {
  readonly filter: Filter;
  readonly shown: number;
  readonly all: number;
}

export function FilterBar({ filter, shown, all }: Props) {
  return (
    <form class="filters" role="search" aria-label="Traffic" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        value={filter.text}
        placeholder="Filter: event, path, status, call, check"
        aria-label="Filter"
        onInput={({ currentTarget }) => setFilter({ text: currentTarget.value })}
      />
      <p class="soft count">{shown === all ? `${all}` : `${shown} of ${all}`}</p>
      <button type="button" class="quiet small" title="Forgets all exchanges" onClick={clear}>
        Clear
      </button>
      <fieldset>
        <legend class="hidden">Kind</legend>
        {kinds.map(([kind, text]) => (
          <label key={kind} class="chip">
            <input type="radio" name="kind" checked={filter.kind === kind} onChange={() => setFilter({ kind })} />
            <span>{text}</span>
          </label>
        ))}
        <label class="chip">
          <input
            type="checkbox"
            checked={filter.onlyWrong}
            onChange={({ currentTarget }) => setFilter({ onlyWrong: currentTarget.checked })}
          />
          <span>With findings</span>
        </label>
        <label class="chip" title="Without what checks, replays and explorations send">
          <input
            type="checkbox"
            checked={filter.onlyOwn}
            onChange={({ currentTarget }) => setFilter({ onlyOwn: currentTarget.checked })}
          />
          <span>Without checks</span>
        </label>
      </fieldset>
    </form>
  );
}
