import { Injectable } from '@nestjs/common';
import { RequestContext } from '../../platform/context/request-context';
import { ClinicsReader } from './clinics.reader';

/** Runs scheduled work for one clinic after the other, as the system. */
@Injectable()
export class EveryClinic {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly context: RequestContext,
  ) {}

  /** Trouble in one clinic does not keep the others waiting; the first of it is thrown at the end. */
  async run(task: string, work: () => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    for (const clinicId of await this.clinics.allClinicIds())
      await this.context
        .runAs({ clinicId, actor: { kind: 'system', id: task, label: task } }, work)
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
