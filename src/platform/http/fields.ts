import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isBusinessDate } from '../../kernel/business-date';
import { MAX_AMOUNT_CENTS } from '../../kernel/money';

/**
 * One decorator a field: it validates what comes in and writes the OpenAPI document, so that the two cannot differ.
 * Used on request DTOs and, for the document's sake, on response views.
 */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly readOnly?: boolean;
}

function field(options: FieldOptions, api: ApiPropertyOptions, rules: PropertyDecorator[]): PropertyDecorator {
  const documented = ApiProperty({
    ...api,
    required: !options.optional,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.example === undefined ? {} : { example: options.example }),
    ...(options.nullable ? { nullable: true } : {}),
    ...(options.readOnly ? { readOnly: true } : {}),
  } as ApiPropertyOptions);
  const presence = options.optional
    ? IsPresentOrAbsent(options.nullable ?? false)
    : options.nullable
      ? IsOptional()
      : IsDefined();
  return applyDecorators(documented, presence, ...rules);
}

/** An optional field may be left out, but not sent as null unless it is nullable: null would mean "clear it". */
const IsPresentOrAbsent = (nullable: boolean): PropertyDecorator =>
  nullable ? IsOptional() : ValidateIf((_object, value) => value !== undefined);

export interface RangeOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number of cents as a JSON number. Strings, fractions and anything beyond $10,000,000.00 are refused. */
export function CentsField(options: RangeOptions = {}): PropertyDecorator {
  const { min = 0, max = Number(MAX_AMOUNT_CENTS) } = options;
  return field(options, { type: 'integer', format: 'int64', minimum: min, maximum: max }, [
    IsInt({ message: 'must be a whole number of cents' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  ]);
}

export function IntField(options: RangeOptions = {}): PropertyDecorator {
  const { min = 0, max = 2_147_483_647 } = options;
  return field(options, { type: 'integer', minimum: min, maximum: max }, [
    Type(() => Number),
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  ]);
}

export interface IntListOptions extends RangeOptions {
  readonly maxItems?: number;
}

/** A list of whole numbers. */
export function IntListField(options: IntListOptions = {}): PropertyDecorator {
  const { min = 1, max = 2_147_483_647, maxItems = 100 } = options;
  return field(
    options,
    { type: 'array', items: { type: 'integer', minimum: min, maximum: max }, maxItems } as ApiPropertyOptions,
    [
      IsArray({ message: 'must be a list' }),
      ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
      IsInt({ each: true, message: 'must hold whole numbers' }),
      Min(min, { each: true, message: `each must be at least ${min}` }),
      Max(max, { each: true, message: `each must be at most ${max}` }),
    ],
  );
}

export interface TextOptions extends RangeOptions {
  readonly pattern?: RegExp;
  /** Allows line breaks and tabs; other control characters never. */
  readonly multiline?: boolean;
}

// Control characters (NUL above all), lone surrogates, and the bidirectional overrides that make text lie.
// eslint-style ranges are spelled by code point so that the file itself stays plain ASCII.
const UNSAFE = new RegExp('[\\u0000-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]');
const UNSAFE_MULTILINE = new RegExp(
  '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]',
);

/** Whether text can be stored, shown and printed as it is: well-formed Unicode without control or override characters. */
export function isPlainText(text: unknown, multiline = false): boolean {
  return typeof text === 'string' && text.isWellFormed() && !(multiline ? UNSAFE_MULTILINE : UNSAFE).test(text);
}

/** Text of 1 to 200 characters (unless told) that is not only spaces. */
export function TextField(options: TextOptions = {}): PropertyDecorator {
  const { min = 1, max = 200, multiline = false, pattern } = options;
  const rules = [
    IsString({ message: 'must be text' }),
    Length(min, max, { message: `must have ${min} to ${max} characters` }),
    ValidateBy({
      name: 'isPlainText',
      validator: {
        validate: (value: unknown) => isPlainText(value, multiline) && (min === 0 || String(value).trim() !== ''),
        defaultMessage: () => 'must be plain text, without control characters and not only spaces',
      },
    }),
  ];
  if (pattern) rules.push(Matches(pattern, { message: `must match ${pattern.source}` }));
  return field(
    options,
    { type: 'string', minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) },
    rules,
  );
}

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function UuidField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'uuid' }, [Matches(UUID_PATTERN, { message: 'must be a UUID' })]);
}

/** A calendar day `YYYY-MM-DD` that exists. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'date' }, [
    ValidateBy({
      name: 'isBusinessDate',
      validator: { validate: isBusinessDate, defaultMessage: () => 'must be a calendar day written YYYY-MM-DD' },
    }),
  ]);
}

export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'date-time' }, [
    IsRFC3339({ message: 'must be an RFC 3339 date and time' }),
  ]);
}

export function EnumField(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', enum: [...values] }, [
    IsIn([...values], { message: `must be one of ${values.join(', ')}` }),
  ]);
}

export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'boolean' }, [IsBoolean({ message: 'must be true or false' })]);
}

type ClassReference = () => new (...args: never[]) => object;

/** A nested object, validated by its own class. */
export function ObjectField(type: ClassReference, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: () => type() as never }, [
    IsObject({ message: 'must be an object' }),
    ValidateNested(),
    Type(type),
  ]);
}

export interface ListOptions extends FieldOptions {
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A list of nested objects, each validated by its own class; at most 100 unless told. */
export function ListField(type: ClassReference, options: ListOptions = {}): PropertyDecorator {
  const { minItems = 0, maxItems = 100 } = options;
  return field(options, { type: () => type() as never, isArray: true, minItems, maxItems }, [
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(minItems, { message: `must have at least ${minItems} items` }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    ValidateNested({ each: true }),
    IsObject({ each: true, message: 'must hold objects' }),
    Type(type),
  ]);
}

export interface TextListOptions extends ListOptions {
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly values?: readonly string[];
}

/** A list of short texts. */
export function TextListField(options: TextListOptions = {}): PropertyDecorator {
  const { minItems = 0, maxItems = 100, maxLength = 200, pattern, values } = options;
  const rules = [
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(minItems, { message: `must have at least ${minItems} items` }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    ValidateBy(
      {
        name: 'isPlainText',
        validator: { validate: (value: unknown) => isPlainText(value), defaultMessage: () => 'must hold plain text' },
      },
      { each: true },
    ),
    Length(1, maxLength, { each: true, message: `each must have 1 to ${maxLength} characters` }),
  ];
  if (pattern) rules.push(Matches(pattern, { each: true, message: `each must match ${pattern.source}` }));
  if (values) rules.push(IsIn([...values], { each: true, message: `each must be one of ${values.join(', ')}` }));
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', ...(values ? { enum: [...values] } : {}) },
      minItems,
      maxItems,
    } as ApiPropertyOptions,
    rules,
  );
}
