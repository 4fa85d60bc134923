import type { SegmentEnd } from '../../spec/index.ts';

/** The kind of a node, which decides its shape. */
export type Kind = 'turn' | 'step' | 'connected' | 'ended' | 'broken' | 'elsewhere';

export const kinds: Readonly<Record<SegmentEnd, Kind>> = {
  gather: 'turn',
  redirect: 'step',
  transfer: 'connected',
  bridge: 'connected',
  conference: 'connected',
  list: 'ended',
  broken: 'broken',
  loop: 'broken',
  elsewhere: 'elsewhere',
};

export interface Colours {
  readonly fill: string;
  readonly line: string;
  readonly text: string;
}

export const light: Readonly<Record<Kind, Colours>> = {
  turn: { fill: '#e8f0fc', line: '#2b62b5', text: '#1c4685' },
  step: { fill: '#f6f6f4', line: '#8a8a82', text: '#55554f' },
  connected: { fill: '#e3f4e8', line: '#26743c', text: '#1b592d' },
  ended: { fill: '#f0f0f3', line: '#5c5c68', text: '#44444e' },
  broken: { fill: '#fdeae8', line: '#b3261e', text: '#96201a' },
  elsewhere: { fill: '#fdf3dd', line: '#8f6200', text: '#704d00' },
};

export const dark: Readonly<Record<Kind, Colours>> = {
  turn: { fill: '#1a2a44', line: '#7aa7ee', text: '#a9c8fa' },
  step: { fill: '#26272b', line: '#85868f', text: '#b5b6be' },
  connected: { fill: '#16301f', line: '#62bd7f', text: '#97dcae' },
  ended: { fill: '#2a2a31', line: '#9d9dab', text: '#c4c4d0' },
  broken: { fill: '#3d1a19', line: '#f0837b', text: '#ffaea8' },
  elsewhere: { fill: '#36290f', line: '#d9a640', text: '#f0c876' },
};
