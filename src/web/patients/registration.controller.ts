import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../modules/access/permit';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { RegisterPatient, type RegisterPatientInput } from '../../modules/patients/register-patient';
import { isPlainText } from '../../platform/http/fields';
import { FormReader } from '../forms/form-reader';
import type { FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import type { PatientHead } from '../ui/patient-head';
import { toPatientHead } from './patient-heads';
import { RegisterPatientPage } from './register-patient.page';
import { readRegistration } from './registration-form';

const MOST_DUPLICATES_SHOWN = 5;

/** Not a refusal: the desk is asked whether one of these is the person. */
class PossibleDuplicates extends Error {
  constructor(readonly patients: readonly PatientHead[]) {
    super('possible duplicates');
  }
}

/** /patients/new: writing somebody down. */
@PageController('patients/new')
export class RegistrationController {
  constructor(
    private readonly registerPatient: RegisterPatient,
    private readonly patients: PatientsReader,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('patients.write')
  show(@Req() request: FastifyRequest, @Query('name') name: unknown): Promise<PageAnswer> {
    const [firstName = '', ...rest] = isPlainText(name) ? String(name).trim().split(/\s+/) : [];
    const values: FormValues = rest.length > 0 ? { firstName, lastName: rest.join(' ') } : { lastName: firstName };
    return this.page(request, { values, problems: [] });
  }

  @Post()
  @Permit('patients.write')
  async register(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readRegistration(typed);
    if (!input) return this.page(request, typed.state, { status: 422 });
    try {
      return await this.once.run({ route: 'POST /patients/new', values }, async () => {
        if (values['isNewPerson'] !== 'yes') await this.askAboutDuplicates(input);
        const patient = await this.registerPatient.execute(input);
        return `/patients/${patient.id}`;
      });
    } catch (error) {
      if (error instanceof PossibleDuplicates)
        return this.page(request, typed.state, { status: 409, duplicates: error.patients });
      const { form, status } = refusalOf(error, values, (pointer) => pointer.split('/').at(-1));
      return this.page(request, form, { status });
    }
  }

  /** Stops before anything is saved when people with this birth date and the beginning of this last name are here. */
  private async askAboutDuplicates({ lastName, dateOfBirth }: RegisterPatientInput): Promise<void> {
    const query = `${dateOfBirth.toString()} ${lastName}`;
    const found = await this.patients.search({ query, limit: MOST_DUPLICATES_SHOWN });
    if (found.data.length > 0) throw new PossibleDuplicates(found.data.map(toPatientHead));
  }

  private async page(
    request: FastifyRequest,
    form: FormState,
    { status = 200, duplicates = [] }: { status?: number; duplicates?: readonly PatientHead[] } = {},
  ): Promise<PageAnswer> {
    const shell = await this.shell.of(request);
    const props = { shell, form, possibleDuplicates: duplicates, idempotencyKey: this.once.makeKey() };
    return page(RegisterPatientPage, props, { status });
  }
}
