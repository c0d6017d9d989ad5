import type { IncomingMessage } from 'node:http';
import request from 'supertest';
import type { ClinicId } from '../../../src/kernel/ids';
import { IssueApiKey } from '../../../src/modules/access/issue-api-key';
import type { Role } from '../../../src/platform/context/request-context';
import type { TestApp } from '../../support/app';

export interface PdfAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: Record<string, string>;
}

const binary = (response: request.Response, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  const message = response as unknown as IncomingMessage;
  message.on('data', (part: Buffer) => parts.push(part));
  message.on('end', () => done(null, Buffer.concat(parts)));
};

/** A program that fetches PDFs with an API key of the role. */
export async function pdfReader(app: TestApp, clinicId: ClinicId, role: Role = 'front_desk') {
  const { key } = await app.as(clinicId, () => app.get(IssueApiKey).execute({ role, label: `pdf ${role}` }));
  return async (path: string): Promise<PdfAnswer> => {
    const { status, body, headers } = await request(app.app.getHttpServer())
      .get(path)
      .set({ authorization: `Bearer ${key}` })
      .buffer(true)
      .parse(binary);
    return { status, bytes: body as Buffer, headers };
  };
}
