import { randomUUID } from 'node:crypto';
import type { ClinicId, LocationId, ProviderId } from '../../../src/kernel/ids';
import { IssueApiKey } from '../../../src/modules/access/issue-api-key';
import { DEFAULT_POLICIES } from '../../../src/modules/clinics/clinic-policies';
import { ClinicsReader } from '../../../src/modules/clinics/clinics.reader';
import { OpenClinic } from '../../../src/modules/clinics/open-clinic';
import { UpdateClinicPolicies } from '../../../src/modules/clinics/update-clinic-policies';
import { RequestContext } from '../../../src/platform/context/request-context';
import { Transactions } from '../../../src/platform/database/transactions';
import { Sql } from '../../../src/platform/database/sql';
import { startTestApp, type TestApp } from '../../support/app';
import { clinicInput, openTestClinic } from '../../support/clinics';
import { FixedClock } from '../../support/fixed-clock';

describe('A clinic, its places, its people and its policies', () => {
  let app: TestApp;
  let mine: ClinicId;
  let other: ClinicId;
  const clock = FixedClock.at('2026-03-10T06:30:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
    mine = await openTestClinic(app, { timeZone: 'America/Los_Angeles' });
    other = await openTestClinic(app, { timeZone: 'America/New_York' });
  });

  afterAll(() => app.close());

  const reader = () => app.get(ClinicsReader);
  const current = (clinicId: ClinicId) => app.as(clinicId, () => reader().current());

  it('is read whole, with its locations and providers', async () => {
    const clinic = await current(mine);
    expect(clinic).toMatchObject({ id: mine, timeZone: 'America/Los_Angeles', ein: '123456789', version: 1 });
    expect(clinic.locations).toEqual([expect.objectContaining({ placeOfService: '11', npi: null })]);
    expect(clinic.providers).toEqual([expect.objectContaining({ npi: '1234567893', isMedicareOptedOut: false })]);
    expect(clinic.policies.offeredTenders).toContain('check');
  });

  it('has a business day of its own', async () => {
    expect((await app.as(mine, () => reader().today())).toString()).toBe('2026-03-09');
    expect((await app.as(other, () => reader().today())).toString()).toBe('2026-03-10');
  });

  it('answers for another clinic’s provider and location exactly as for one that does not exist', async () => {
    const foreign = await current(other);
    const foreignProvider = foreign.providers[0]?.id as ProviderId;
    const foreignLocation = foreign.locations[0]?.id as LocationId;
    const refusals = await app.as(mine, () =>
      Promise.allSettled([
        reader().provider(foreignProvider),
        reader().provider(randomUUID() as ProviderId),
        reader().location(foreignLocation),
        reader().location(randomUUID() as LocationId),
      ]),
    );
    expect(refusals).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'provider_unknown' }) },
      { status: 'rejected', reason: expect.objectContaining({ code: 'provider_unknown' }) },
      { status: 'rejected', reason: expect.objectContaining({ code: 'location_unknown' }) },
      { status: 'rejected', reason: expect.objectContaining({ code: 'location_unknown' }) },
    ]);
    await expect(app.as(other, () => reader().provider(foreignProvider))).resolves.toMatchObject({
      id: foreignProvider,
    });
  });

  it('sees no rows of another clinic, and cannot write one', async () => {
    const { transactions, sql } = { transactions: app.get(Transactions), sql: app.get(Sql) };
    for (const table of ['clinics', 'locations', 'providers'] as const) {
      const [row] = await app.as(mine, () =>
        transactions.run(() => sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)),
      );
      expect([table, row?.n]).toEqual([table, 1]);
    }
    await expect(
      app.as(mine, () =>
        transactions.run(() =>
          sql.query('INSERT INTO number_sequences (clinic_id, kind, last_number) VALUES ($1, $2, 1)', [
            other,
            'invoice',
          ]),
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('is listed for jobs, and found by its slug, without a tenant', async () => {
    const { slug } = await current(other);
    expect((await reader().allClinicIds()).sort()).toEqual([mine, other].sort());
    expect(await reader().findIdBySlug(slug)).toBe(other);
    expect(await reader().findIdBySlug('nobody')).toBeUndefined();
  });

  it('is refused with every wrong field named', async () => {
    const [location] = clinicInput().locations;
    const [provider] = clinicInput().providers;
    if (!location || !provider) throw new Error('the builder has a location and a provider');
    const input = clinicInput({
      timeZone: 'Mars/Olympus',
      ein: '12345678',
      npi: '1234567890',
      statementDescriptor: 'KETAMINE CO',
      locations: [{ ...location, npi: '1234567890', placeOfService: 'office' }],
      providers: [{ ...provider, npi: '9' }],
      policies: {
        ...DEFAULT_POLICIES,
        offeredTenders: ['cash', 'cash'],
        invoiceDueDays: 400,
        payPage: { title: '', message: 'spravato' },
      },
    });
    const opening = app.as(randomUUID() as ClinicId, async () => app.get(OpenClinic).execute(input));
    await expect(opening).rejects.toMatchObject({ code: 'validation_failed' });
    const { errors } = (await opening.catch((error: unknown) => error)) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/ein',
      '/locations/0/npi',
      '/locations/0/placeOfService',
      '/npi',
      '/policies/invoiceDueDays',
      '/policies/offeredTenders',
      '/policies/payPage/message',
      '/policies/payPage/title',
      '/providers/0/npi',
      '/statementDescriptor',
      '/timeZone',
    ]);
  });

  it('lets one of two editors of its policies win, and tells the other', async () => {
    const update = app.get(UpdateClinicPolicies);
    const { version } = await current(mine);
    const edits = await app.as(mine, () =>
      Promise.allSettled([
        update.execute({ version, invoiceDueDays: 10 }),
        update.execute({ version, invoiceDueDays: 20 }),
      ]),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(edits).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ code: 'version_stale' }) });
    const after = await current(mine);
    expect(after.version).toBe(version + 1);
    expect([10, 20]).toContain(after.policies.invoiceDueDays);
    expect(after.policies.payPage).toEqual(DEFAULT_POLICIES.payPage);
  });

  it('is shown to whoever works there, and changed by an admin alone', async () => {
    const keyOf = (role: 'front_desk' | 'admin') =>
      app.as(mine, async () => (await app.get(IssueApiKey).execute({ label: role, role })).key, { role: 'admin' });
    const [desk, admin] = [await keyOf('front_desk'), await keyOf('admin')];
    const call = (key: string, method: 'GET' | 'PATCH', url: string, payload?: object) =>
      app.app.inject({ method, url, headers: { authorization: `Bearer ${key}` }, payload });
    const shown = await call(desk, 'GET', '/v1/clinic');
    expect([shown.statusCode, shown.json()]).toEqual([200, JSON.parse(JSON.stringify(await current(mine)))]);
    const { version } = shown.json() as { version: number };
    expect((await call(desk, 'PATCH', '/v1/clinic/policies', { version, invoiceDueDays: 7 })).statusCode).toBe(403);
    const changed = await call(admin, 'PATCH', '/v1/clinic/policies', { version, invoiceDueDays: 7 });
    expect([changed.statusCode, changed.json().policies.invoiceDueDays]).toEqual([200, 7]);
    const unknown = await call(admin, 'PATCH', '/v1/clinic/policies', {
      version: version + 1,
      offeredTenders: ['shells'],
    });
    expect([unknown.statusCode, unknown.json().code]).toEqual([400, 'validation_failed']);
  });

  it('needs a context', async () => {
    expect(app.get(RequestContext).tryClinicId()).toBeUndefined();
    await expect((async () => reader().current())()).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
