import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  withItems,
  type Page,
  Reach,
} from '@houtai/service-host';
import { AccountFilter } from '../accounts/account.dto';
import type { AccountChange } from '../accounts/account';
import {
  CreatePartnerUser,
  PartnerRolesBody,
  PartnerUserView,
  ResetPartnerPassword,
  partnerUserView,
} from './partner-user.dto';
import { PartnerUsers } from './partner-users.service';

/** People of a partner, managed by staff and by the partner's own administrators. */
@ApiTags('partner-users')
@Controller('api/v1/partners/:partnerId/users')
export class PartnerUserController {
  constructor(private readonly users: PartnerUsers) {}

  // Nothing derived from a password is kept; the name is taken at most once anyway.
  @CreateRoute('', {
    access: 'partner-users:write',
    partner: 'own',
    summary: 'Create an account for somebody of the partner',
    description: 'It sees that partner only. Nothing derived from the password is kept but its salted hash.',
    operationId: 'createPartnerUser',
    answers: PartnerUserView,
    idempotency: 'none',
    problems: ['partner-ended', 'username-taken'],
  })
  async create(
    @IdParam('partnerId') partnerId: string,
    @Body() wish: CreatePartnerUser,
    @Reach() reach: Reach,
  ): Promise<PartnerUserView> {
    return partnerUserView(await this.users.create(partnerId, wish, reach));
  }

  @ReadRoute('', {
    access: 'partner-users:read',
    partner: 'own',
    summary: 'List the people of the partner, the oldest first',
    description: 'Disabled ones as well.',
    operationId: 'listPartnerUsers',
    answers: PageOf(PartnerUserView),
  })
  async list(
    @IdParam('partnerId') partnerId: string,
    @Query() filter: AccountFilter,
    @Reach() reach: Reach,
  ): Promise<Page<PartnerUserView>> {
    const found = await this.users.list(partnerId, filter, reach);
    return withItems(found, found.items.map(partnerUserView));
  }

  @ReadRoute(':id', {
    access: 'partner-users:read',
    partner: 'own',
    summary: 'Show somebody of the partner',
    description: 'Without anything of the password.',
    operationId: 'showPartnerUser',
    answers: PartnerUserView,
  })
  async one(
    @IdParam('partnerId') partnerId: string,
    @IdParam() id: string,
    @Reach() reach: Reach,
  ): Promise<PartnerUserView> {
    return partnerUserView(await this.users.get(partnerId, id, reach));
  }

  @CommandRoute(':id/assign-roles', {
    access: 'partner-users:write',
    partner: 'own',
    summary: 'Replace the roles; they hold from the next sign-in or refresh on',
    description: 'Access tokens that are out keep their roles for at most 15 minutes.',
    operationId: 'assignPartnerUserRoles',
    answers: PartnerUserView,
    ifMatch: 'optional',
  })
  assignRoles(
    @IdParam('partnerId') partnerId: string,
    @IdParam() id: string,
    @Body() { roles }: PartnerRolesBody,
    @Reach() reach: Reach,
    @IfMatch() ifMatch?: number,
  ): Promise<PartnerUserView> {
    return this.change(partnerId, id, { change: { type: 'AssignRoles', roles }, ifMatch }, reach);
  }

  @CommandRoute(':id/disable', {
    access: 'partner-users:write',
    partner: 'own',
    summary: 'End its sessions, refuse sign-ins and, within a second, its tokens',
    description: 'The account stays, since what it did names it.',
    operationId: 'disablePartnerUser',
    answers: PartnerUserView,
    ifMatch: 'optional',
  })
  disable(
    @IdParam('partnerId') partnerId: string,
    @IdParam() id: string,
    @Reach() reach: Reach,
    @IfMatch() ifMatch?: number,
  ): Promise<PartnerUserView> {
    return this.change(partnerId, id, { change: { type: 'DisableAccount' }, ifMatch }, reach);
  }

  @CommandRoute(':id/enable', {
    access: 'partner-users:write',
    partner: 'own',
    summary: 'Allow sign-ins again',
    description: 'Sessions that were ended stay ended.',
    operationId: 'enablePartnerUser',
    answers: PartnerUserView,
    ifMatch: 'optional',
  })
  enable(
    @IdParam('partnerId') partnerId: string,
    @IdParam() id: string,
    @Reach() reach: Reach,
    @IfMatch() ifMatch?: number,
  ): Promise<PartnerUserView> {
    return this.change(partnerId, id, { change: { type: 'EnableAccount' }, ifMatch }, reach);
  }

  // Without idempotency: a stored request digest of a password is one more thing that could leak.
  @CommandRoute(':id/reset-password', {
    access: 'partner-users:write',
    partner: 'own',
    summary: 'Set another password and end all sessions',
    description: 'Who has the account signs in again with the new one.',
    operationId: 'resetPartnerUserPassword',
    answers: PartnerUserView,
    idempotency: 'none',
  })
  async resetPassword(
    @IdParam('partnerId') partnerId: string,
    @IdParam() id: string,
    @Body() { password }: ResetPartnerPassword,
    @Reach() reach: Reach,
  ): Promise<PartnerUserView> {
    return partnerUserView(await this.users.setPassword(partnerId, id, password, reach));
  }

  private async change(
    partnerId: string,
    id: string,
    wish: { change: AccountChange; ifMatch?: number },
    reach: Reach,
  ): Promise<PartnerUserView> {
    return partnerUserView(await this.users.change(partnerId, id, wish, reach));
  }
}
