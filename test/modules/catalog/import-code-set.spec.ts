import { parseBusinessDate } from '../../../src/kernel/business-date';
import { CodeSetsReader } from '../../../src/modules/catalog/code-sets.reader';
import { ImportCodeSet } from '../../../src/modules/catalog/import-code-set';
import { startTestApp, type TestApp } from '../../support/app';
import { openCatalog, pointersOf, type TestCatalog } from './catalog-clinic';

const HEADER = 'service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service';

describe('The procedure codes of a service', () => {
  let app: TestApp;
  let clinic: TestCatalog;

  beforeAll(async () => {
    app = await startTestApp();
  });

  beforeEach(async () => {
    clinic = await openCatalog(app, ['intake', 'dose-56']);
  });

  afterAll(() => app.close());

  const load = (...rows: string[]) =>
    clinic.as(async () => app.get(ImportCodeSet).execute({ csv: [HEADER, ...rows].join('\n') }));
  const codesOn = async (on: string, payerId?: string, serviceCode = 'dose-56') => {
    const sets = await clinic.as(() =>
      app.get(CodeSetsReader).codesFor({ serviceCodes: [serviceCode, 'intake'], payerId, on: parseBusinessDate(on) }),
    );
    return sets.get(serviceCode)?.lines.map(({ code }) => code);
  };

  const DRUG_2025 = 'dose-56,SPLIT,2025-01-01,2025-12-31,S0013,,per_mg,';
  const DRUG_2026 = 'dose-56,SPLIT,2026-01-01,,J0013,,per_mg,';
  const VISIT_2026 = 'dose-56,SPLIT,2026-01-01,,99215,25 KX,1,22';
  const BUNDLE = 'dose-56,,2025-01-01,,G2082,,1,';

  it('are those of the payer on the date of service, or else those for every payer', async () => {
    expect(await load(BUNDLE, DRUG_2025, DRUG_2026, VISIT_2026)).toEqual({ loaded: 3, ended: 0, unchanged: 0 });
    expect(await codesOn('2024-12-31', 'SPLIT')).toBeUndefined();
    expect(await codesOn('2025-12-31', 'SPLIT')).toEqual(['S0013']);
    expect(await codesOn('2026-01-01', 'SPLIT')).toEqual(['J0013', '99215']);
    expect(await codesOn('2026-01-01', 'OTHER')).toEqual(['G2082']);
    expect(await codesOn('2026-01-01')).toEqual(['G2082']);
    expect(await codesOn('2026-01-01', undefined, 'intake')).toBeUndefined();
  });

  it('keep their units, modifiers and place of service', async () => {
    await load(DRUG_2026, VISIT_2026);
    const sets = await clinic.as(() =>
      app
        .get(CodeSetsReader)
        .codesFor({ serviceCodes: ['dose-56'], payerId: 'SPLIT', on: parseBusinessDate('2026-03-01') }),
    );
    expect(sets.get('dose-56')).toEqual({
      serviceCode: 'dose-56',
      payerId: 'SPLIT',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      lines: [
        { code: 'J0013', modifiers: [], unitsRule: 'per_mg', units: null, placeOfService: null },
        { code: '99215', modifiers: ['25', 'KX'], unitsRule: 'fixed', units: 1, placeOfService: '22' },
      ],
    });
  });

  it('are loaded once when the same file comes twice', async () => {
    await load(BUNDLE, DRUG_2025);
    expect(await load(BUNDLE, DRUG_2025)).toEqual({ loaded: 0, ended: 0, unchanged: 2 });
  });

  it('are loaded once when the same file comes many times at once', async () => {
    for (const day of ['01', '02', '03']) {
      const row = `dose-56,,2026-01-${day},2026-01-${day},J0013,,per_mg,`;
      const copies = await Promise.all(Array.from({ length: 8 }, () => load(row)));
      expect(copies.map(({ loaded }) => loaded).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    }
  });

  it('cannot overlap for a service and payer: nothing of the file is kept', async () => {
    await load(BUNDLE);
    const overlapping = load(DRUG_2025, 'dose-56,,2026-01-01,,G2083,,1,');
    await expect(overlapping).rejects.toMatchObject({ code: 'code_set_overlap' });
    expect(await pointersOf(overlapping)).toEqual(['/rows/3/effective_from']);
    expect(await codesOn('2025-06-01', 'SPLIT')).toEqual(['G2082']);
    await expect(
      load(DRUG_2026.replace('J0013', 'S0013'), 'dose-56,SPLIT,2026-06-01,,J0013,,per_mg,'),
    ).rejects.toMatchObject({
      code: 'code_set_overlap',
    });
  });

  it('cannot overlap by a race either', async () => {
    const rivals = ['G2082', 'G2083', 'J0013'].map((code) => load(`dose-56,,2026-01-01,,${code},,1,`));
    const outcomes = await Promise.allSettled(rivals);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'code_set_overlap' }),
    });
  });

  it('are replaced by ending the running set and beginning another in one file', async () => {
    await load(BUNDLE);
    expect(await load('dose-56,,2026-07-01,,G2083,,1,', 'dose-56,,2025-01-01,2026-06-30,G2082,,1,')).toEqual({
      loaded: 1,
      ended: 1,
      unchanged: 0,
    });
    expect(await codesOn('2026-06-30')).toEqual(['G2082']);
    expect(await codesOn('2026-07-01')).toEqual(['G2083']);
  });

  it('are refused whole, with every wrong cell by line and column', async () => {
    const refused = load(
      'dose-56,pay er,2026-02-30,,G20,2,0,1',
      'dose-56,,2026-02-01,2026-01-31,G2082,25 25 25 25 25,per_mile,',
      BUNDLE,
    );
    await expect(refused).rejects.toMatchObject({ code: 'code_set_import_invalid' });
    expect(await pointersOf(refused)).toEqual([
      '/rows/2/code',
      '/rows/2/effective_from',
      '/rows/2/modifiers',
      '/rows/2/payer_id',
      '/rows/2/place_of_service',
      '/rows/2/units',
      '/rows/3/effective_to',
      '/rows/3/modifiers',
      '/rows/3/units',
    ]);
    expect(await pointersOf(load(BUNDLE, BUNDLE.replace('dose-56', 'nobody')))).toEqual(['/rows/3/service_code']);
    expect(await codesOn('2026-01-01')).toBeUndefined();
  });

  it('are another clinic’s business when they are theirs', async () => {
    const other = await openCatalog(app, ['dose-56']);
    await load(BUNDLE);
    const theirs = await other.as(() =>
      app.get(CodeSetsReader).codesFor({ serviceCodes: ['dose-56'], on: parseBusinessDate('2026-01-01') }),
    );
    expect(theirs.size).toBe(0);
  });
});
