/** What a 271 is made of; the benefits as `EB` segments without their terminator. */
export interface EligibilityText {
  readonly memberId?: string;
  readonly bornOn?: string;
  readonly answeredOn?: string;
  readonly segments: readonly string[];
  /** Segments of a dependent under the subscriber. */
  readonly dependent?: readonly string[];
}

/** In network: a $30.00 copay, 20 %, $150.00 of the deductible and $400.00 of the year's limit left. */
export const BENEFITS = [
  'EB*1**30**GOLD PPO',
  'EB*B*IND*98***27*30*****Y',
  'EB*B*IND*98***27*60*****N',
  'EB*A*IND*98^MH*****.2****Y',
  'EB*C*FAM*30***29*1500*****Y',
  'EB*C*IND*30***29*150*****Y',
  'EB*C*IND*30***23*2000*****Y',
  'EB*G*IND*30***29*400*****Y',
  'EB*1**88',
  'EB*A*IND*88*****.35****Y',
];

/** An answer of a payer as it would come, counted and closed. */
export function eligibilityText(text: EligibilityText): string {
  const { memberId = 'W123456789', bornOn = '19850101', answeredOn = '20261122', segments, dependent } = text;
  const born = bornOn === '' ? [] : [`DMG*D8*${bornOn}*F`];
  const body = [
    'ST*271*0001*005010X279A1',
    `BHT*0022*11*REF1*${answeredOn}*0900`,
    'HL*1**20*1',
    'NM1*PR*2*EXAMPLE PAYER*****PI*12345',
    'HL*2*1*21*1',
    'NM1*1P*2*EXAMPLE CLINIC PC*****XX*1999999984',
    `HL*3*2*22*${dependent ? 1 : 0}`,
    `NM1*IL*1*DOE*JANE****MI*${memberId}`,
    ...born,
    ...segments,
    ...(dependent ? ['HL*4*3*23*0', ...dependent] : []),
  ];
  return [
    'ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *261122*0900*^*00501*000000007*0*T*:',
    'GS*HB*PAYER*CLINIC*20261122*0900*1*X*005010X279A1',
    ...body,
    `SE*${body.length + 1}*0001`,
    'GE*1*1',
    'IEA*1*000000007',
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}
