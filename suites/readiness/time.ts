import { typicalAnswers } from '../answer/time/time.ts';
import type { Requirement } from '../requirement.ts';
import { assertTrusted } from './targets.ts';

export const inTime: Requirement = {
  id: 'readiness.time.answer',
  clause: 'readiness-time-answer',
  title: 'answers within the budget from here (95 of 100)',
  needs: ['remote', 'answer'],
  hint: 'Move slow work behind the webhook, and host the application close to MiniVoice; the budget is budgets.answerMs.',
  async check(bench, note) {
    await assertTrusted(bench);
    const { count, slowestMs } = await typicalAnswers(bench, 'readiness.paths.three');
    note.seen = `${count} answers, the slowest after ${Math.round(slowestMs)} ms`;
  },
};
