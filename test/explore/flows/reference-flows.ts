import { randomBytes, randomUUID } from 'node:crypto';
import { type Flow, gather, keep, say, transfer } from './reference-flow.ts';
import type { Reply } from './serve-flow.ts';

const bye = [say('Goodbye.')];

/** Flows as people write them: nothing is wrong with any of them. */
/** A patient number, and a PIN that is compared with the one of that patient as `isRight` does; a date is asked for behind it. */
export function numberAndPin(
  pin: string,
  isRight: (entered: string) => boolean = (entered) => entered === pin,
): ReturnType<Flow> {
  const tries = keep(() => ({ count: 0 }));
  const askNumber = 'Please enter your patient number, six digits.';
  return ({ path, callId, query: { number = '' }, digits, go }) => {
    const ask = (before = '') => [gather(before + askNumber, { num_digits: 6, timeout_seconds: 10 }), go('/number')];
    if (path === '/answer') return ask();
    if (path === '/number')
      return [
        gather('Please enter your PIN, four digits.', { num_digits: 4, timeout_seconds: 10 }),
        go('/pin', { number: digits === '200417' ? 'a' : 'b' }),
      ];
    if (path === '/date') return [say('Your appointment is noted. Goodbye.')];
    if (number === 'a' && isRight(digits))
      return [gather('Enter the day and the month, four digits.', { num_digits: 4 }), go('/date')];
    if (++tries(callId).count >= 3) return [say('We could not identify you. Goodbye.')];
    return ask('The patient number or the PIN is wrong. ');
  };
}

