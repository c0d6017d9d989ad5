/**
 * Words for the ICD-10-CM codes a clinic of this kind meets most, from the public tabular list (CDC/NCHS, in the public
 * domain). A code that is not here prints alone: a wrong word beside a diagnosis is worse than none.
 */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'F31.81': 'Bipolar II disorder',
  'F31.9': 'Bipolar disorder, unspecified',
  'F32.0': 'Major depressive disorder, single episode, mild',
  'F32.1': 'Major depressive disorder, single episode, moderate',
  'F32.2': 'Major depressive disorder, single episode, severe without psychotic features',
  'F32.3': 'Major depressive disorder, single episode, severe with psychotic features',
  'F32.4': 'Major depressive disorder, single episode, in partial remission',
  'F32.5': 'Major depressive disorder, single episode, in full remission',
  'F32.81': 'Premenstrual dysphoric disorder',
  'F32.89': 'Other specified depressive episodes',
  'F32.9': 'Major depressive disorder, single episode, unspecified',
  'F32.A': 'Depression, unspecified',
  'F33.0': 'Major depressive disorder, recurrent, mild',
  'F33.1': 'Major depressive disorder, recurrent, moderate',
  'F33.2': 'Major depressive disorder, recurrent severe without psychotic features',
  'F33.3': 'Major depressive disorder, recurrent, severe with psychotic symptoms',
  'F33.40': 'Major depressive disorder, recurrent, in remission, unspecified',
  'F33.41': 'Major depressive disorder, recurrent, in partial remission',
  'F33.42': 'Major depressive disorder, recurrent, in full remission',
  'F33.8': 'Other recurrent depressive disorders',
  'F33.9': 'Major depressive disorder, recurrent, unspecified',
  'F34.1': 'Dysthymic disorder',
  'F40.10': 'Social phobia, unspecified',
  'F40.11': 'Social phobia, generalized',
  'F41.0': 'Panic disorder [episodic paroxysmal anxiety]',
  'F41.1': 'Generalized anxiety disorder',
  'F41.9': 'Anxiety disorder, unspecified',
  'F42.2': 'Mixed obsessional thoughts and acts',
  'F42.9': 'Obsessive-compulsive disorder, unspecified',
  'F43.10': 'Post-traumatic stress disorder, unspecified',
  'F43.11': 'Post-traumatic stress disorder, acute',
  'F43.12': 'Post-traumatic stress disorder, chronic',
  'F43.20': 'Adjustment disorder, unspecified',
  'F43.21': 'Adjustment disorder with depressed mood',
  'F43.22': 'Adjustment disorder with anxiety',
  'F43.23': 'Adjustment disorder with mixed anxiety and depressed mood',
  'F53.0': 'Postpartum depression',
  'R45.851': 'Suicidal ideations',
};

/** The description of an ICD-10-CM code written with its dot, or undefined. */
export const diagnosisDescription = (code: string): string | undefined => DESCRIPTIONS[code];
