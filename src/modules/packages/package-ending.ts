import { Injectable, SetMetadata } from '@nestjs/common';
import type { PackageId } from '../../kernel/ids';
import { MarkedProviders } from '../../platform/discovery/marked-providers';

const PACKAGE_ENDING = 'packages.ending';

/** Marks a provider that has to know when a package is canceled. */
export const RegisterPackageEnding = (): ClassDecorator => SetMetadata(PACKAGE_ENDING, true);

/** What a room to the right keeps about a package that ends with it: a payment plan. */
export abstract class PackageEnding {
  /** Tx: that of the cancellation, with the package held and still active: its money is as it was. */
  abstract end(packageId: PackageId): Promise<void>;
}

/** Tells every {@link PackageEnding} there is. */
@Injectable()
export class PackageEndings {
  constructor(private readonly providers: MarkedProviders) {}

  async tell(packageId: PackageId): Promise<void> {
    for (const ending of this.providers.of<PackageEnding>(PACKAGE_ENDING)) await ending.end(packageId);
  }
}
