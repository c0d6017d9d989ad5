const EIN = /^(?!00)\d{2}-?\d{7}$/;

/** Whether the text is an Employer Identification Number, with or without its hyphen. It has no check digit. */
export function isEin(text: unknown): boolean {
  return typeof text === 'string' && EIN.test(text);
}

/** The nine digits as stored and sent in X12; undefined for anything that is not an EIN. */
export function normalizeEin(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  return isEin(compact) ? compact.replace('-', '') : undefined;
}

// Two digits the Internal Revenue Service has not given out so far.
const UNUSED_PREFIXES = '00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' ');

/** Whether the number begins as one the Internal Revenue Service has given out; new prefixes appear, so a doubt is no refusal. */
export const hasKnownEinPrefix = (ein: string): boolean => !UNUSED_PREFIXES.includes(ein.slice(0, 2));
