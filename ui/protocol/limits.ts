/** Exchanges that the kit and the page keep at most: what people sent, and what runs sent. */
export const maxOwn = 10_000;
export const maxRan = 5_000;
