import { Body, Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CLOCK, CommandRoute, IdParam, type Clock } from '@houtai/service-host';
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
import { STEPS, type Step } from './complaint-steps';
import { ComplaintStore } from './complaint.store';
import { ComplaintView, viewOf } from './complaint-view.dto';

type StepCommand = Exclude<ComplaintCommand, { type: 'ReceiveComplaint' }>;
/** `Omit` over each member of a union by itself. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A verb that moves a complaint on. */
function StepRoute(step: Step, operationId: string, summary: string, problems: string[] = []) {
  const waits = STEPS[step].answersCustomer ? [] : ['complaint-waiting-for-customer'];
  return VerbRoute(step, operationId, summary, ['complaint-step-out-of-turn', ...waits, ...problems]);
}

function VerbRoute(
  verb: Step | 'wait-for-customer' | 'resume',
  operationId: string,
  summary: string,
  problems: string[],
) {
  return CommandRoute(`:id/${verb}`, {
    access: 'complaints:write',
    summary,
    operationId,
    answers: ComplaintView,
    problems,
  });
}

@ApiTags('complaints')
@Controller('api/v1/complaints')
export class ComplaintStepsController {
  constructor(
    private readonly complaints: ComplaintStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @StepRoute('investigate', 'investigateComplaint', 'Name the colleague who investigates')
  investigate(@IdParam() id: string, @Body() { owner }: InvestigateRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Investigate', owner });
  }

  @StepRoute('decide-liability', 'decideLiability', 'Record whose fault it was')
  decideLiability(@IdParam() id: string, @Body() body: DecideLiabilityRequest, @Actor() actor: Actor) {
    const { liability, finding } = body;
    return this.take(id, actor, { type: 'DecideLiability', liability, finding });
  }

  @StepRoute('propose-remedy', 'proposeRemedy', 'Offer the customer a remedy')
  proposeRemedy(@IdParam() id: string, @Body() { remedy }: ProposeRemedyRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'ProposeRemedy', remedy });
  }

  @StepRoute('accept', 'acceptRemedy', 'Record that the customer accepts the remedy')
  accept(@IdParam() id: string, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'AcceptRemedy' });
  }

  @StepRoute('escalate', 'escalateComplaint', 'Hand the complaint up because the customer does not agree')
  escalate(@IdParam() id: string, @Body() { reason }: EscalateRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Escalate', reason });
  }

  @StepRoute('close', 'closeComplaint', 'Close it, after the acceptance or with the recorded refusal', [
    'customer-answer-missing',
    'customer-accepted-already',
  ])
  close(@IdParam() id: string, @Body() { refusal }: CloseRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'CloseComplaint', refusal });
  }

  @StepRoute('follow-up', 'followUpComplaint', 'Record what the customer says afterwards')
  followUp(@IdParam() id: string, @Body() { result }: FollowUpRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'FollowUp', result });
  }

  @VerbRoute('wait-for-customer', 'waitForCustomer', 'Ask the customer; the clock stands still', [
    'complaint-step-out-of-turn',
    'complaint-waiting-for-customer',
  ])
  wait(@IdParam() id: string, @Body() { question }: WaitForCustomerRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'WaitForCustomer', question });
  }

  @VerbRoute('resume', 'resumeComplaint', 'Let the clock go on, the customer has answered', [
    'complaint-not-waiting',
  ])
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
