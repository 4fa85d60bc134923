import type { CallContext } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

/** The reference with one more sentence behind its menu, where a caller made no choice. */
function says(
  name: string,
  expectation: 'filled' | 'plain' | 'present',
  does: string,
  text: string | ((context: CallContext) => string),
): Mutant {
  return {
    name,
    breaks: [`answer.speech.${expectation}`],
    does,
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        const { actions } = reference.menu(digits, context, environment) as { actions: readonly unknown[] };
        const more = typeof text === 'string' ? text : text(context);
        return { actions: digits === '1' || digits === '2' ? actions : [{ say: { text: more } }, ...actions] };
      },
    }),
  };
}

export const answerSpeech: readonly Mutant[] = [
  says(
    'speech-undefined',
    'filled',
    'speaks to "undefined" where the number of the caller is missing.',
    ({ from }) => `You call from ${from}.`,
  ),
  says('speech-null', 'filled', 'says null for a name that it does not know.', 'Hello null, good to hear you.'),
  says('speech-not-a-number', 'filled', 'counts with what is no number.', 'There are NaN callers before you.'),
  says('speech-object', 'filled', 'speaks an object.', 'Your agent is [object Object].'),
  says('speech-braces', 'filled', 'does not fill its template.', 'Hello {{name}}.'),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: template syntax is the point
  says('speech-dollar', 'filled', 'does not fill its template literal.', 'Hello ${name}.'),
  says('speech-percent', 'filled', 'does not fill its format.', 'You wait for %s minutes.'),
  says('speech-none', 'filled', 'says None for a day that it does not know.', 'Your table on None is booked.'),
  {
    ...says(
      'speech-german-null',
      'filled',
      'says null for a name, in German.',
      'Guten Tag Frau null, bitte warten Sie.',
    ),
    // The rest of the call is in English.
    breaks: ['answer.speech.filled', 'flow.language.kept'],
  },
  says('speech-brackets', 'filled', 'leaves the brackets of its draft.', 'Dear [NAME], we are closed.'),
  says('speech-named-place', 'filled', 'does not fill the place of a translation.', 'Your table for :name is ready.'),
  says('speech-text-key', 'filled', 'speaks the key of a text that is not translated.', 'menu.invalid_choice'),
  says('speech-entity', 'plain', 'escapes its text as for HTML.', 'Smith &amp; Sons is closed.'),
  says('speech-markup', 'plain', 'speaks markup.', 'We are <b>closed</b> now.'),
  says('speech-markdown', 'plain', 'speaks the Markdown of a language model.', 'We are **closed** now.'),
  says('speech-escape', 'plain', 'escapes its text twice.', 'We are closed.\\nGoodbye.'),
  says(
    'speech-program',
    'plain',
    'speaks a function instead of calling it.',
    'You are caller (queue) => queue.length.',
  ),
  says('speech-mojibake', 'plain', 'reads its texts as Latin-1.', 'Das Büro hat geschlossen.'.replace('ü', 'Ã¼')),
  says('speech-replacement', 'plain', 'reads its texts in a wrong encoding.', 'Das B\ufffdro hat geschlossen.'),
  says('speech-control', 'plain', 'leaves a control character in its text.', 'We are\u0007 closed.'),
  says('speech-picture', 'present', 'says a picture only.', '\u{1F600}'),
  says('speech-dots', 'present', 'says punctuation only.', '...'),
  {
    name: 'speech-nobody-to-call-back',
    breaks: ['answer.speech.filled', 'flow.gather.hidden-keys'],
    does: 'promises to call back, behind the second menu, a caller without a number.',
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        const { actions } = reference.menu(digits, context, environment) as { actions: readonly unknown[] };
        const gather = { prompt: 'Press 8 if we should call you back.', num_digits: 1, timeout_seconds: 5 };
        const redirect = { url: `${environment.origin}/menu?call_id=${encodeURIComponent(context.callId ?? '')}` };
        if (digits === '2') return { actions: [{ gather }, { redirect }] };
        const number = context.from === '' || context.from === undefined ? 'None' : 'your number';
        return { actions: digits === '8' ? [{ say: { text: `We will call ${number}. Goodbye.` } }] : actions };
      },
    }),
  },
  {
    name: 'answer-nothing-to-nobody',
    breaks: ['answer.input.any-caller'],
    does: 'says an empty text, behind the menu, to a caller without a number.',
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        const { actions } = reference.menu(digits, context, environment) as { actions: readonly unknown[] };
        const isNobody = context.from === '' || context.from === undefined;
        return { actions: digits === '2' && isNobody ? [{ say: { text: '' } }, ...actions] : actions };
      },
    }),
  },
  {
    name: 'speech-blank-prompt',
    breaks: ['answer.speech.present', 'flow.gather.fits', 'flow.gather.hidden-keys'],
    does: 'asks again with an empty prompt.',
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        const { actions } = reference.menu(digits, context, environment) as { actions: readonly unknown[] };
        return { actions: digits === '9' ? [{ gather: { prompt: '' } }, ...actions] : actions };
      },
    }),
  },
];
