import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Phase, Protocol } from '../../../domain/courses/protocol';
import { DomainError } from '../../../kernel/errors';
import { Answers } from '../../../platform/http/answers';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { Permit } from '../../access/permit';
import { DefineProtocol } from '../define-protocol';
import { DefineProtocolBody, type PhaseBody, ProtocolView } from '../protocol.view';
import { ProtocolsReader } from '../protocols.reader';

/** /v1/protocols */
@ApiTags('services')
@Controller('v1/protocols')
export class ProtocolsController {
  constructor(
    private readonly protocols: ProtocolsReader,
    private readonly define: DefineProtocol,
  ) {}

  @Get()
  @Permit('services.read')
  @Answers({
    type: ProtocolView,
    list: true,
    description: 'The courses of treatment the clinic gives, by code.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: PageQuery): Promise<Page<Protocol>> {
    return this.protocols.list(query);
  }

  @Get(':code')
  @Permit('services.read')
  @Answers({ type: ProtocolView, description: 'One course of treatment.', problems: ['protocol_unknown'] })
  get(@Param('code') code: string): Promise<Protocol> {
    return this.protocols.get(code);
  }

  @Put(':code')
  @Permit('services.write')
  @Answers({
    type: ProtocolView,
    description: 'Write down a course of treatment, or change it.',
    problems: ['protocol_invalid'],
  })
  async put(@Param('code') code: string, @Body() body: DefineProtocolBody): Promise<Protocol> {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(code))
      throw new DomainError('protocol_invalid', {
        errors: [{ pointer: '/code', message: 'must be lower-case letters, digits and hyphens' }],
      });
    await this.define.execute({ ...body, code, phases: body.phases.map(toPhase) });
    return this.protocols.get(code);
  }
}

function toPhase({ label, serviceCode, weeks, least, most, sessions, days }: PhaseBody, index: number): Phase {
  if (sessions && days && !least && !most && weeks === undefined) return { label, serviceCode, sessions, days };
  if (least && most && !sessions && days === undefined) return { label, serviceCode, weeks, least, most };
  throw new DomainError('protocol_invalid', {
    errors: [
      { pointer: `/phases/${index}`, message: 'has either least and most a week, or sessions and the days they take' },
    ],
  });
}
