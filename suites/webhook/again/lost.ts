import fc from 'fast-check';
import { counted, type EventName } from '../../../spec/index.ts';

/** How the acknowledgements of one event are lost. */
export interface Loss {
  /** Attempts whose connection is closed before the answer; the next one comes before anything else. */
  readonly closed: number;
  /** Attempts after the first one that gets an answer. */
  readonly again: number;
  /** Events of the call between one attempt and the next. */
  readonly apart: number;
}

/** One delivery, by the place of its event in the call. */
export interface LossyDelivery {
  readonly index: number;
  /** 1 is the first. */
  readonly attempt: number;
  readonly isClosed: boolean;
}

/** The number of failed attempts before the last one of the default schedule (Q47). */
export const maxClosed = 3;

/** For each event of a call: how its acknowledgement is lost, or `undefined`. */
export function losses(events: number): fc.Arbitrary<readonly (Loss | undefined)[]> {
  const loss = fc.record({
    closed: fc.nat({ max: maxClosed }),
    again: fc.integer({ min: 1, max: 3 }),
    apart: fc.nat({ max: events }),
  });
  const each = fc.option(loss, { nil: undefined });
  return fc.array(each, { minLength: events, maxLength: events }).filter((all) => all.some((one) => one !== undefined));
}

/** First attempts in the order of the call, with the further ones where they fall due: behind the event of that place. */
export function deliveriesOf(lost: readonly (Loss | undefined)[]): readonly LossyDelivery[] {
  const all = lost.flatMap((loss, index) => {
    const { closed, again, apart } = loss ?? { closed: 0, again: 0, apart: 0 };
    const inTurn = Array.from({ length: closed + 1 }, (_, place) => index + place / (2 * (closed + 1)));
    const later = Array.from({ length: again }, (_, place) => index + (place + 1) * apart + 0.5);
    return [...inTurn, ...later].map((at, place) => ({ at, index, attempt: place + 1, isClosed: place < closed }));
  });
  return all.sort((one, other) => one.at - other.at);
}

/** Such losses in words. */
export function lossesInWords(names: readonly EventName[], lost: readonly (Loss | undefined)[]): string {
  return lost
    .flatMap((loss, index) => {
      if (!loss) return [];
      const { closed, again, apart } = loss;
      const cut = closed === 0 ? '' : ` cut off ${closed === 1 ? 'once' : `${closed} times`} and`;
      const times = again === 1 ? 'once more' : `${again} times more`;
      const isOver = index + apart >= names.length;
      const later = isOver ? 'after the end of the call' : `${counted(apart, 'event')} later`;
      const when = apart === 0 ? 'at once' : later;
      return [`${names[index]}${cut} delivered ${times}, ${when}`];
    })
    .join('; ');
}
