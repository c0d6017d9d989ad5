import type { Cms1500Box } from '../../../domain/claims/cms1500-boxes';

/** A field of the form: a frame over two lines of type, its caption on the upper, what it says on the lower. */
export interface FormCell {
  readonly caption: string;
  /** First and last column of 80, ten to the inch. */
  readonly from: number;
  readonly to: number;
  /** Lines of type, six to the inch; the last is the one the values stand on. */
  readonly lines?: number;
  readonly values: readonly { readonly box: Cms1500Box; readonly at: number }[];
}

/** The cells that end on a line of the page. */
export interface FormRow {
  readonly line: number;
  readonly cells: readonly FormCell[];
}

const cell = (caption: string, from: number, to: number, ...values: (readonly [Cms1500Box, number])[]): FormCell => ({
  caption,
  from,
  to,
  values: values.map(([box, at]) => ({ box, at })),
});

/**
 * Where the form 02/12 has its boxes, in lines and columns of type, so that the values fall into the boxes of a pre-printed
 * sheet as well. The captions are our own words.
 */
export const FORM_ROWS: readonly FormRow[] = [
  { line: 8, cells: [cell('1 Coverage', 1, 49, ['1', 1]), cell('1a Member id', 50, 80, ['1a', 50])] },
  {
    line: 10,
    cells: [
      cell('2 Patient', 1, 29, ['2', 1]),
      cell('3 Born · sex', 30, 49, ['3', 31], ['3.sex', 43]),
      cell('4 Member', 50, 80, ['4', 50]),
    ],
  },
  {
    line: 12,
    cells: [
      cell('5 Patient’s street', 1, 29, ['5', 1]),
      cell('6 Relationship to the member', 30, 49, ['6', 33]),
      cell('7 Member’s street', 50, 80, ['7', 50]),
    ],
  },
  {
    line: 14,
    cells: [
      cell('City', 1, 24, ['5.city', 1]),
      cell('State', 25, 29, ['5.state', 26]),
      cell('8', 30, 49),
      cell('City', 50, 73, ['7.city', 50]),
      cell('State', 74, 80, ['7.state', 74]),
    ],
  },
  {
    line: 16,
    cells: [
      cell('ZIP code', 1, 13, ['5.zip', 1]),
      cell('Telephone', 14, 29, ['5.phone', 15]),
      cell('', 30, 49),
      cell('ZIP code', 50, 63, ['7.zip', 50]),
      cell('Telephone', 64, 80),
    ],
  },
  {
    line: 18,
    cells: [
      cell('9 Member of another plan', 1, 29, ['9', 1]),
      cell('10 Is the condition from', 30, 49),
      cell('11 Group', 50, 80, ['11', 50]),
    ],
  },
  {
    line: 20,
    cells: [
      cell('9a Member id', 1, 29, ['9a', 1]),
      cell('10a Employment', 30, 49, ['10a', 41]),
      cell('11a Born · sex', 50, 80, ['11a', 53], ['11a.sex', 68]),
    ],
  },
  {
    line: 22,
    cells: [cell('9b', 1, 29), cell('10b Auto accident', 30, 49, ['10b', 41]), cell('11b', 50, 80)],
  },
  {
    line: 24,
    cells: [cell('9c', 1, 29), cell('10c Other accident', 30, 49, ['10c', 41]), cell('11c Plan', 50, 80, ['11c', 50])],
  },
  {
    line: 26,
    cells: [
      cell('9d Other plan', 1, 29, ['9d', 1]),
      cell('10d', 30, 49),
      cell('11d Another plan?', 50, 80, ['11d', 57]),
    ],
  },
  {
    line: 30,
    cells: [
      { ...cell('12 Patient’s consent to release information', 1, 49, ['12', 7]), lines: 3 },
      { ...cell('13 Member’s consent to pay the clinic', 50, 80, ['13', 56]), lines: 3 },
    ],
  },
  { line: 32, cells: [cell('14', 1, 29), cell('15', 30, 49), cell('16', 50, 80)] },
  { line: 34, cells: [cell('17', 1, 29), cell('17b', 30, 49), cell('18', 50, 80)] },
  { line: 36, cells: [cell('19', 1, 49, ['19', 1]), cell('20 Outside laboratory?', 50, 80, ['20', 57])] },
  {
    line: 38,
    cells: [
      cell('21 Diagnoses · code set', 1, 49, ['21A', 3], ['21B', 16], ['21C', 29], ['21D', 42]),
      cell('22 Replaces', 50, 61, ['22', 50]),
      cell('Payer’s number', 62, 80, ['22.ref', 62]),
    ],
  },
  {
    line: 40,
    cells: [
      cell('', 1, 49, ['21I', 3], ['21J', 16], ['21K', 29], ['21L', 42]),
      cell('23 Prior authorization', 50, 80, ['23', 50]),
    ],
  },
  {
    line: 56,
    cells: [
      cell('25 Tax number', 1, 22, ['25', 1], ['25.type', 18]),
      cell('26 Our number', 23, 37, ['26', 23]),
      cell('27 Assignment?', 38, 49, ['27', 38]),
      cell('28 Charged', 50, 61, ['28', 51]),
      cell('29 Paid', 62, 71, ['29', 63]),
      cell('30', 72, 80),
    ],
  },
  {
    line: 61,
    cells: [
      { ...cell('31 Rendered and signed by', 1, 22), lines: 5 },
      { ...cell('32 Place of service', 23, 49), lines: 5 },
      { ...cell('33 Clinic', 50, 80), lines: 5 },
    ],
  },
  {
    line: 63,
    cells: [
      cell('Date', 1, 22, ['31.date', 1]),
      cell('32a NPI', 23, 36, ['32a', 24]),
      cell('32b', 37, 49),
      cell('33a NPI', 50, 61, ['33a', 51]),
      cell('33b Taxonomy', 62, 80, ['33b', 63]),
    ],
  },
];

