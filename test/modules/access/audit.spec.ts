import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { ClinicId } from '../../../src/kernel/ids';
import { AuditEventsReader } from '../../../src/modules/access/audit-events.reader';
import { RecordAuditEvent } from '../../../src/modules/access/record-audit-event';
import { Transactions } from '../../../src/platform/database/transactions';
import { type AccessApp, newClinicId, startAccessApp } from './access-app';

describe('The audit trail', () => {
  let access: AccessApp;
  let clinicId: ClinicId;

  beforeAll(async () => {
    access = await startAccessApp();
  });
  afterAll(() => access.stop());
  beforeEach(() => {
    clinicId = newClinicId(access);
  });

  const record = (action: string, facts?: Record<string, string | number>, id: string = randomUUID()) =>
    access.as(clinicId, () =>
      access.app
        .get(Transactions)
        .run(() => access.app.get(RecordAuditEvent).execute({ action, subject: { type: 'patient', id }, facts })),
    );
  const list = (query: object, clinic = clinicId) =>
    access.as(clinic, () => access.app.get(AuditEventsReader).list(query));

  it('says who did what to what, and when', async () => {
    const id = randomUUID();
    await record('patient.register', { amountCents: 100 }, id);
    const { data } = await list({});
    expect(data).toEqual([
      {
        id: expect.any(String),
        recordedAt: '2026-03-02T15:00:00.000Z',
        actor: { kind: 'system', id: 'test', label: 'test', role: null },
        action: 'patient.register',
        subject: { type: 'patient', id },
        requestId: '-',
        ip: null,
        facts: { amountCents: 100 },
      },
    ]);
  });

  it('is written with the deed or not at all', async () => {
    const failing = access.as(clinicId, () =>
      access.app.get(Transactions).run(async () => {
        await access.app.get(RecordAuditEvent).execute({ action: 'patient.register', subject: { type: 'patient' } });
        throw new Error('the deed failed');
      }),
    );
    await expect(failing).rejects.toThrow('the deed failed');
    expect((await list({})).data).toEqual([]);
  });

  it('withholds text that could be a name', async () => {
    await record('patient.register', { lastName: 'van der Berg', note: 'Zoë', mail: 'a@b.c', code: 'H-001.2', n: 3 });
    const [event] = (await list({})).data;
    expect(event?.facts).toEqual({ lastName: 'withheld', note: 'withheld', mail: 'withheld', code: 'H-001.2', n: 3 });
  });

  it('refuses an action that is not a code', async () => {
    await expect(record('Registered Zoë')).rejects.toMatchObject({ constraint: 'ck_audit_events_action' });
  });

  it('is listed newest first, in pages that neither skip nor repeat, filtered on request', async () => {
    const id = randomUUID();
    for (let n = 0; n < 7; n += 1) {
      access.clock.advance({ milliseconds: 1 });
      await record(n % 2 === 0 ? 'patient.update' : 'patient.register', { n }, n < 3 ? id : undefined);
    }
    const seen: unknown[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ limit: 3, cursor: cursor ?? undefined });
      seen.push(...page.data.map(({ facts }) => facts['n']));
      cursor = page.nextCursor;
      if (seen.length === 3) await record('patient.update', { n: 99 });
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
    const narrowed = await list({ subjectType: 'patient', subjectId: id, action: 'patient.update' });
    expect(narrowed.data.map(({ facts }) => facts['n'])).toEqual([2, 0]);
    await expect((async () => list({ cursor: 'x' }))()).rejects.toMatchObject({ code: 'cursor_invalid' });
    const forged = Buffer.from('["1 OR 1=1"]').toString('base64url');
    await expect((async () => list({ cursor: forged }))()).rejects.toMatchObject({ code: 'cursor_invalid' });
  });

  it('is seen by no other clinic', async () => {
    await record('patient.register');
    expect((await list({}, newClinicId(access))).data).toEqual([]);
    expect((await list({})).data).toHaveLength(1);
  });

  describe('under the login of the service', () => {
    let client: Client;
    beforeAll(async () => {
      client = new Client({ connectionString: access.database.appUrl });
      await client.connect();
    });
    afterAll(() => client.end());
    beforeEach(() => record('patient.register'));

    const attempt = async (statement: string) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinicId]);
      const outcome = await client.query(statement).then(
        ({ rowCount }) => rowCount,
        ({ code }: { code: string }) => code,
      );
      await client.query('ROLLBACK');
      return outcome;
    };
    const denied = '42501';

    it.each([
      [`UPDATE audit_events SET facts = '{}'`],
      ['DELETE FROM audit_events'],
      ['TRUNCATE audit_events'],
      ['DROP TABLE audit_events'],
      ['ALTER TABLE audit_events DISABLE TRIGGER ALL'],
      ['ALTER TABLE audit_events DISABLE ROW LEVEL SECURITY'],
      [
        `INSERT INTO audit_events (clinic_id, id, recorded_at, actor_kind, actor_id, actor_label, action)
        VALUES (gen_random_uuid(), gen_random_uuid(), now(), 'system', 'x', 'x', 'patient.read')`,
      ],
    ])('%s is refused', async (statement) => {
      expect(await attempt(statement)).toBe(denied);
    });

    it.each([[`UPDATE audit_events SET facts = '{}'`], ['DELETE FROM audit_events'], ['TRUNCATE audit_events']])(
      '%s is refused to the owner of the table too',
      async (statement) => {
        await expect(access.database.query(statement)).rejects.toMatchObject({ code: '23001' });
      },
    );

    it('shows no session, user or key without a clinic, and answers lookups only by exact key', async () => {
      await access.addUser(clinicId, 'admin', 'lookup@clinic.example');
      const count = async (from: string) => (await client.query(`SELECT count(*)::int AS n FROM ${from}`)).rows[0].n;
      for (const table of ['staff_users', 'staff_sessions', 'api_keys', 'audit_events'])
        expect(await count(table)).toBe(0);
      expect(await count(`find_staff_user_by_email('lookup@clinic.example')`)).toBe(1);
      expect(await count(`find_staff_user_by_email('%')`)).toBe(0);
    });
  });
});

