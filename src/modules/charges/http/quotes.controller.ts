import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { Permit } from '../../access/permit';
import { QuoteVisit } from '../quote-visit';
import { QuoteView } from '../quote.view';
import { toQuote } from './visit-body';
import { QuoteVisitBody } from './visit.dto';

/** /v1/quotes */
@ApiTags('charges')
@Controller('v1/quotes')
export class QuotesController {
  constructor(private readonly quoteVisit: QuoteVisit) {}

  @Post()
  @Permit('quotes.make')
  @Answers({
    status: 200,
    type: QuoteView,
    description: 'What a visit would cost, who would pay, and why. Stores nothing.',
    problems: [
      'patient_unknown',
      'provider_unknown',
      'service_unknown',
      'price_not_set',
      'price_rule_invalid',
      'household_size_required',
    ],
  })
  quote(@Body() body: QuoteVisitBody) {
    return this.quoteVisit.execute(toQuote(body));
  }
}
