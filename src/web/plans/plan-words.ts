import type { PlanFrequency } from '../../domain/plans/plan-schedule';
import type { InstallmentStatus } from '../../domain/plans/plan-standing';
import type { PlanStatus, SigningMethod } from '../../modules/plans/payment-plan.view';
import type { Tone } from '../ui/status-badge';

export const FREQUENCY_WORDS: Readonly<Record<PlanFrequency, string>> = {
  weekly: 'Every week',
  biweekly: 'Every two weeks',
  monthly: 'Every month',
};

export const PLAN_STATES: Readonly<Record<PlanStatus, readonly [string, Tone]>> = {
  active: ['Running', 'calm'],
  paused: ['Paused', 'warn'],
  paid_off: ['Paid off', 'good'],
  canceled: ['Canceled', 'neutral'],
};

export const INSTALLMENT_STATES: Readonly<Record<InstallmentStatus, readonly [string, Tone]>> = {
  scheduled: ['Scheduled', 'neutral'],
  due: ['Due', 'warn'],
  paid: ['Paid', 'good'],
  partly_paid: ['Part paid', 'warn'],
  late: ['Late', 'bad'],
  failed: ['Card declined', 'bad'],
  canceled: ['Not asked for', 'neutral'],
};

export const SIGNING_WORDS: Readonly<Record<SigningMethod, string>> = {
  paper: 'On paper',
  in_person: 'Here, on this screen',
  electronic: 'Electronically',
};

export const FREQUENCIES = Object.entries(FREQUENCY_WORDS).map(([value, label]) => ({ value, label }));
export const SIGNING_METHODS_SHOWN = Object.entries(SIGNING_WORDS).map(([value, label]) => ({ value, label }));
