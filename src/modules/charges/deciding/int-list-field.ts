import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsInt, IsOptional, Max, Min } from 'class-validator';

export interface IntListOptions {
  readonly min?: number;
  readonly max?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly optional?: boolean;
  readonly description?: string;
}

/** A list of whole numbers, validated and documented; see `platform/http/fields.ts` for its siblings. */
export function IntListField(options: IntListOptions = {}): PropertyDecorator {
  const { min = 1, max = 12, minItems = 0, maxItems = 4, optional = false, description } = options;
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'integer', minimum: min, maximum: max },
      minItems,
      maxItems,
      required: !optional,
      description,
    }),
    optional ? IsOptional() : IsDefined(),
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(minItems, { message: `must have at least ${minItems} items` }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    IsInt({ each: true, message: 'must hold whole numbers' }),
    Min(min, { each: true, message: `each must be at least ${min}` }),
    Max(max, { each: true, message: `each must be at most ${max}` }),
  );
}
