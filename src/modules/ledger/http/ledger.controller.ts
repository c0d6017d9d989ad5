import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import { isUuid } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { Permit } from '../../access/permit';
import { BalancesReader } from '../balances.reader';
import { EntriesReader } from '../entries.reader';
import { EntriesQuery, TrialBalanceQuery } from './ledger.dto';
import { JournalEntryBody, LedgerAccountBody, TrialBalanceBody } from './ledger.views';

/** The books, read only, always. */
@ApiTags('ledger')
@Controller('v1/ledger')
export class LedgerController {
  constructor(
    private readonly balances: BalancesReader,
    private readonly entries: EntriesReader,
  ) {}

  @Get('accounts')
  @Permit('ledger.read')
  @Answers({ type: LedgerAccountBody, list: true, description: 'The chart of accounts.' })
  async accounts(): Promise<Page<LedgerAccountBody>> {
    return { data: (await this.balances.accounts()).map(LedgerAccountBody.from), nextCursor: null };
  }

  @Get('trial-balance')
  @Permit('ledger.read')
  @Answers({ type: TrialBalanceBody, description: 'Every account balance as of a business day; debits equal credits.' })
  async trialBalance(@Query() query: TrialBalanceQuery): Promise<TrialBalanceBody> {
    return TrialBalanceBody.from(
      await this.balances.trialBalance(query.asOf ? parseBusinessDate(query.asOf) : undefined),
    );
  }

  @Get('entries')
  @Permit('ledger.read')
  @Answers({
    type: JournalEntryBody,
    list: true,
    description: 'Journal entries, the newest first.',
    problems: ['cursor_invalid'],
  })
  async list(@Query() query: EntriesQuery): Promise<Page<JournalEntryBody>> {
    const { source, account, ...rest } = query;
    const page = await this.entries.list({ ...rest, accountNumber: account, ...parseSource(source) });
    return { data: page.data.map(JournalEntryBody.from), nextCursor: page.nextCursor };
  }
}

const SOURCE_TYPE = /^[a-z_]{1,40}$/;

/** `type`, `id` or `type:id`. Errors: `validation_failed`. */
function parseSource(source: string | undefined): { sourceType?: string; sourceId?: string } {
  if (source === undefined) return {};
  const [first = '', second] = source.split(':');
  const isType = SOURCE_TYPE.test(first);
  const id = isType ? second : first;
  if (id !== undefined && !isUuid(id))
    throw new DomainError('validation_failed', { errors: [{ pointer: '/source', message: 'must end in a UUID' }] });
  return { sourceId: id, sourceType: isType ? first : undefined };
}
