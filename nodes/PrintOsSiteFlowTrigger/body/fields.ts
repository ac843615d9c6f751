/** An object that takes any name as a field, `__proto__` too. */
export type Fields = Record<string, unknown>;
export const noFields = (): Fields => Object.create(null) as Fields;
