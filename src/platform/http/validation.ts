import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { DomainError, type FieldError } from '../../kernel/errors';

/** RFC 6901: `~` and `/` in a key are escaped. */
const escapeToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Flattens class-validator's tree into JSON Pointers, one message a field. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${escapeToken(error.property)}`;
    const [name, message] = Object.entries(error.constraints ?? {})[0] ?? [];
    const own =
      name === undefined
        ? []
        : [
            {
              pointer,
              message: name === 'whitelistValidation' ? 'is not a field of this request' : (message ?? 'is not right'),
            },
          ];
    return [...own, ...fieldErrors(error.children ?? [], pointer)];
  });
}

const storage = getMetadataStorage();
const findRules = storage.getTargetValidationMetadatas.bind(storage);
const rulesOf = new Map<object, ReturnType<typeof findRules>>();
// For every object of every request the library asks each class of the service whether the object's class descends from it.
// What a class demands is written on it before the first request, and we use no groups.
storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
  if (schema || (groups?.length ?? 0) > 0) return findRules(target, schema, always, strictGroups, groups);
  let rules = rulesOf.get(target);
  if (!rules) rulesOf.set(target, (rules = findRules(target, schema, always, strictGroups, groups)));
  return rules;
};

/** The one pipe for every body and query: unknown fields are refused, nothing is converted silently. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new DomainError('validation_failed', { errors: fieldErrors(errors) }),
  });
