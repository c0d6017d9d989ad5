import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { Permit } from '../../access/permit';
import { AcknowledgementsView } from '../acknowledgement.view';
import { ReceiveAcknowledgement } from '../receive-acknowledgement';
import { X12_TEXT, X12BodyPipe } from '../../../platform/http/x12-body';

/** /v1/acknowledgements */
@ApiTags('claims')
@Controller('v1/acknowledgements')
export class AcknowledgementsController {
  constructor(private readonly receive: ReceiveAcknowledgement) {}

  @Post()
  @Permit('claims.work')
  @ApiConsumes(X12_TEXT)
  @ApiBody({ schema: { type: 'string', example: 'ISA*00*…' } })
  @Answers({
    status: 201,
    type: AcknowledgementsView,
    description: 'Takes a 999 or 277CA and moves the claims as it says. A repeat changes nothing.',
    problems: ['x12_malformed', 'content_type_unsupported', 'body_too_large'],
  })
  post(@Body(X12BodyPipe) text: string) {
    return this.receive.execute(text);
  }
}
