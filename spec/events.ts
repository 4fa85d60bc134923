import { eventNames } from './generated/events.ts';

export { eventNames };
export type EventName = (typeof eventNames)[number];
