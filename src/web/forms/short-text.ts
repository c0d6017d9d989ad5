import type { FormReader } from './form-reader';

/** As long as the API lets a reason be. */
export const REASON_LENGTH = 500;

/** Trimmed text that is not longer than it may be. */
export function shortText(
  form: FormReader,
  field: string,
  { max = REASON_LENGTH, needed }: { max?: number; needed?: string } = {},
): string | undefined {
  const text = form.text(field, needed === undefined ? undefined : { needed });
  return text !== undefined && text.length > max ? form.reject(field, `At most ${max} characters.`) : text;
}
