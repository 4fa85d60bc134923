import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isLost, keepFocus } from '../state/focus.ts';
import { useStore } from '../state/store.ts';
import { Compare } from './compare.tsx';
import { Detail } from './detail/detail.tsx';
import { FilterBar } from './filter.tsx';
import { List } from './list.tsx';
import { close, compareWith, useSelection } from './selection.ts';
import { TimeLine } from './time-line.tsx';
import { isWanted, isWithin, useFilter } from './wanted.ts';

/** Every exchange with the integration as it happens, and one of them opened. */
export function Traffic() {
  const rows = useStore((state) => state.rows);
  const filter = useFilter();
  const { pinned, opened, compared, comparing } = useSelection();
  const box = useFocus(opened, comparing);
  const wanted = useMemo(() => rows.filter((row) => isWanted(row, filter)), [rows, filter]);
  // Newest first, and what is pinned before that.
  const shown = useMemo(() => {
    const chosen = wanted.filter((row) => isWithin(row, filter)).reverse();
    const held = rows.filter(({ number }) => pinned.has(number)).reverse();
    return [...held, ...chosen.filter(({ number }) => !pinned.has(number))];
  }, [rows, wanted, filter, pinned]);
  const isSplit = opened !== undefined || compared !== undefined;
  return (
    <section
      class={['traffic', isSplit && 'split', comparing !== undefined && 'comparing'].filter(Boolean).join(' ')}
      aria-label="Traffic"
      ref={box}
      onKeyDown={({ key }) => {
        if (key === 'Escape') comparing === undefined ? close() : compareWith(undefined);
      }}
    >
      <div class="list-side">
        <FilterBar filter={filter} shown={shown.length} all={rows.length} />
        <TimeLine rows={wanted} span={filter.span} />
        <div role="status">{comparing !== undefined && <Comparing number={comparing} />}</div>
        <List rows={shown} />
      </div>
      {compared ? <Compare pair={compared} /> : opened !== undefined && <Detail number={opened} />}
    </section>
  );
}

function Comparing({ number }: { readonly number: number }) {
  return (
    <div class="turn">
      <p>Choose another exchange in the list to compare it with #{number}.</p>
      <button type="button" onClick={() => compareWith(undefined)}>
        Cancel
      </button>
    </div>
  );
}

/** The focus goes on where it is needed: in the list to choose from, and in the exchange where there is no room for both. */
function useFocus(opened: number | undefined, comparing: number | undefined) {
  const box = useRef<HTMLElement>(null);
  const before = useRef({ opened, comparing });
  useEffect(() => {
    const { opened: was, comparing: waited } = before.current;
    before.current = { opened, comparing };
    const list = box.current?.querySelector<HTMLElement>('.rows-box');
    const detail = box.current?.querySelector<HTMLElement>('.detail');
    if (comparing !== undefined && waited === undefined) list?.focus();
    else if (was !== undefined && opened === undefined) keepFocus(list);
    else if (opened !== was && list?.offsetParent === null && (isLost() || list === document.activeElement))
      detail?.focus();
  }, [opened, comparing]);
  return box;
}
