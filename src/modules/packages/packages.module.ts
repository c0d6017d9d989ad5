import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { CatalogModule } from '../catalog/catalog.module';
import { ChargesModule } from '../charges/charges.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PatientsModule } from '../patients/patients.module';
import { PaymentsModule } from '../payments/payments.module';
import { ApplyPackageMoney } from './apply-package-money';
import { CancelPackage } from './cancel-package';
import { CoursesReader } from './courses.reader';
import { DefinePackageOffer } from './define-package-offer';
import { EarnSessions } from './earn-sessions';
import { EndCourse } from './end-course';
import { EnrollInCourse } from './enroll-in-course';
import { CoursesController } from './http/courses.controller';
import { PackageOffersController } from './http/package-offers.controller';
import { PackagesController } from './http/packages.controller';
import { PackageClosing } from './package-closing';
import { PackageEndings } from './package-ending';
import { PackageMoney } from './package-money';
import { PackageMoneyArrived, PackageRefundObjection, PackageVoidObjection } from './package-objections';
import { PackageOffersReader } from './package-offers.reader';
import { PackagePayments } from './package-payments';
import { PackagesReader } from './packages.reader';
import { PayPackage } from './pay-package';
import { EnrollmentsRepository } from './persistence/enrollments.repository';
import { PackageRows } from './persistence/package-rows';
import { PackageUsesRepository } from './persistence/package-uses.repository';
import { PackagesRepository } from './persistence/packages.repository';
import { PrepaidSessions } from './prepaid-sessions';
import { PriceCourse } from './price-course';
import { QuotePackage } from './quote-package';
import { SaleRequest } from './sale-request';
import { SellAndPayPackage } from './sell-and-pay-package';
import { SellPackage } from './sell-package';

const DOORS = [
  DefinePackageOffer,
  PackageOffersReader,
  QuotePackage,
  SellPackage,
  SellAndPayPackage,
  PayPackage,
  PackagePayments,
  CancelPackage,
  PackagesReader,
  PriceCourse,
  EnrollInCourse,
  EndCourse,
  CoursesReader,
];

/**
 * Packages: sessions sold ahead at a price of their own, held for the patient until they are given, and given back when the
 * patient stops; and the courses patients are on, whether sold ahead or not.
 *
 * Owns: package_offers, packages, package_sessions, package_uses, package_payments, course_enrollments. The money is the payments room's, on 2100.
 * Tells who has to know that one is canceled (package-ending). Provides the charges room with what was bought ahead (prepaid-sessions, found by its mark), and objects to refunds and voids
 * that would leave a package unpaid.
 * Doors: define-package-offer, package-offers.reader, quote-package, sell-package, sell-and-pay-package, pay-package,
 * package-payments (for whoever else pays one: a plan), cancel-package, packages.reader, price-course,
 * enroll-in-course, end-course, courses.reader and their views.
 * May call: access, clinics, ledger, catalog, patients, charges, payments. Never: the processor.
 */
@Module({
  imports: [AccessModule, ClinicsModule, LedgerModule, CatalogModule, PatientsModule, ChargesModule, PaymentsModule],
  controllers: [PackagesController, PackageOffersController, CoursesController],
  providers: [
    ...DOORS,
    ApplyPackageMoney,
    EarnSessions,
    PackageClosing,
    PackageEndings,
    PackageMoney,
    PackageMoneyArrived,
    PackageRefundObjection,
    PackageVoidObjection,
    SaleRequest,
    EnrollmentsRepository,
    PackageRows,
    PackageUsesRepository,
    PackagesRepository,
    PrepaidSessions,
  ],
  exports: DOORS,
})
export class PackagesModule {}
