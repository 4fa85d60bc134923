import { useState } from 'preact/hooks';
import { copy } from '../../state/copy.ts';
import { readable } from '../words.ts';

interface Props {
  readonly of: 'Request' | 'Response';
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly bodyBase64?: string;
  readonly truncated?: boolean;
}

/** One side of an exchange; everything in it is text, whatever it holds. */
export function Message({ of, title, headers, body = '', bodyBase64, truncated }: Props) {
  const [isRaw, setRaw] = useState(false);
  const pretty = readable(body);
  const names = Object.entries(headers);
  return (
    <section class="message" aria-label={of}>
      <h3>
        {of} <code>{title}</code>
      </h3>
      <details>
        <summary>
          {names.length} {names.length === 1 ? 'header' : 'headers'}
        </summary>
        <dl class="headers">
          {names.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {bodyBase64 !== undefined ? (
        <p class="soft">The body is no text; in Base64: {bodyBase64.slice(0, 400)}</p>
      ) : body === '' ? (
        <p class="soft">no body</p>
      ) : (
        <>
          <pre tabIndex={0}>{isRaw ? body : pretty}</pre>
          <div class="tools">
            {pretty !== body && (
              <button type="button" class="quiet small" onClick={() => setRaw(!isRaw)}>
                {isRaw ? 'Show in lines' : 'Show as it was sent'}
              </button>
            )}
            <button
              type="button"
              class="quiet small"
              aria-label={`Copy the body of the ${of.toLowerCase()}`}
              onClick={() => copy(body, 'The body is')}
            >
              Copy
            </button>
          </div>
        </>
      )}
      {truncated && <p class="soft">The body was longer than what is kept.</p>}
    </section>
  );
}
