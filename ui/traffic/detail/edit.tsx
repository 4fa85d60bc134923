import { useState } from 'preact/hooks';
import type { Detail, Signing, TrafficRow } from '../../protocol/traffic.ts';
import { act } from '../../state/connection.ts';
import { readable } from '../words.ts';
import { sent } from './sent.ts';

/** Another body, and how it is signed. */
export function Edit({ detail }: { readonly detail: Detail }) {
  const { row, exchange, isHidden, signature } = detail;
  const { body = '' } = exchange.request;
  const [text, write] = useState(body);
  const [signing, sign] = useState<Signing>('anew');
  const hasBody = body !== '';
  const send = (event: Event): void => {
    event.preventDefault();
    // What was not touched is sent as it was, byte for byte.
    const edited = hasBody && text !== body ? { body: text } : {};
    void sent(act<TrafficRow>('edit', { number: row.number, signing, ...edited }));
  };
  return (
    <form class="edit" onSubmit={send}>
      {hasBody ? (
        <label>
          Body
          <textarea
            rows={Math.min(16, Math.max(5, text.split('\n').length))}
            value={text}
            spellcheck={false}
            onInput={({ currentTarget }) => write(currentTarget.value)}
          />
        </label>
      ) : (
        <p class="soft">This request has no body.</p>
      )}
      {isHidden && (
        <p class="soft small">
          Hidden parts are sent as they are shown here once something is edited; <code>--show-secrets</code> shows them.
        </p>
      )}
      <div class="tools">
        {signature && (
          <label>
            <span class="hidden">Signature</span>
            <select value={signing} onChange={({ currentTarget }) => sign(currentTarget.value as Signing)}>
              <option value="anew">sign anew</option>
              <option value="as-it-was">signature as it was</option>
              <option value="none">no signature</option>
            </select>
          </label>
        )}
        <button type="submit" class="primary">
          Send
        </button>
        {hasBody && readable(body) !== text && (
          <button type="button" onClick={() => write(readable(text))}>
            In lines
          </button>
        )}
      </div>
    </form>
  );
}
