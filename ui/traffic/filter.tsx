import type { TrafficRow } from '../protocol/traffic.ts';

interface Filter {
  readonly text: string;
  readonly kind: TrafficRow['kind'] | 'all';
  readonly onlyWrong: boolean;
}

export const emptyFilter: Filter = { text: '', kind: 'all', onlyWrong: false };

export function wanted(row: TrafficRow, { text, kind, onlyWrong }: Filter): boolean {
  if (kind !== 'all' && row.kind !== kind) return false;
  if (onlyWrong && row.findings === 0) return false;
  if (text === '') return true;
  const { number, title, method, path, status, callId, change } = row;
  const all = `#${number} ${title} ${method} ${path} ${status ?? ''} ${callId ?? ''} ${change ?? ''}`;
  return all.toLowerCase().includes(text.toLowerCase());
}

const kinds = [
  ['all', 'All'],
  ['answer', 'Answers'],
  ['event', 'Events'],
  ['api', 'API'],
] as const;

interface Props {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly shown: number;
  readonly all: number;
}

export function FilterBar({ filter, onChange, shown, all }: Props) {
  return (
    <form class="filters" role="search" aria-label="Traffic" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        value={filter.text}
        placeholder="Filter: event, path, status, call"
        aria-label="Filter"
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
      <p class="soft count">{shown === all ? `${all}` : `${shown} of ${all}`}</p>
      <fieldset>
        <legend class="hidden">Kind</legend>
        {kinds.map(([kind, text]) => (
          <label key={kind} class="chip">
            <input
              type="radio"
              name="kind"
              checked={filter.kind === kind}
              onChange={() => onChange({ ...filter, kind })}
            />
            <span>{text}</span>
          </label>
        ))}
        <label class="chip">
          <input
            type="checkbox"
            checked={filter.onlyWrong}
            onChange={({ currentTarget }) => onChange({ ...filter, onlyWrong: currentTarget.checked })}
          />
          <span>With findings</span>
        </label>
      </fieldset>
    </form>
  );
}