/** Values that stand on other lines than the last of their cell. */
export const LOOSE_VALUES: readonly { readonly box: Cms1500Box; readonly at: number; readonly line: number }[] = [
  { box: 'carrier', at: 42, line: 2 },
  { box: '21.ind', at: 42, line: 37 },
  { box: '21E', at: 3, line: 39 },
  { box: '21F', at: 16, line: 39 },
  { box: '21G', at: 29, line: 39 },
  { box: '21H', at: 42, line: 39 },
  { box: '31', at: 1, line: 59 },
  { box: '32', at: 23, line: 58 },
  { box: '33.phone', at: 66, line: 57 },
  { box: '33', at: 50, line: 58 },
];

/** Where a pre-printed form has a square to cross instead of a word. */
export const CROSSES: Readonly<Partial<Record<Cms1500Box, Readonly<Record<string, number>>>>> = {
  '1': { MEDICARE: 1, MEDICAID: 8, 'GROUP HEALTH PLAN': 31, OTHER: 45 },
  '3.sex': { M: 42, F: 47 },
  '6': { SELF: 33, OTHER: 47 },
  '10a': { YES: 35, NO: 41 },
  '10b': { YES: 35, NO: 41 },
  '10c': { YES: 35, NO: 41 },
  '11a.sex': { M: 68, F: 75 },
  '11d': { YES: 52, NO: 57 },
  '20': { YES: 52, NO: 57 },
  '25.type': { EIN: 19 },
  '27': { YES: 38, NO: 43 },
};

/** Boxes whose cents stand behind a rule of the form: no point between. */
export const AMOUNTS: readonly string[] = ['24F', '28', '29'];

/** The first of the six lines of service; each has a shaded line of type above its own. */
export const SERVICE_LINE = 44;
export const SERVICE_LINES = 6;

/** Columns of the service lines (24), with where their values begin. */
export const SERVICE_COLUMNS = [
  { box: '24A.from', caption: '24A From', from: 1, to: 9, at: 1 },
  { box: '24A.to', caption: 'To', from: 10, to: 18, at: 10 },
  { box: '24B', caption: 'B', from: 19, to: 21, at: 19 },
  { box: undefined, caption: 'C', from: 22, to: 24, at: 22 },
  { box: '24D', caption: 'D CPT/HCPCS', from: 25, to: 32, at: 25 },
  { box: '24D.modifiers', caption: 'Modifiers', from: 33, to: 44, at: 33 },
  { box: '24E', caption: 'E', from: 45, to: 49, at: 45 },
  { box: '24F', caption: 'F Charged', from: 50, to: 58, at: 51 },
  { box: '24G', caption: 'G', from: 59, to: 62, at: 59 },
  { box: undefined, caption: 'H', from: 63, to: 64, at: 63 },
  { box: undefined, caption: 'I', from: 65, to: 67, at: 65 },
  { box: '24J', caption: 'J NPI', from: 68, to: 80, at: 68 },
] as const;
