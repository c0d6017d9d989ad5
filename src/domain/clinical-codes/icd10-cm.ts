const ICD10_CM = /^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/;

/** Whether the text has the form of an ICD-10-CM code as displayed: the dot after the third character, `F33.2`. */
export function isIcd10Cm(text: unknown): boolean {
  return typeof text === 'string' && ICD10_CM.test(text);
}

/** As displayed, upper case and dotted: `f332` is `F33.2`; undefined for anything that is not a code. */
export function normalizeIcd10Cm(text: string): string | undefined {
  const compact = text.replace(/\s/g, '').toUpperCase();
  const dotted = compact.includes('.') || compact.length <= 3 ? compact : `${compact.slice(0, 3)}.${compact.slice(3)}`;
  return isIcd10Cm(dotted) ? dotted : undefined;
}

/** Without the dot, as X12 837 HI and CMS-1500 box 21 want it: `F33.2` is `F332`. */
export function compactIcd10Cm(code: string): string {
  return code.replace('.', '');
}
