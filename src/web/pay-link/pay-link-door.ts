import { Injectable } from '@nestjs/common';
import { type PayLinkHolder, payLinkPrincipal, PayLinks } from '../../modules/payments/pay-links';
import { RequestContext } from '../../platform/context/request-context';
import { ReadTrail } from '../http/read-trail';

/** Lets the holder of a token in, as a visitor who may nothing but see and pay one patient's bills. */
@Injectable()
export class PayLinkDoor {
  constructor(
    private readonly links: PayLinks,
    private readonly context: RequestContext,
    private readonly trail: ReadTrail,
  ) {}

  /** The request acts as the holder from here on, and its look is on record. Errors: `pay_link_unknown`. */
  async enter(token: string): Promise<PayLinkHolder> {
    const holder = await this.links.resolve(token);
    this.context.become(payLinkPrincipal(holder));
    await this.trail.read('pay_link', holder.linkId);
    return holder;
  }
}
