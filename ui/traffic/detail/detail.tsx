import { useEffect, useState } from 'preact/hooks';
import type { Detail as Opened } from '../../protocol/traffic.ts';
import { act } from '../../state/connection.ts';
import { close } from '../selection.ts';
import { arrowOf, isRequirement, timeOf, took } from '../words.ts';
import { Findings } from './findings.tsx';
import { Message } from './message.tsx';
import { Tools } from './tools.tsx';

/** One exchange: what was wrong with it, and both its sides. */
export function Detail({ number }: { readonly number: number }) {
  const detail = useDetail(number);
  return (
    <section class="detail" tabIndex={-1} aria-label={`Exchange ${number}`}>
      <header>
        <h2>
          <span class="soft">#{number}</span> {detail?.row.title}
        </h2>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </header>
      {detail && <Content detail={detail} />}
    </section>
  );
}

/** An exchange, fetched when it is asked for: the page keeps rows alone. */
export function useDetail(number: number): Opened | undefined {
  const [detail, show] = useState<Opened>();
  useEffect(() => {
    let isWanted = true;
    void act<Opened>('exchange', { number }).then((found) => {
      if (isWanted && found) show(found);
    });
    return () => {
      isWanted = false;
    };
  }, [number]);
  return detail?.row.number === number ? detail : undefined;
}

function Content({ detail }: { readonly detail: Opened }) {
  const { row, exchange } = detail;
  const { request, response, failure } = exchange;
  return (
    <>
      <p class="facts soft">
        {arrowOf(row)} {row.kind === 'api' ? 'the integration asked the API' : 'sent to the integration'} at{' '}
        {timeOf(row.at)}, {took(row.durationMs)}
        {row.by !== undefined && (
          <>
            , by {isRequirement(row.by) ? 'the check of' : 'a run:'} <code>{row.by}</code>
          </>
        )}
        {row.resentFrom !== undefined && (
          <>
            , again #{row.resentFrom}
            {row.change !== undefined && `: ${row.change}`}
          </>
        )}
        {row.callId !== undefined && (
          <>
            , call <code>{row.callId}</code>
          </>
        )}
      </p>
      <Tools detail={detail} />
      <Findings {...detail} />
      <Message title={`${request.method} ${request.url}`} of="Request" {...request} />
      {response && <Message title={`${response.status}`} of="Response" {...response} />}
      {failure && (
        <p class="bad">
          <strong>No complete response:</strong> {failure.message}
        </p>
      )}
    </>
  );
}
