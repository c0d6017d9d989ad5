import type { Protocol } from '../../../src/domain/courses/protocol';

const once = { sessions: 1, everyWeeks: 1 };
const twice = { sessions: 2, everyWeeks: 1 };
const everyOther = { sessions: 1, everyWeeks: 2 };

/** The regimens of the seeds, as DOMAIN.md §1.3 counts them. */
export const AUREO: Protocol = {
  code: 'im-series',
  name: 'Journeys over four weeks',
  phases: [{ label: 'Series', serviceCode: 'experiential-im', weeks: 4, least: once, most: twice }],
  companions: [{ serviceCode: 'integration', offset: 'after' }],
  prerequisites: [{ serviceCode: 'intake', isOptional: false }],
};

export const MCLEAN_IM: Protocol = {
  code: 'im-52-weeks',
  name: 'Intramuscular, a year',
  phases: [
    { label: 'Acute', serviceCode: 'im', weeks: 4, least: twice, most: twice },
    { label: 'Continuation', serviceCode: 'im', weeks: 2, least: once, most: once },
    { label: 'Maintenance', serviceCode: 'im', least: everyOther, most: everyOther },
  ],
  companions: [],
  prerequisites: [],
};

export const SPRAVATO: Protocol = {
  code: 'spravato',
  name: 'Esketamine',
  phases: [
    { label: 'Induction', serviceCode: 'spravato', weeks: 4, least: twice, most: twice },
    { label: 'Weeks 5 to 8', serviceCode: 'spravato', weeks: 4, least: once, most: once },
    { label: 'Maintenance', serviceCode: 'spravato', least: everyOther, most: once },
  ],
  companions: [],
  prerequisites: [],
};

export const SIX_INFUSIONS: Protocol = {
  code: 'iv-six',
  name: 'Six infusions',
  phases: [{ label: 'Series', serviceCode: 'iv', sessions: { least: 6, most: 6 }, days: 21 }],
  companions: [],
  prerequisites: [],
};
