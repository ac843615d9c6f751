// What HP (docs/printos-api.md B.4, C.2), and gateways and frameworks before it, wrap an answer in.

/** Around whatever an answer is about. */
export const envelopes = ['data', 'result', 'response', 'payload', 'body'];

/** Where what became of each of several things stands. */
export const outcomes = ['results', 'responses'];

/** Where several things stand, as rows of a list. */
export const lists = ['items', 'orders', 'rows', 'hits', ...outcomes];
