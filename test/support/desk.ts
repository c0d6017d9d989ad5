import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { Role } from '../../src/platform/context/request-context';
import type { ClinicId } from '../../src/kernel/ids';
import { IssueApiKey } from '../../src/modules/access/issue-api-key';
import type { TestApp } from './app';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Record<string, string>;
}

type Json = Record<string, unknown>;

/** A program at a clinic's front desk: speaks the public contract with an API key. */
export interface Desk {
  get<Body = Json>(path: string): Promise<Answer<Body>>;
  /** Sends a fresh Idempotency-Key unless given one; null sends none. */
  post<Body = Json>(path: string, body: unknown, key?: string | null): Promise<Answer<Body>>;
  delete(path: string): Promise<Answer>;
}

/** Opens a desk with a new API key of the role. */
export async function openDesk(app: TestApp, clinicId: ClinicId, role: Role = 'front_desk'): Promise<Desk> {
  const { key } = await app.as(clinicId, () => app.get(IssueApiKey).execute({ role, label: `test ${role}` }));
  const server = app.app.getHttpServer();
  const auth = { authorization: `Bearer ${key}` };
  const answer = <Body>({ status, body, headers }: request.Response): Answer<Body> => ({
    status,
    body: body as Body,
    headers,
  });
  return {
    get: async (path) => answer(await request(server).get(path).set(auth)),
    post: async (path, body, key = randomUUID()) =>
      answer(
        await request(server)
          .post(path)
          .set({ ...auth, 'content-type': 'application/json', ...(key === null ? {} : { 'idempotency-key': key }) })
          .send(JSON.stringify(body)),
      ),
    delete: async (path) => answer(await request(server).delete(path).set(auth)),
  };
}

/** The answer's body, which must have been a success. */
export function ok<Body>(answer: Answer<Body>): Body {
  if (answer.status < 200 || answer.status > 299) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