export const rightFlows: Readonly<Record<string, Flow>> = {
  'a PIN with three attempts, counted in a store'() {
    const tries = keep(() => ({ count: 0 }));
    return ({ path, callId, digits, go }) => {
      const ask = (prompt: string) => [gather(prompt, { num_digits: 4, timeout_seconds: 10 }), go('/pin')];
      if (path === '/answer') return ask('Please enter your four digit PIN.');
      if (digits === '4711') return [say('Your balance is ten dollars. Goodbye.')];
      if (++tries(callId).count >= 3) return [say('Your account is locked. Goodbye.')];
      return ask('That PIN is not right. Please try again.');
    };
  },
  'a number and a PIN that are right together alone': () => numberAndPin('4711'),
  'a menu whose third mistake leads to the reception, and whose repetitions are bounded'() {
    const calls = keep(() => ({ mistakes: 0, again: 0 }));
    return ({ path, callId, digits, go }): Reply => {
      const call = calls(callId);
      const prompt = 'Press 1 for sales, 2 for service, 0 for the reception. Press 9 to hear this again.';
      if (path === '/answer') return [gather(prompt), go('/key')];
      if (digits === '0') return [transfer('+12025550110')];
      if (digits === '1' || digits === '2') return [transfer(`+1202555011${digits}`)];
      if (digits === '9' && ++call.again < 3) return [gather(prompt), go('/key')];
      if (digits === '9') return bye;
      if (digits === '') return ++call.again < 3 ? [gather(prompt), go('/key')] : bye;
      if (++call.mistakes < 3) return [gather(`That key is not in use. ${prompt}`), go('/key')];
      return [say('I put you through to the reception.'), transfer('+12025550110')];
    };
  },
  'an account number that is read back'() {
    const ask = (go: (path: string) => unknown) => [
      gather('Enter your account number, then press pound.', { max_digits: 8, min_digits: 4, finish_on_key: '#' }),
      go('/number'),
    ];
    return ({ path, query: { number = '', left = '2' }, digits, go }) => {
      const again = (text: string, target: string, query: Record<string, string>) =>
        left === '0' ? bye : [gather(text), go(target, { ...query, left: Number(left) - 1 })];
      if (path === '/answer') return ask(go);
      if (path === '/number' && !/^\d{4,8}$/.test(digits)) return [say('That is no account number. Goodbye.')];
      const correct = 'Press 1 for yes or 2 for no.';
      if (path === '/number')
        return again(`I heard ${digits.split('').join(' ')}. ${correct}`, '/correct', { number: digits });
      if (digits === '1') return [say(`Account ${number} has no messages. Goodbye.`)];
      return again(`Then again: is ${number} right? ${correct}`, '/correct', { number });
    };
  },
  'a voicemail that is kept unless it is recorded again': () => (turn) => {
    const record = [
      say('Please leave a message after the tone. Press pound when you are done.'),
      { start_recording: {} },
      gather(undefined, { timeout_seconds: 30, finish_on_key: '#' }),
      { stop_recording: {} },
      gather('To keep your message, press 1. To record it again, press 2.'),
      turn.go('/kept'),
    ];
    if (turn.path === '/answer') return record;
    return turn.digits === '2' ? record : [say('Your message was saved. Goodbye.')];
  },
  'menus with a way back, and mistakes that are counted'() {
    const calls = keep(() => ({ at: 'main', mistakes: 0 }));
    const prompts: Readonly<Record<string, string>> = {
      main: 'Press 1 for opening hours or 2 for departments. Press 9 to repeat.',
      departments: 'Press 1 for sales, 2 for service. Press star to go back.',
    };
    const ways: Readonly<Record<string, string | readonly unknown[]>> = {
      main1: [say('We are open from nine to five. Goodbye.')],
      main2: 'departments',
      main9: 'main',
      departments1: [transfer('+12025550111')],
      departments2: [transfer('+12025550122')],
      'departments*': 'main',
    };
    return ({ path, callId, digits, go }): Reply => {
      const call = calls(callId);
      const show = (before = '') => [gather(before + prompts[call.at]), go('/next')];
      if (path === '/answer') return show('Welcome. ');
      const way = ways[call.at + digits];
      if (way === undefined) return ++call.mistakes > 2 ? bye : show('Sorry, I did not get that. ');
      if (typeof way !== 'string') return way;
      Object.assign(call, { at: way, mistakes: 0 });
      return show();
    };
  },
  'a choice of language with a default':
    () =>
    ({ path, query: { language = 'en', again }, digits, go }) => {
      const text = (en: string, de: string) => (language === 'de' ? de : en);
      if (path === '/answer')
        return [gather('For English, press 1. Für Deutsch drücken Sie die Zwei.'), go('/language')];
      if (path === '/language') return [go('/menu', { language: digits === '2' ? 'de' : 'en' })];
      if (path === '/menu') {
        const prompt = text('Press 1 for claims or 2 for policies.', 'Drücken Sie 1 für Schäden oder 2 für Verträge.');
        return [gather(prompt), go('/chosen', { language, ...(again && { again }) })];
      }
      if (digits === '1') return [transfer('+12025550181')];
      if (digits === '2') return [transfer('+12025550182')];
      return again ? [say(text('Goodbye.', 'Auf Wiederhören.'))] : [go('/menu', { language, again: 1 })];
    },
  'questions in one list': () => () => [
    gather('How was the service? Press a key from 1 to 5.'),
    gather('On a scale of 1 to 5, how long did you wait?'),
    gather('Would you come again? Press 1 for yes or 2 for no.'),
    say('Thank you. Goodbye.'),
  ],
  'a ticket of which each has another number, and agents who take turns'() {
    const ticket = keep(() => Math.floor(Math.random() * 90_000) + 10_000);
    let calls = 0;
    const agent = keep(() => calls++ % 3);
    return ({ path, callId, digits, go }) => {
      if (path === '/answer')
        return [gather('Press 1 for a ticket, 2 for an agent or 3 for a meeting.'), go('/chosen')];
      if (digits === '1') return [say(`Your ticket is number ${ticket(callId)}. Goodbye.`)];
      if (digits === '2') return [transfer(`+1202555012${agent(callId)}`)];
      return digits === '3' ? [{ conference: { room: `meeting-${randomBytes(3).toString('hex')}` } }] : bye;
    };
  },
  'tokens in the URLs':
    () =>
    ({ path, callId, digits, go }) => {
      const token = () => Buffer.from(`${callId} ${randomUUID()}`).toString('base64url');
      const ask = (prompt: string, target: string) => [gather(prompt), go(target, { token: token(), at: Date.now() })];
      if (path === '/answer') return ask('Press 1 for orders, 2 for returns.', '/first');
      if (path === '/first' && digits === '1') return ask('Press 1 for new orders, 2 for old ones.', '/second');
      if (digits === '1') return [transfer('+12025550131')];
      return digits === '2' ? [transfer(path === '/first' ? '+12025550132' : '+12025550133')] : bye;
    },
  'a recording that was agreed to, and is stopped much later'() {
    const agreed = keep(() => ({ recording: false }));
    return ({ path, callId, digits, go }) => {
      const call = agreed(callId);
      if (path === '/answer') return [gather('May we record this call? Press 1 for yes, 2 for no.'), go('/asked')];
      if (path === '/asked') call.recording = digits === '1';
      if (path === '/asked') return [...(call.recording ? [{ start_recording: {} }] : []), go('/menu')];
      if (path === '/menu') return [gather('Press 1 for sales or 2 for service.'), go('/service')];
      if (path === '/service' && digits === '1') return [transfer('+12025550111')];
      if (path === '/service') return [gather('Press 1 for repairs. Press 2 to end the call.'), go('/end')];
      if (digits === '1') return [transfer('+12025550122')];
      return [...(call.recording ? [{ stop_recording: {} }] : []), ...bye];
    };
  },
  'a caller who is put on hold, or stays on the line':
    () =>
    ({ path, digits, go }) => {
      if (path === '/answer')
        return [gather('Press 1 for opening hours. Press 0 or stay on the line for the operator.'), go('/key')];
      if (path === '/key' && digits === '1') return [say('We are always open. Goodbye.')];
      if (path === '/key') return [say('One moment please.'), { hold: {} }, go('/found')];
      return [{ resume: {} }, say('Thank you for waiting.'), transfer('sip:operator@example.com')];
    },
  'a second mistake that ends the call, where the right keys still work'() {
    const calls = keep(() => ({ mistakes: 0 }));
    const ask = (before: string) => gather(`${before}Press 1 for sales or 2 for service.`);
    return ({ path, callId, digits, go }) => {
      if (path === '/answer') return [ask('Welcome. '), go('/chosen')];
      if (digits === '1') return [transfer('+12025550111')];
      if (digits === '2') return [transfer('+12025550122')];
      if (digits === '' || ++calls(callId).mistakes > 1) return bye;
      return [ask('Sorry, that was no choice. '), go('/chosen')];
    };
  },
};
