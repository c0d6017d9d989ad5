import { ADJUSTMENT_RULES, type ManualAdjustmentType } from '../../../domain/adjustments/adjustment-rules';

/**
 * `sliding_scale` is printed as `Sliding scale`, whatever was given up as `Written off`. The reason stays inside: it may
 * speak of the patient's means.
 */
export function adjustmentLabel(type: string): string {
  if (ADJUSTMENT_RULES[type as ManualAdjustmentType]?.isWriteOff) return 'Written off';
  const words = type.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
