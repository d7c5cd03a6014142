import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CLOCK,
  Reach,
  CommandRoute,
  CreateRoute,
  IDS,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  ReplaceRoute,
  withItems,
  type Clock,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import { PartnerFilter } from './partner-filter.dto';
import { PartnerDesk } from './partner-desk.service';
import { PartnerTermsBody, PartnerView, RegisterPartnerBody, partnerView, termsOf } from './partner.dto';

/** Organisations that sell our rentals, under a contract. */
@ApiTags('partners')
@Controller('api/v1/partners')
export class PartnerController {
  constructor(
    private readonly desk: PartnerDesk,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('', {
    access: 'partners:write',
    summary: 'Register a partner with its contract',
    description: 'Branches and classes are not looked up here: one that does not exist is never sold.',
    operationId: 'registerPartner',
    answers: PartnerView,
    problems: ['partner-code-taken'],
  })
  async register(@Body() body: RegisterPartnerBody): Promise<PartnerView> {
    const partnerId = this.ids.next();
    const command = { type: 'RegisterPartner', partnerId, code: body.code, ...termsOf(body) } as const;
    return partnerView(await this.desk.register({ ...command, at: this.clock.now() }));
  }

  @ReadRoute('', {
    access: 'partners:read',
    summary: 'List the partners by code',
    description: 'Suspended and ended ones as well.',
    operationId: 'listPartners',
    answers: PageOf(PartnerView),
  })
  async list(@Query() filter: PartnerFilter): Promise<Page<PartnerView>> {
    const found = await this.desk.list(filter);
    return withItems(found, found.items.map(partnerView));
  }

  @ReadRoute(':id', {
    access: 'partners:read',
    partner: 'own',
    summary: 'Show a partner',
    description: 'With its contract. A partner sees itself; another one answers as one that does not exist.',
    operationId: 'showPartner',
    answers: PartnerView,
  })
  async one(@IdParam() id: string, @Reach() reach: Reach): Promise<PartnerView> {
    return partnerView(await this.desk.get(id, reach));
  }

  @ReplaceRoute(':id/contract', {
    access: 'partners:write',
    summary: 'Replace name, contract and contacts; the contract holds for what is booked from now on',
    description: '`If-Match` names the version that is replaced.',
    operationId: 'changePartnerContract',
    answers: PartnerView,
    ifMatch: 'required',
    problems: ['partner-ended'],
  })
  async changeContract(
    @IdParam() id: string,
    @Body() body: PartnerTermsBody,
    @IfMatch() version?: number,
  ): Promise<PartnerView> {
    const command = { type: 'ChangeContract', ...termsOf(body), at: this.clock.now() } as const;
    return partnerView(await this.desk.change(id, command, version));
  }

  @CommandRoute(':id/suspend', {
    access: 'partners:write',
    summary: 'Refuse its people and keys within a second, until it is resumed; what it booked stands',
    description: 'Harmless when it is suspended already.',
    operationId: 'suspendPartner',
    answers: PartnerView,
    ifMatch: 'optional',
    problems: ['partner-ended'],
  })
  async suspend(@IdParam() id: string, @IfMatch() version?: number): Promise<PartnerView> {
    const command = { type: 'SuspendPartner', at: this.clock.now() } as const;
    return partnerView(await this.desk.change(id, command, version));
  }

  @CommandRoute(':id/resume', {
    access: 'partners:write',
    summary: 'Let a suspended partner go on, with the same people and keys',
    description: 'Harmless when it is active already.',
    operationId: 'resumePartner',
    answers: PartnerView,
    ifMatch: 'optional',
    problems: ['partner-ended'],
  })
  async resume(@IdParam() id: string, @IfMatch() version?: number): Promise<PartnerView> {
    const command = { type: 'ResumePartner', at: this.clock.now() } as const;
    return partnerView(await this.desk.change(id, command, version));
  }

  @CommandRoute(':id/end', {
    access: 'partners:write',
    summary:
      'End the contract for good: its people and keys are refused within a second; what it booked stands',
    description: 'Cannot be taken back. Harmless when it has ended already.',
    operationId: 'endPartner',
    answers: PartnerView,
    ifMatch: 'optional',
  })
  async end(@IdParam() id: string, @IfMatch() version?: number): Promise<PartnerView> {
    const command = { type: 'EndPartner', at: this.clock.now() } as const;
    return partnerView(await this.desk.change(id, command, version));
  }
}
