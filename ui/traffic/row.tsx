import type { TrafficRow } from '../protocol/traffic.ts';
import { choose } from './selection.ts';
import { arrowOf, clockOf, isRequirement, signOf, took } from './words.ts';

interface Props {
  readonly row: TrafficRow;
  readonly place: number;
  readonly size: number;
  readonly top: number;
  readonly isOpened: boolean;
  readonly isPinned: boolean;
  readonly isCompared: boolean;
  /** The keys of the arrows are here. */
  readonly isAt: boolean;
}

export function Row({ row, place, size, top, isOpened, isPinned, isCompared, isAt }: Props) {
  const {
    number,
    at,
    kind,
    title,
    method,
    path,
    status,
    failure,
    durationMs,
    attempt,
    resentFrom,
    change,
    by,
    findings,
  } = row;
  const { sign, tone, words } = signOf(row);
  return (
    <div
      id={`row-${number}`}
      class={`row ${kind}${isCompared ? ' compared' : ''}${isAt ? ' at' : ''}`}
      role="option"
      aria-selected={isOpened}
      aria-posinset={place}
      aria-setsize={size}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => choose(number)}
    >
      <span class={`sign ${tone}`} role="img" aria-label={words}>
        {sign}
      </span>
      <span class="main">
        <span class="title">
          {isPinned && <span title="pinned">📌 </span>}
          {title}
          {attempt !== undefined && attempt > 1 && <span class="tag">attempt {attempt}</span>}
          {resentFrom !== undefined && <span class="tag">again #{resentFrom}</span>}
          {by !== undefined && <span class="tag">{isRequirement(by) ? 'check' : by}</span>}
          {change !== undefined && <span class="tag warned">{change}</span>}
          {findings > 0 && (
            <span class="tag failed">
              {findings} {findings === 1 ? 'finding' : 'findings'}
            </span>
          )}
        </span>
        <span class="path soft">
          {by !== undefined && isRequirement(by) && <b>{by} </b>}
          {arrowOf(row)} {method} {path}
        </span>
      </span>
      <span class="outcome">
        <b class={tone}>{status ?? failure ?? 'no response'}</b>
        <span class="soft">{took(durationMs)}</span>
        <time class="soft">{clockOf(at)}</time>
      </span>
    </div>
  );
}
