import type { Frequency, Protocol } from '../../domain/courses/protocol';

const onceAWeek: Frequency = { sessions: 1, everyWeeks: 1 };
const twiceAWeek: Frequency = { sessions: 2, everyWeeks: 1 };
const everyOtherWeek: Frequency = { sessions: 1, everyWeeks: 2 };
const asNeeded: Frequency = { sessions: 0, everyWeeks: 1 };

/** Journeys with an integration visit after each, as the published price list describes them. */
export const CASCADE_PROTOCOLS: readonly Protocol[] = [
  {
    code: 'im-series',
    name: 'Series over four weeks, once or twice a week',
    phases: [{ label: 'Series', serviceCode: 'experiential-im', weeks: 4, least: onceAWeek, most: twiceAWeek }],
    companions: [{ serviceCode: 'integration', offset: 'after' }],
    prerequisites: [
      { serviceCode: 'intake', isOptional: false },
      { serviceCode: 'preparation', isOptional: true },
    ],
  },
  {
    code: 'im-weekly',
    name: 'Weekly for four weeks',
    phases: [{ label: 'Series', serviceCode: 'experiential-im', weeks: 4, least: onceAWeek, most: onceAWeek }],
    companions: [{ serviceCode: 'integration', offset: 'after' }],
    prerequisites: [{ serviceCode: 'intake', isOptional: false }],
  },
  {
    code: 'im-trial',
    name: 'One session to decide',
    phases: [{ label: 'Trial', serviceCode: 'experiential-im', sessions: { least: 1, most: 1 }, days: 7 }],
    companions: [{ serviceCode: 'integration', offset: 'after' }],
    prerequisites: [{ serviceCode: 'intake', isOptional: false }],
  },
];

/** The regimens other clinics describe on their pages. */
export const POTOMAC_PROTOCOLS: readonly Protocol[] = [
  {
    code: 'spravato',
    name: 'Spravato: induction, weekly, maintenance',
    phases: [
      { label: 'Weeks 1 to 4', serviceCode: 'spravato-84', weeks: 4, least: twiceAWeek, most: twiceAWeek },
      { label: 'Weeks 5 to 8', serviceCode: 'spravato-84', weeks: 4, least: onceAWeek, most: onceAWeek },
      { label: 'Maintenance', serviceCode: 'spravato-84', least: everyOtherWeek, most: onceAWeek },
    ],
    companions: [],
    prerequisites: [{ serviceCode: 'intake', isOptional: false }],
  },
  {
    code: 'iv-six',
    name: 'Six infusions over two to three weeks',
    phases: [{ label: 'Series', serviceCode: 'iv-ketamine', sessions: { least: 6, most: 6 }, days: 21 }],
    companions: [],
    prerequisites: [{ serviceCode: 'intake', isOptional: false }],
  },
  {
    code: 'iv-month-and-on',
    name: 'Infusions for four weeks, then weekly, then as needed',
    phases: [
      {
        label: 'Weeks 1 to 4',
        serviceCode: 'iv-ketamine',
        weeks: 4,
        least: twiceAWeek,
        most: { sessions: 3, everyWeeks: 1 },
      },
      { label: 'Weeks 5 to 8', serviceCode: 'iv-ketamine', weeks: 4, least: onceAWeek, most: onceAWeek },
      { label: 'As needed', serviceCode: 'iv-ketamine', least: asNeeded, most: { sessions: 1, everyWeeks: 4 } },
    ],
    companions: [],
    prerequisites: [{ serviceCode: 'intake', isOptional: false }],
  },
  {
    code: 'im-year',
    name: 'Intramuscular: four weeks, two weeks, maintenance',
    phases: [
      { label: 'Weeks 1 to 4', serviceCode: 'experiential-im', weeks: 4, least: twiceAWeek, most: twiceAWeek },
      { label: 'Weeks 5 and 6', serviceCode: 'experiential-im', weeks: 2, least: onceAWeek, most: onceAWeek },
      { label: 'Maintenance', serviceCode: 'experiential-im', least: everyOtherWeek, most: everyOtherWeek },
    ],
    companions: [],
    prerequisites: [{ serviceCode: 'intake', isOptional: false }],
  },
];
