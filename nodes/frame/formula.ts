const failed = String.raw`#(?:N/A|[\p{Lu}\d/_]{2,20}[!?])`;

/** What a sheet shows where it can't work a formula out, such as `#N/A`, `#REF!` or `#BEZUG!`: a whole cell of it. */
export const failedFormula = new RegExp(String.raw`^\s*(?:${failed}|#N[AV])\s*$`, 'u');

/** The same as a part of what was put together, such as `WEB-#REF!`. `#NV-1` may be an order number. */
export const failedFormulaWithin = new RegExp(failed, 'iu');

/** What JavaScript writes where an expression found nothing, as a part of an order number. */
export const leftoverWithin = /(?<![a-z])(?:undefined|null)(?![a-z])|undefined$|(?<![A-Za-z])NaN(?![A-Za-z])|Invalid Date(?:Time)?/;
