import { invalidRequest } from './stripe-error';

/** A decoded form: strings, objects by name, arrays by index. Objects have no prototype. */
export type FormValue = string | FormObject | FormValue[];
export interface FormObject {
  [name: string]: FormValue;
}

const MAX_DEPTH = 8;
const MAX_INDEX = 500;

/**
 * Decodes `a[b][0]=x&a[c][]=y` as Stripe does.
 * @throws StripeFailure 400 for a form that cannot be read
 */
export function decodeForm(text: string): FormObject {
  const form: FormObject = Object.create(null) as FormObject;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at === -1 ? pair : pair.slice(0, at));
    assign(form, segmentsOf(name), at === -1 ? '' : decode(pair.slice(at + 1)));
  }
  return finish(form) as FormObject;
}

function decode(text: string): string {
  let plain: string;
  try {
    plain = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidRequest('Invalid request: the body is not valid UTF-8 in percent encoding.');
  }
  if (plain.includes('\u0000')) throw invalidRequest('Invalid request: a null byte is not allowed.');
  return plain;
}

/** `a[b][]` -> ['a', 'b', '']. */
function segmentsOf(name: string): string[] {
  const head = /^[^[\]]+/.exec(name)?.[0];
  const tail = head === undefined ? '' : name.slice(head.length);
  if (head === undefined || !/^(\[[^[\]]*\])*$/.test(tail)) {
    throw invalidRequest(`Invalid request: the parameter name '${name.slice(0, 80)}' cannot be read.`);
  }
  const segments = [head, ...Array.from(tail.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? '')];
  if (segments.length > MAX_DEPTH) throw invalidRequest('Invalid request: parameters are nested too deeply.');
  return segments;
}

function assign(form: FormObject, segments: string[], value: string): void {
  let here = form;
  segments.forEach((segment, depth) => {
    const key = segment === '' ? String(Object.keys(here).length) : segment;
    if (depth === segments.length - 1) {
      here[key] = value;
      return;
    }
    const next = here[key];
    if (typeof next === 'object' && !Array.isArray(next)) here = next;
    else here = here[key] = Object.create(null) as FormObject;
  });
}

/** Objects whose names are 0, 1, 2 … become arrays, in the order of their indexes. */
function finish(value: FormValue): FormValue {
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const names = Object.keys(value);
  for (const name of names) value[name] = finish(value[name] ?? '');
  const isList = names.length > 0 && names.every((name) => /^\d{1,3}$/.test(name) && Number(name) <= MAX_INDEX);
  if (!isList) return value;
  return names.sort((a, b) => Number(a) - Number(b)).map((name) => value[name] ?? '');
}
