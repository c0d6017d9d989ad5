import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import type { ApiKeyView, IssuedApiKeyView } from '../api-key.view';
import { ApiKeysReader } from '../api-keys.reader';
import { IssueApiKey } from '../issue-api-key';
import { Permit } from '../permit';
import { RevokeApiKey } from '../revoke-api-key';
import { ApiKeyBody, IssueApiKeyDto, IssuedApiKeyBody } from './access.dto';

/** The programs that may call the API for the caller's clinic. */
@ApiTags('Access')
@Controller('v1/api-keys')
@Permit('users.manage')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysReader,
    private readonly issueApiKey: IssueApiKey,
    private readonly revokeApiKey: RevokeApiKey,
  ) {}

  @Get()
  @Answers({ type: ApiKeyBody, list: true, description: 'API keys, newest first', problems: ['cursor_invalid'] })
  list(@Query() query: PageQuery): Promise<Page<ApiKeyView>> {
    return this.keys.list(query);
  }

  @Post()
  @Answers({
    status: 201,
    type: IssuedApiKeyBody,
    description: 'Issue an API key; the answer is the only time it is shown',
    problems: ['staff_user_unknown'],
  })
  issue(@Body() body: IssueApiKeyDto): Promise<IssuedApiKeyView> {
    return this.issueApiKey.execute(body);
  }

  @Delete(':id')
  @Answers({
    status: 204,
    description: 'Revoke an API key, at most three seconds from now',
    problems: ['not_found', 'api_key_unknown'],
  })
  revoke(@Param('id', UuidPipe) id: string): Promise<void> {
    return this.revokeApiKey.execute(id);
  }
}
