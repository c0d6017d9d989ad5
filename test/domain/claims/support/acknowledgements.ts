const envelope = (functional: string, implementation: string, body: readonly string[]): string =>
  [
    'ISA*00*          *00*          *ZZ*CLEARINGHOUSE  *ZZ*SUBMITTER      *261116*0900*^*00501*000000005*0*T*:',
    `GS*${functional}*CLEARINGHOUSE*SUBMITTER*20261116*0900*5*X*${implementation}`,
    ...body,
    `SE*${body.length + 1}*0001`,
    'GE*1*5',
    'IEA*1*000000005',
  ]
    .map((segment) => `${segment}~\n`)
    .join('');

/** A 999 for one of our files. */
export const acknowledgement999 = (about: {
  group: number;
  transaction: string;
  code: string;
  errors?: string[];
}): string =>
  envelope('FA', '005010X231A1', [
    'ST*999*0001*005010X231A1',
    `AK1*HC*${about.group}*005010X222A1`,
    `AK2*837*${about.transaction}*005010X222A1`,
    ...(about.errors ?? []),
    about.errors ? `IK5*${about.code}*5` : `IK5*${about.code}`,
    `AK9*${about.code}*1*1*${about.code === 'R' ? 0 : 1}`,
  ]);

/** A 277CA about claims. */
export const acknowledgement277 = (
  claims: readonly { control: string; category: string; code: string; icn?: string }[],
): string =>
  envelope('HN', '005010X214', [
    'ST*277*0001*005010X214',
    'BHT*0085*08*277X*20261116*0900*TH',
    'HL*1**20*1',
    'NM1*PR*2*EXAMPLE PAYER*****PI*12345',
    'TRN*1*B0001',
    'HL*2*1*21*1',
    'NM1*41*2*EXAMPLE CLINIC*****46*SUBMITTER',
    'TRN*2*B0001',
    'STC*A1:19*20261116*WQ*1200',
    'HL*3*2*19*1',
    'NM1*85*2*EXAMPLE CLINIC PC*****XX*1999999984',
    ...claims.flatMap(({ control, category, code, icn }, index) => [
      `HL*${index + 4}*3*PT`,
      'NM1*QC*1*DOE*JANE****MI*W123456789',
      `TRN*2*${control}`,
      `STC*${category}:${code}*20261116*${category === 'A2' ? 'WQ' : 'U'}*1200`,
      ...(icn === undefined ? [] : [`REF*1K*${icn}`]),
      'DTP*472*D8*20261110',
    ]),
  ]);
