import type { Detail } from '../protocol/traffic.ts';
import { useDetail } from './detail/detail.tsx';
import { differing, type Piece } from './lines.ts';
import { close } from './selection.ts';
import { readable } from './words.ts';

/** Two exchanges, line by line: what only one of them has is marked. */
export function Compare({ pair }: { readonly pair: readonly [number, number] }) {
  const [one, other] = [useDetail(pair[0]), useDetail(pair[1])];
  return (
    <section class="detail" tabIndex={-1} aria-label={`Exchanges ${pair[0]} and ${pair[1]} compared`}>
      <header>
        <h2>
          #{pair[0]} and #{pair[1]}
        </h2>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </header>
      {one && other && (
        <>
          <Differences title="Request" pieces={differing(linesOf(one, 'request'), linesOf(other, 'request'))} />
          <Differences title="Response" pieces={differing(linesOf(one, 'response'), linesOf(other, 'response'))} />
        </>
      )}
    </section>
  );
}

const signs = { same: ' ', removed: '−', added: '+' } as const;
const words = { same: '', removed: 'only in the first', added: 'only in the second' } as const;

function Differences({ title, pieces }: { readonly title: string; readonly pieces: readonly Piece[] }) {
  const count = pieces.filter(({ kind }) => kind !== 'same').length;
  return (
    <section class="message">
      <h3>
        {title} <span class="soft">{count === 0 ? 'nothing differs' : `${count} lines differ`}</span>
      </h3>
      <pre tabIndex={0} class="compared">
        {pieces.map(({ kind, text }, index) => (
          <span key={index} class={kind}>
            <span aria-hidden="true">{signs[kind]} </span>
            {kind !== 'same' && <span class="hidden">{words[kind]}: </span>}
            {text}
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  );
}

function linesOf({ exchange }: Detail, side: 'request' | 'response'): readonly string[] {
  const { request, response, failure } = exchange;
  if (side === 'response' && !response) return [failure?.message ?? 'no response'];
  const message = side === 'request' ? request : response;
  const first = side === 'request' ? `${request.method} ${request.url}` : `${response?.status}`;
  const headers = Object.entries(message?.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  const body = readable(message?.body ?? message?.bodyBase64 ?? '');
  return [first, ...headers.sort(), '', ...body.split('\n')];
}