describe('Reading what a person is protected by', () => {
  let access: AccessApp;
  let clinicId: ClinicId;
  let headers: { authorization: string };
  let keyId: string;

  beforeAll(async () => {
    access = await startAccessApp();
    clinicId = newClinicId(access);
  });
  afterAll(() => access.stop());
  beforeEach(async () => {
    const { id, key } = await access.addKey(clinicId, 'front_desk');
    keyId = id;
    headers = { authorization: `Bearer ${key}` };
  });

  const reads = () =>
    access.database.query(
      `SELECT action, subject_type, subject_id, facts, request_id IS NOT NULL AS has_request, host(ip) AS ip
         FROM audit_events WHERE actor_id = $1`,
      [keyId],
    );

  it('is recorded with the record that was read, the request and the address', async () => {
    const id = randomUUID();
    await access.http.get(`/v1/probes/${id}`).set(headers).expect(200);
    expect(await reads()).toEqual([
      { action: 'probe.read', subject_type: 'probe', subject_id: id, facts: {}, has_request: true, ip: '127.0.0.1' },
    ]);
  });

  it('is recorded for a list with how many and of whom, and no names', async () => {
    const patientId = randomUUID();
    await access.http.get(`/v1/probes?patientId=${patientId}&query=Zo%C3%AB`).set(headers).expect(200);
    expect(await reads()).toEqual([
      expect.objectContaining({ action: 'probe.list', subject_id: null, facts: { count: 2, of: patientId } }),
    ]);
  });

  it('is recorded for HEAD as for GET', async () => {
    await access.http.head(`/v1/probes/${randomUUID()}`).set(headers).expect(200);
    expect(await reads()).toHaveLength(1);
  });

  it('is not recorded when nothing was shown', async () => {
    await access.http.get(`/v1/probes/${randomUUID()}/broken`).set(headers).expect(500);
    expect(await reads()).toEqual([]);
  });

  it('shows nothing when it cannot be recorded', async () => {
    await access.database.query('ALTER TABLE audit_events ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
    const answer = await access.http.get(`/v1/probes/${randomUUID()}`).set(headers);
    await access.database.query('ALTER TABLE audit_events DROP CONSTRAINT full_disk');
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([500, expect.not.stringContaining('Zoë')]);
  });
});
