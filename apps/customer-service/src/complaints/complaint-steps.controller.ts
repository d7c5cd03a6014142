import { Body, Controller, HttpCode, Inject, Post, applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Actor, CLOCK, IdParam, Permit, type Clock } from '@houtai/service-host';
import { ComplaintCommand } from './complaint';
import {
  CloseRequest,
  DecideLiabilityRequest,
  EscalateRequest,
  FollowUpRequest,
  InvestigateRequest,
  ProposeRemedyRequest,
  WaitForCustomerRequest,
} from './complaint.dto';
import { ComplaintStore } from './complaint.store';
import { ComplaintView, viewOf } from './complaint-view.dto';

type StepCommand = Exclude<ComplaintCommand, { type: 'ReceiveComplaint' }>;
/** `Omit` over each member of a union by itself. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A verb of a complaint: what it needs permission for, answers and is called. */
function Verb(verb: string, operationId: string, summary: string): MethodDecorator {
  return applyDecorators(
    Post(`:id/${verb}`),
    HttpCode(200),
    Permit('complaints:write'),
    ApiOperation({ summary, operationId }),
    ApiOkResponse({ type: ComplaintView }),
  );
}

@ApiTags('complaints')
@Controller('api/v1/complaints')
export class ComplaintStepsController {
  constructor(
    private readonly complaints: ComplaintStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Verb('investigate', 'investigateComplaint', 'Name the colleague who investigates')
  investigate(@IdParam() id: string, @Body() { owner }: InvestigateRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Investigate', owner });
  }

  @Verb('decide-liability', 'decideLiability', 'Record whose fault it was')
  decideLiability(@IdParam() id: string, @Body() body: DecideLiabilityRequest, @Actor() actor: Actor) {
    const { liability, finding } = body;
    return this.take(id, actor, { type: 'DecideLiability', liability, finding });
  }

  @Verb('propose-remedy', 'proposeRemedy', 'Offer the customer a remedy')
  proposeRemedy(@IdParam() id: string, @Body() { remedy }: ProposeRemedyRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'ProposeRemedy', remedy });
  }

  @Verb('accept', 'acceptRemedy', 'Record that the customer accepts the remedy')
  accept(@IdParam() id: string, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'AcceptRemedy' });
  }

  @Verb('escalate', 'escalateComplaint', 'Hand the complaint up because the customer does not agree')
  escalate(@IdParam() id: string, @Body() { reason }: EscalateRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Escalate', reason });
  }

  @Verb('close', 'closeComplaint', 'Close it, after the acceptance or with the recorded refusal')
  close(@IdParam() id: string, @Body() { refusal }: CloseRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'CloseComplaint', refusal });
  }

  @Verb('follow-up', 'followUpComplaint', 'Record what the customer says afterwards')
  followUp(@IdParam() id: string, @Body() { result }: FollowUpRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'FollowUp', result });
  }

  @Verb('wait-for-customer', 'waitForCustomer', 'Ask the customer; the clock stands still')
  wait(@IdParam() id: string, @Body() { question }: WaitForCustomerRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'WaitForCustomer', question });
  }

  @Verb('resume', 'resumeComplaint', 'Let the clock go on, the customer has answered')
  resume(@IdParam() id: string, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Resume' });
  }

  private async take(
    id: string,
    actor: Actor,
    step: Without<StepCommand, 'at' | 'by'>,
  ): Promise<ComplaintView> {
    const at = this.clock.now();
    return viewOf(await this.complaints.handle(id, { ...step, at, by: actor.id }), at);
  }
}
