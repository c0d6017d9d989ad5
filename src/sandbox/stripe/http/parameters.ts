import generated from '../generated/parameters.json';
import type { FormObject, FormValue } from './form';
import { invalidRequest, parameterMissing, StripeFailure } from './stripe-error';

/** A parameter as `generate-parameters.cjs` writes it. */
type Shape = string | Shape[] | { [name: string]: Shape };

/** Decoded parameters with numbers and booleans in their own types. */
export type Value = string | number | boolean | Value[] | { [name: string]: Value };
export type Params = Record<string, Value>;

const endpoints = generated.endpoints as Record<string, Shape>;
const shapes = generated.shapes as unknown as Shape[];

const resolve = (shape: Shape): Shape =>
  typeof shape === 'string' && shape.startsWith('#') ? (shapes[Number(shape.slice(1))] ?? 'any') : shape;

/**
 * Checks a form against what stripe-node's types allow for the endpoint and gives each value its type.
 * @param endpoint as in the generated file: `POST /v1/refunds/:id/cancel`
 * @throws StripeFailure 400 parameter_unknown, parameter_missing, parameter_invalid_integer, …
 */
export function readParameters(endpoint: string, form: FormObject): Params {
  const shape = resolve(endpoints[endpoint] ?? {});
  return readFields(form, typeof shape === 'object' && !Array.isArray(shape) ? shape : {}, '') as Params;
}

function readFields(form: FormObject, fields: Record<string, Shape>, path: string): Value {
  const result: Record<string, Value> = {};
  const isAllowed = new Map(Object.entries(fields).map(([name, shape]) => [name.replace(/!$/, ''), shape]));
  isAllowed.delete('');
  const nameOf = (name: string): string => (path === '' ? name : `${path}[${name}]`);
  const unknown = Object.keys(form).filter((name) => !isAllowed.has(name));
  if (unknown.length > 0) throw parameterUnknown(unknown.map(nameOf));
  for (const [name, value] of Object.entries(form)) {
    result[name] = readValue(value, isAllowed.get(name) ?? 'any', nameOf(name));
  }
  for (const name of Object.keys(fields)) {
    if (name.endsWith('!') && form[name.slice(0, -1)] === undefined) throw parameterMissing(nameOf(name.slice(0, -1)));
  }
  return result;
}

function readValue(value: FormValue, reference: Shape, path: string): Value {
  const shape = resolve(reference);
  if (shape === 'any') return value;
  if (value === '' && shape !== 'number' && shape !== 'boolean') return '';
  if (Array.isArray(shape)) return readList(value, shape[0] ?? 'any', path);
  if (typeof shape === 'object') {
    if (typeof value === 'object' && !Array.isArray(value)) return readFields(value, shape, path);
    if (typeof value === 'string' && '' in shape) return /^\d+$/.test(value) ? Number(value) : value;
    throw invalidRequest(`Invalid object`, { param: path });
  }
  if (shape === 'map') return readMap(value, path);
  if (typeof value !== 'string') throw invalidRequest(`Invalid ${shape}: must be a ${shape}`, { param: path });
  return readScalar(value, shape, path);
}

function readScalar(value: string, shape: string, path: string): Value {
  if (shape === 'number') {
    if (!/^-?\d{1,15}$/.test(value)) {
      throw invalidRequest(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: path });
    }
    return Number(value);
  }
  if (shape === 'boolean') {
    if (value !== 'true' && value !== 'false') throw invalidRequest(`Invalid boolean: ${value}`, { param: path });
    return value === 'true';
  }
  return value;
}

function readList(value: FormValue, element: Shape, path: string): Value {
  if (!Array.isArray(value)) throw invalidRequest('Invalid array', { param: path });
  return value.map((item, index) => readValue(item, element, `${path}[${index}]`));
}

/** Metadata: at most 50 pairs, names of 40 and values of 500 characters (docs.stripe.com/api/metadata). */
function readMap(value: FormValue, path: string): Value {
  if (Array.isArray(value)) return readMap({ ...value } as unknown as FormObject, path);
  if (typeof value !== 'object') throw invalidRequest('Invalid object', { param: path });
  const pairs = Object.entries(value);
  if (pairs.length > 50) {
    throw invalidRequest(`Metadata can have at most 50 keys, ${pairs.length} were given.`, { param: path });
  }
  for (const [name, text] of pairs) {
    const param = `${path}[${name}]`;
    if (typeof text !== 'string') throw invalidRequest('Metadata values must be strings.', { param });
    if (name.length > 40) throw invalidRequest(`Metadata keys can have up to 40 characters.`, { param });
    if (text.length > 500) throw invalidRequest(`Metadata values can have up to 500 characters.`, { param });
  }
  return Object.fromEntries(pairs) as Value;
}

function parameterUnknown(params: string[]): StripeFailure {
  const [first = ''] = params;
  const message = `Received unknown parameter${params.length > 1 ? 's' : ''}: ${params.join(', ')}`;
  return invalidRequest(message, { code: 'parameter_unknown', param: first });
}
