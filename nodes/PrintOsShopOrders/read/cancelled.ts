import { flag, text } from '../../order/lines/values';

const words = /^(storniert|cancel|annul|geannuleerd|refunded|erstattet|rembours|reembolsad|rimborsat|terugbetaald)/i;

/** Whether a status says that nothing is to be made any more. */
export const saysCancelled = (status: unknown): boolean => words.test(text(status) ?? '');

/** Whether a column for it says so: by a date or a word, or by yes. */
export const isCancelled = (value: unknown): boolean => flag(value) ?? text(value) !== null;
