import type { Detail, TrafficRow } from '../../protocol/traffic.ts';
import { act } from '../../state/connection.ts';
import { sent } from './sent.ts';

/** Ways to break an event; a right receiver refuses each. */
export function TamperMenu({ detail: { row, tampers } }: { readonly detail: Detail }) {
  return (
    <ul class="tampers">
      {tampers.map(({ name, about, requirement }) => (
        <li key={name}>
          <button type="button" onClick={() => sent(act<TrafficRow>('tamper', { number: row.number, name }))}>
            {name}
          </button>
          <span>
            {about} <code class="soft small">{requirement}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
