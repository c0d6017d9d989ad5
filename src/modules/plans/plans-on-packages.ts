import { Injectable } from '@nestjs/common';
import type { PackageId } from '../../kernel/ids';
import { PackageEnding, RegisterPackageEnding } from '../packages/package-ending';
import { CancelPlan } from './cancel-plan';

/** A package that is canceled ends the plan it is paid by: nothing more is asked for, and what was paid is settled there. */
@Injectable()
@RegisterPackageEnding()
export class PlansOnPackages extends PackageEnding {
  constructor(private readonly canceling: CancelPlan) {
    super();
  }

  override end(packageId: PackageId): Promise<void> {
    return this.canceling.withPackage(packageId);
  }
}
