import { apiClient } from '../api-client.ts';
import type { Mutant } from '../mutant.ts';

const patient = { ...apiClient, timeoutMs: 2_000 };
const booked = { actions: [{ say: { text: 'We will call you back. Goodbye.' } }] };

export const answerRepeat: readonly Mutant[] = [
  {
    name: 'answer-varies',
    breaks: ['answer.repeat.deterministic'],
    does: 'greets in one of two ways by turns.',
    change(reference) {
      let turn = 0;
      const prompt = () =>
        ++turn % 2 === 0 ? 'Press 1 for sales or 2 for support.' : 'For sales press 1, for support press 2.';
      return {
        ...reference,
        async answer(...all) {
          const { actions } = (await reference.answer(...all)) as { actions: readonly unknown[] };
          return {
            actions: [{ gather: { prompt: prompt(), num_digits: 1, timeout_seconds: 5 } }, ...actions.slice(1)],
          };
        },
      };
    },
  },
  {
    name: 'answer-rotates-agents',
    breaks: ['answer.repeat.deterministic'],
    does: 'connects to three numbers in turn, behind its menu, whoever calls.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        menu(digits, context, environment) {
          if (digits !== '1') return reference.menu(digits, context, environment);
          const destination = ['+12025550111', '+12025550112', '+12025550113'][turn++ % 3];
          return { actions: [{ say: { text: 'Connecting you to sales.' } }, { transfer: { destination } }] };
        },
      };
    },
  },
  {
    name: 'answer-places-again',
    breaks: ['answer.repeat.safe'],
    does: 'places a call for each redirect request of its menu.',
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        if (digits !== '2') return reference.menu(digits, context, environment);
        void patient.run(patient.dial('+12025550150'), environment);
        return booked;
      },
    }),
  },
  {
    name: 'answer-waits-for-api',
    breaks: ['answer.time.fast'],
    does: 'answers a redirect request of its menu after the API has answered.',
    change(reference) {
      const known = new Set<string | undefined>();
      return {
        ...reference,
        async menu(digits, context, environment) {
          if (digits !== '2') return reference.menu(digits, context, environment);
          const isNew = !known.has(context.callId);
          known.add(context.callId);
          if (isNew) await patient.run(patient.dial('+12025550150'), environment);
          return booked;
        },
      };
    },
  },
  {
    name: 'answer-counts',
    breaks: ['answer.repeat.safe'],
    does: 'stores each request for instructions, also of a call it knows.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        async beforeAnswer({ callId }, { store }) {
          const asked = { event: 'asked', created_at: '', status: undefined, data: {} };
          if (callId !== undefined) await store.add(callId, `asked ${++turn}`, asked);
        },
      };
    },
  },
  {
    name: 'answer-counts-outbound',
    breaks: ['answer.repeat.safe'],
    does: 'stores each request for instructions of outbound calls, also of a call it knows.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        async beforeAnswer({ callId, direction }, { store }) {
          const asked = { event: 'asked', created_at: '', status: undefined, data: {} };
          if (callId !== undefined && direction === 'outbound') await store.add(callId, `asked ${++turn}`, asked);
        },
      };
    },
  },
];
