import { Refusal, type Request } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { fails, minds } from './input.ts';

function query({ url }: Request, name: string): string {
  return url.searchParams.get(name) ?? '';
}

const inert = ['answer.input.inert'];

/** Faults that hang on one member of the answer request, at answer_url or behind a redirect. */
export const answerMembers: readonly Mutant[] = [
  minds(
    'answer-application-prototype',
    inert,
    'looks an application up in an object that has a prototype.',
    (_, request) => fails(query(request, 'application_id') === '__proto__'),
  ),
  minds('answer-customer-control', inert, 'fails for a customer id with a NUL in it.', (_, request) =>
    fails(query(request, 'customer_id').includes('\0')),
  ),
  minds('answer-long-customer', inert, 'fails for a customer id of more than 2,000 characters.', (_, request) =>
    fails(query(request, 'customer_id').length > 2_000),
  ),
  minds('answer-direction-null', inert, 'fails for a direction that is called null.', (_, request) =>
    fails(query(request, 'direction') === 'null'),
  ),
  minds('answer-status-quote', inert, 'fails for a status with a quotation mark in it.', ({ status = '' }) =>
    fails(status.includes('"')),
  ),
  minds(
    'answer-call-id-constructor',
    inert,
    'fails for a call id that is the name of a member of every object.',
    ({ callId }) => fails(callId === 'constructor'),
  ),
  minds(
    'answer-outbound-needs-status',
    ['answer.input.missing-optional'],
    'fails for an outbound call without a status.',
    ({ direction }, request) => fails(direction === 'outbound' && query(request, 'status') === ''),
  ),
  minds(
    'answer-menu-markup',
    ['answer.input.any-caller', ...inert],
    'puts the caller into markup by joining strings, behind its redirect only.',
    ({ from = '' }, { url }) => fails(url.pathname === '/menu' && /["<]/.test(from)),
  ),
  minds(
    'answer-needs-caller',
    ['answer.input.any-caller', 'answer.input.missing-optional'],
    'fails for a caller who withholds the number.',
    ({ from }) => fails(from === ''),
  ),
  minds('answer-refuses-sip', ['answer.input.any-caller'], 'refuses callers with a SIP address.', ({ from = '' }) => {
    if (from.startsWith('sip:')) throw new Refusal('malformed');
  }),
  minds('answer-dialing', ['answer.input.any-caller'], 'fails for a call that is still dialing.', ({ status }) =>
    fails(status === 'dialing'),
  ),
  minds(
    'answer-menu-anonymous',
    ['answer.input.any-caller'],
    'fails for an anonymous caller behind its redirect.',
    ({ from }, { url }) => fails(url.pathname === '/menu' && from === 'anonymous'),
  ),
  minds(
    'answer-menu-needs-number',
    ['answer.input.missing-optional'],
    'fails without the called number behind its redirect.',
    ({ to }, { url }) => fails(url.pathname === '/menu' && to === undefined),
  ),
  minds(
    'answer-needs-variables',
    ['answer.input.missing-optional'],
    'fails without the member variables.',
    (_, { body }) => fails(body.length > 0 && !body.includes('"variables"')),
    { setup: 'post' },
  ),
  minds(
    'answer-prototype-variable',
    ['answer.input.variables'],
    'fails for a variable that is called __proto__.',
    (_, { body }) => fails(body.includes('"__proto__":"value"')),
    { setup: 'post' },
  ),
  minds(
    'answer-strict-call',
    ['answer.input.unknown-fields'],
    'refuses a call with fields that it does not know.',
    (_, { body }) => {
      const { call = {} } = body.length > 0 ? (JSON.parse(body.toString()) as { call?: object }) : {};
      if (Object.keys(call).some((name) => name.startsWith('x_'))) throw new Refusal('malformed');
    },
    { setup: 'post' },
  ),
];
