import { useState } from 'preact/hooks';
import type { Detail, TrafficRow } from '../../protocol/traffic.ts';
import { act } from '../../state/connection.ts';
import { copy } from '../../state/copy.ts';
import { say } from '../../state/notice.ts';
import { compareWith, togglePin, useSelection } from '../selection.ts';
import { Edit } from './edit.tsx';
import { sent } from './sent.ts';
import { TamperMenu } from './tamper.tsx';

/** How the integration verifies the signature of an event. */
async function findOut(number: number): Promise<void> {
  const found = await act<{ readonly sentence: string; readonly isGood: boolean }>('probe', { number });
  if (found) say(found.sentence, found.isGood ? 'good' : 'bad', true);
}

/** What can be done with an exchange. */
export function Tools({ detail }: { readonly detail: Detail }) {
  const { row, curl, canResend, tampers } = detail;
  const { number } = row;
  const { pinned, comparing } = useSelection();
  const [open, setOpen] = useState<'edit' | 'tamper'>();
  const toggle = (which: 'edit' | 'tamper'): void => setOpen(open === which ? undefined : which);
  const isComparing = comparing === number;
  return (
    <>
      <div class="tools" role="group" aria-label="Exchange">
        {canResend && (
          <>
            <button type="button" onClick={() => sent(act<TrafficRow>('resend', { number }))}>
              Resend
            </button>
            <button type="button" aria-expanded={open === 'edit'} onClick={() => toggle('edit')}>
              Edit and resend
            </button>
          </>
        )}
        {tampers.length > 0 && (
          <button type="button" aria-expanded={open === 'tamper'} onClick={() => toggle('tamper')}>
            Tamper
          </button>
        )}
        {tampers.length > 0 && (
          <button
            type="button"
            title="Finds out how the integration verifies signatures: sends this event signed in many ways"
            onClick={() => findOut(number)}
          >
            Probe
          </button>
        )}
        <button type="button" onClick={() => copy(curl, 'The curl command is')}>
          Copy as curl
        </button>
        <button type="button" aria-pressed={pinned.has(number)} onClick={() => togglePin(number)}>
          {pinned.has(number) ? 'Unpin' : 'Pin'}
        </button>
        <button type="button" aria-pressed={isComparing} onClick={() => compareWith(isComparing ? undefined : number)}>
          Compare
        </button>
      </div>
      {open === 'edit' && <Edit key={number} detail={detail} />}
      {open === 'tamper' && <TamperMenu detail={detail} />}
    </>
  );
}
