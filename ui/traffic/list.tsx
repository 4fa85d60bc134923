import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TrafficRow } from '../protocol/traffic.ts';
import { Row } from './row.tsx';
import { choose, moveTo, useSelection } from './selection.ts';

/** Pixels; the style sheet gives each row this height. */
const rowHeight = 44;
/** Rows beyond those in sight, so that a quick scroll meets no gap. */
const margin = 8;

/** Only the rows in sight are in the document, however many there are. */
export function List({ rows }: { readonly rows: readonly TrafficRow[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height }, setView] = useState({ top: 0, height: 600 });
  const { opened, cursor, pinned, comparing, compared } = useSelection();
  const count = useRef(rows.length);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    const grown = rows.length - count.current;
    count.current = rows.length;
    // What is being read stays where it is while newer rows come in above.
    if (element && element.scrollTop > 0 && grown > 0) element.scrollTop += grown * rowHeight;
  }, [rows]);
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + margin);
  const at = rows.findIndex(({ number }) => number === (cursor ?? opened));

  function move(to: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    const element = box.current;
    if (!row || !element) return;
    const start = rows.indexOf(row) * rowHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    if (start + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = start + rowHeight - element.clientHeight;
    moveTo(row.number);
  }

  function typed(event: KeyboardEvent): void {
    if ((event.key === 'Enter' || event.key === ' ') && cursor !== undefined) {
      event.preventDefault();
      choose(cursor);
      return;
    }
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: Math.max(0, at - 1),
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  }

  return (
    <div
      class="rows-box"
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label="Exchanges, newest first"
      aria-activedescendant={at >= first && at < last ? `row-${rows[at]?.number}` : undefined}
      onKeyDown={typed}
      onScroll={({ currentTarget }) => setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })}
    >
      {rows.length === 0 && <p class="soft empty">Nothing yet. Call, and each request appears here.</p>}
      <div class="rows" style={{ height: `${rows.length * rowHeight}px` }} role="presentation">
        {rows.slice(first, last).map((row, index) => (
          <Row
            key={row.number}
            row={row}
            place={first + index + 1}
            size={rows.length}
            top={(first + index) * rowHeight}
            isOpened={row.number === opened || (compared?.includes(row.number) ?? false)}
            isPinned={pinned.has(row.number)}
            isCompared={row.number === comparing}
            isAt={row.number === cursor && comparing !== undefined}
          />
        ))}
      </div>
    </div>
  );
}
