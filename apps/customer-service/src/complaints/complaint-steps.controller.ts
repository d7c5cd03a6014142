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

/** What the document says of a step. */
interface Told {
  operationId: string;
  summary: string;
  description: string;
}

/** A verb that moves a complaint on. */
function StepRoute(step: Step, told: Told, problems: string[] = []) {
  const waits = STEPS[step].answersCustomer ? [] : ['complaint-waiting-for-customer'];
  return VerbRoute(step, told, ['complaint-step-out-of-turn', ...waits, ...problems]);
}

function VerbRoute(verb: Step | 'wait-for-customer' | 'resume', told: Told, problems: string[]) {
  return CommandRoute(`:id/${verb}`, {
    access: 'complaints:write',
    ...told,
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

  @StepRoute('investigate', {
    operationId: 'investigateComplaint',
    summary: 'Name the colleague who investigates',
    description: 'The colleague owns the complaint from then on.',
  })
  investigate(@IdParam() id: string, @Body() { owner }: InvestigateRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Investigate', owner });
  }

  @StepRoute('decide-liability', {
    operationId: 'decideLiability',
    summary: 'Record whose fault it was',
    description: 'With the finding that it rests on.',
  })
  decideLiability(@IdParam() id: string, @Body() body: DecideLiabilityRequest, @Actor() actor: Actor) {
    const { liability, finding } = body;
    return this.take(id, actor, { type: 'DecideLiability', liability, finding });
  }

  @StepRoute('propose-remedy', {
    operationId: 'proposeRemedy',
    summary: 'Offer the customer a remedy',
    description: 'The customer accepts it, or the complaint is escalated or closed with the refusal.',
  })
  proposeRemedy(@IdParam() id: string, @Body() { remedy }: ProposeRemedyRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'ProposeRemedy', remedy });
  }

  @StepRoute('accept', {
    operationId: 'acceptRemedy',
    summary: 'Record that the customer accepts the remedy',
    description: 'The complaint can be closed from then on.',
  })
  accept(@IdParam() id: string, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'AcceptRemedy' });
  }

  @StepRoute('escalate', {
    operationId: 'escalateComplaint',
    summary: 'Hand the complaint up because the customer does not agree',
    description: 'With the reason. Somebody higher looks at it anew.',
  })
  escalate(@IdParam() id: string, @Body() { reason }: EscalateRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'Escalate', reason });
  }

  @StepRoute(
    'close',
    {
      operationId: 'closeComplaint',
      summary: 'Close it, after the acceptance or with the recorded refusal',
      description:
        'A refusal is recorded with the customer’s reason, and only where the remedy was not accepted.',
    },
    ['customer-answer-missing', 'customer-accepted-already'],
  )
  close(@IdParam() id: string, @Body() { refusal }: CloseRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'CloseComplaint', refusal });
  }

  @StepRoute('follow-up', {
    operationId: 'followUpComplaint',
    summary: 'Record what the customer says afterwards',
    description: 'The last step of a complaint, after it was closed.',
  })
  followUp(@IdParam() id: string, @Body() { result }: FollowUpRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'FollowUp', result });
  }

  @VerbRoute(
    'wait-for-customer',
    {
      operationId: 'waitForCustomer',
      summary: 'Ask the customer; the clock stands still',
      description: 'The time until the answer does not count.',
    },
    ['complaint-step-out-of-turn', 'complaint-waiting-for-customer'],
  )
  wait(@IdParam() id: string, @Body() { question }: WaitForCustomerRequest, @Actor() actor: Actor) {
    return this.take(id, actor, { type: 'WaitForCustomer', question });
  }

  @VerbRoute(
    'resume',
    {
      operationId: 'resumeComplaint',
      summary: 'Let the clock go on, the customer has answered',
      description: 'The time limits move on by as long as it stood still.',
    },
    ['complaint-not-waiting'],
  )
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
