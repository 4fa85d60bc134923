import { useMemo, useRef } from 'preact/hooks';
import type { TrafficRow } from '../protocol/traffic.ts';
import { columnsOf } from './axis.ts';
import { type Span, setFilter } from './wanted.ts';
import { clockOf } from './words.ts';

const count = 100;
const height = 24;

interface Props {
  /** Oldest first, of all times. */
  readonly rows: readonly TrafficRow[];
  readonly span: Span | undefined;
}

/** When exchanges were, as columns; what is chosen by two sliders, or with the pointer, is listed alone. */
export function TimeLine({ rows, span }: Props) {
  const columns = useMemo(() => columnsOf(rows, count), [rows]);
  const pressed = useRef<number | undefined>(undefined);
  if (rows.length < 2) return null;
  const highest = Math.max(...columns.map((column) => column.count));
  const from = span
    ? Math.max(
        0,
        columns.findIndex(({ last }) => last >= span.from),
      )
    : 0;
  const until = span ? columns.findLastIndex(({ first }) => first <= span.until) : count - 1;
  const to = Math.max(from, until);

  function choose(one: number, other: number): void {
    const [first, last] = [columns[Math.min(one, other)], columns[Math.max(one, other)]];
    if (!first || !last) return;
    const isAll = Math.min(one, other) === 0 && Math.max(one, other) === count - 1;
    setFilter({ span: isAll ? undefined : { from: first.first, until: last.last } });
  }
  function columnAt({ clientX, currentTarget }: { readonly clientX: number; readonly currentTarget: Element }): number {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(count - 1, Math.floor(((clientX - left) / width) * count)));
  }

  return (
    <div class="time-line" role="group" aria-label="When">
      <div class="columns">
        <svg
          viewBox={`0 0 ${count} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          onPointerDown={(event) => {
            pressed.current = columnAt(event);
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => pressed.current !== undefined && choose(pressed.current, columnAt(event))}
          onPointerUp={() => {
            pressed.current = undefined;
          }}
          onPointerCancel={() => {
            pressed.current = undefined;
          }}
        >
          {columns.map(({ count: size, tone }, at) => {
            const tall = size === 0 ? 0 : Math.max(3, Math.sqrt(size / highest) * height);
            const isIn = at >= from && at <= to;
            return (
              <rect
                key={at}
                class={`${tone}${isIn ? '' : ' out'}`}
                x={at + 0.1}
                y={height - tall}
                width={0.8}
                height={tall}
              />
            );
          })}
        </svg>
        <Slider label="From" value={from} at={columns[from]?.at} choose={(value) => choose(Math.min(value, to), to)} />
        <Slider label="Until" value={to} at={columns[to]?.at} choose={(value) => choose(from, Math.max(value, from))} />
      </div>
      <p class="soft small">
        <span>{clockOf(columns[from]?.at ?? 0)}</span>
        {span && (
          <button type="button" class="link" onClick={() => setFilter({ span: undefined })}>
            All times
          </button>
        )}
        <span>{clockOf(columns[to]?.at ?? 0)}</span>
      </p>
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly at: number | undefined;
  choose(value: number): void;
}

function Slider({ label, value, at = 0, choose }: SliderProps) {
  return (
    <input
      type="range"
      min={0}
      max={count - 1}
      value={value}
      aria-label={label}
      aria-valuetext={clockOf(at)}
      onInput={({ currentTarget }) => choose(Number(currentTarget.value))}
    />
  );
}
