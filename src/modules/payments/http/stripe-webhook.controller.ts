import { Controller, Headers, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../../../platform/http/answers';
import { Public } from '../../access/permit';
import { ReceiveStripeEvent } from '../events/receive-stripe-event';

/** Stripe rings; the signature over the raw body is its identity. */
@ApiTags('webhooks')
@Controller('v1/webhooks/stripe')
export class StripeWebhookController {
  constructor(private readonly receive: ReceiveStripeEvent) {}

  @Post()
  @Public()
  @Answers({
    status: 200,
    description: 'Store an event. Answered once it is kept; applied afterwards.',
    problems: ['webhook_signature_invalid', 'body_malformed'],
  })
  async ring(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers('stripe-signature') signature?: string,
  ): Promise<{ received: true }> {
    await this.receive.execute(request.rawBody ?? Buffer.alloc(0), signature);
    return { received: true };
  }
}
