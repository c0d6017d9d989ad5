import { Injectable } from '@nestjs/common';
import { toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PackageId, type PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { RecordAuditEvent } from '../access/record-audit-event';
import { toPriceSourceView } from '../charges/quote.view';
import { TakeNumber } from '../clinics/take-number';
import { SoberFirst } from '../patients/sober-first';
import { PackagesRepository } from './persistence/packages.repository';
import { SaleRequest } from './sale-request';
import { type QuotedPackage, QuotePackage } from './quote-package';

export interface SellPackageInput {
  readonly patientId: PatientId;
  readonly offerCode: string;
  readonly agreement: {
    /** Of the text the patient was shown. */
    readonly textSha256: string;
    /** The name they typed. */
    readonly signedBy: string;
  };
}

/**
 * Sells a package: keeps the agreement as it was signed, and the sessions with their shares of the price. What is paid for it
 * is a matter of its own; sessions may be given before.
 *
 * Tx: joins or opens one. Idempotent by: the route's key; a staged request finds what it has sold. Posts: nothing.
 * Errors: `patient_unknown`, those of {@link QuotePackage}, `package_agreement_changed` when the text that was shown is not
 * the one of now: prices have changed, or it is another package; `signing_before_discharge`.
 */
@Injectable()
export class SellPackage {
  constructor(
    private readonly quoting: QuotePackage,
    private readonly packages: PackagesRepository,
    private readonly numbers: TakeNumber,
    private readonly audit: RecordAuditEvent,
    private readonly signing: SoberFirst,
    private readonly request: SaleRequest,
  ) {}

  execute(input: SellPackageInput): Promise<PackageId> {
    return this.request.run(async ({ now, actor, requestKey }) => {
      const earlier = requestKey ? await this.packages.ofRequest(requestKey) : undefined;
      if (earlier) return earlier;
      await this.signing.assertMaySign(input.patientId, now);
      const quoted = await this.quoting.execute(input.offerCode);
      assertShown(quoted, input.agreement.textSha256);
      const id = newId<PackageId>(now);
      await this.audit.execute({
        action: 'package.sell',
        subject: { type: 'package', id },
        facts: {
          patientId: input.patientId,
          priceCents: quoted.price.price.toJSON(),
          policy: quoted.cancellationPolicy,
          textVersion: quoted.agreement.textVersion,
        },
      });
      const number = await this.numbers.execute('package');
      await this.packages.insert({
        ...quoted,
        id,
        number,
        patientId: input.patientId,
        soldOn: quoted.soldOn.toString(),
        listPriceCents: quoted.price.listPrice.toCents().toString(),
        priceCents: quoted.price.price.toCents().toString(),
        signedBy: input.agreement.signedBy.trim(),
        signedAt: toDate(now),
        requestKey,
        soldBy: { kind: actor.kind, id: actor.id },
        sessions: sessionsOf(quoted).map((session) => ({ ...session, id: newId<string>(now) })),
      });
      return id;
    });
  }
}

function assertShown({ agreement }: QuotedPackage, textSha256: string): void {
  if (agreement.textSha256 !== textSha256)
    throw new DomainError('package_agreement_changed', {
      detail:
        'The agreement has changed since it was shown, or it is of another package. Show it to the patient again.',
      facts: { textSha256: agreement.textSha256, textVersion: agreement.textVersion },
    });
}

function sessionsOf({ price, lines }: QuotedPackage) {
  return price.sessions.map((session) => {
    const line = lines.find(({ serviceCode }) => serviceCode === session.serviceCode);
    invariant(line, 'a session is of a line');
    return {
      serviceCode: session.serviceCode,
      description: line.description,
      listPriceCents: session.listPrice.toCents().toString(),
      priceCents: session.price.toCents().toString(),
      priceSource: toPriceSourceView(line.single.priceSource),
    };
  });
}
