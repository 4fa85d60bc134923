import { serve } from './server.js';

/** Wrong on purpose: what a caller entered is kept in a variable of the module, which all calls share. */
let entered;

serve((store) => ({
  ...store,
  async add(callId, event) {
    await store.add(callId, event);
    if (event.event === 'call.gathered') entered = event.data.digits;
  },
  digits: async () => entered,
}));
