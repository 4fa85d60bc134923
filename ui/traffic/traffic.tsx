import { useMemo } from 'preact/hooks';
import { useStore } from '../state/store.ts';
import { Compare } from './compare.tsx';
import { Detail } from './detail.tsx';
import { FilterBar } from './filter.tsx';
import { List } from './list.tsx';
import { useSelection } from './selection.ts';
import { isWanted, useFilter } from './wanted.ts';

/** Every exchange with the integration as it happens, and one of them opened. */
export function Traffic() {
  const rows = useStore((state) => state.rows);
  const filter = useFilter();
  const { pinned, opened, compared } = useSelection();
  // Newest first, and what is pinned before that.
  const shown = useMemo(() => {
    const chosen = rows.filter((row) => isWanted(row, filter)).reverse();
    const held = rows.filter(({ number }) => pinned.has(number)).reverse();
    return [...held, ...chosen.filter(({ number }) => !pinned.has(number))];
  }, [rows, filter, pinned]);
  return (
    <section class={opened === undefined ? 'traffic' : 'traffic split'} aria-label="Traffic">
      <div class="list-side">
        <FilterBar filter={filter} shown={shown.length} all={rows.length} />
        <List rows={shown} />
      </div>
      {compared ? <Compare pair={compared} /> : opened !== undefined && <Detail number={opened} />}
    </section>
  );
}
