const PROCEDURE_CODE = /^(?:[0-9]{4}[0-9A-Z]|[A-V][0-9]{4})$/;
const MODIFIER = /^[A-Z0-9]{2}$/;

/** Whether the text has the form of a CPT or HCPCS Level II code. The form only: clinics load their own licensed codes. */
export function isProcedureCode(text: unknown): boolean {
  return typeof text === 'string' && PROCEDURE_CODE.test(text);
}

/** Upper case, without spaces; undefined for anything that is not a code. */
export function normalizeProcedureCode(text: string): string | undefined {
  const compact = text.replace(/\s/g, '').toUpperCase();
  return isProcedureCode(compact) ? compact : undefined;
}

/** Whether the text has the form of a procedure modifier: two letters or digits. */
export function isModifier(text: unknown): boolean {
  return typeof text === 'string' && MODIFIER.test(text);
}

/** Upper case, without spaces; undefined for anything that is not a modifier. */
export function normalizeModifier(text: string): string | undefined {
  const compact = text.replace(/\s/g, '').toUpperCase();
  return isModifier(compact) ? compact : undefined;
}
