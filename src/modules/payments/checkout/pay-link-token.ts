import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUuid } from '../../../kernel/ids';
import { Config } from '../../../platform/config/config';

const SIGNATURE_BYTES = 20;

/**
 * The token of a permanent pay page: the link's id and a 160-bit signature over it. Nothing is stored that would open the
 * page, and nothing in the URL tells who it is for.
 */
@Injectable()
export class PayLinkToken {
  private readonly key: Buffer;

  constructor(private readonly config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', Buffer.from(config.appSecret, 'hex'), '', 'pay-link', 32));
  }

  of(linkId: string): string {
    return `${Buffer.from(linkId.replaceAll('-', ''), 'hex').toString('base64url')}.${this.sign(linkId).toString('base64url')}`;
  }

  /** The whole address of the page, `…/pay/<token>`. */
  url(linkId: string): string {
    return `${this.config.publicUrl}/pay/${this.of(linkId)}`;
  }

  /** The link's id, or undefined for anything this service did not sign. */
  read(token: string): string | undefined {
    const [id = '', signature = ''] = token.split('.');
    const hex = Buffer.from(id, 'base64url').toString('hex');
    const linkId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const given = Buffer.from(signature, 'base64url');
    if (!isUuid(linkId) || given.length !== SIGNATURE_BYTES) return undefined;
    return timingSafeEqual(given, this.sign(linkId)) ? linkId : undefined;
  }

  private sign(linkId: string): Buffer {
    return createHmac('sha256', this.key).update(linkId).digest().subarray(0, SIGNATURE_BYTES);
  }
}
