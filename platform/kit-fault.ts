/** The kit broke its own contract; never the integration's fault. */
export class KitFault extends Error {
  override readonly name = 'KitFault';
}
