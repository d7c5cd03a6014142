import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsOneOf, IsText, IsWhole, MayBeAbsent, Rule } from '@houtai/service-host';
import { OfPartnerFilter } from '../endpoints/partner-filter.dto';
import { ENDPOINT_TRANSITIONS } from '../endpoints/endpoint.transitions';
import { MOST_URL, parsedUrl } from '../addresses/endpoint-url';
import { IsSubscriptions } from '../public-events/subscriptions.dto';
import { ORDERINGS, type EndpointWish, type Ordering } from '../endpoints/endpoint';

/** Those that one can have. */
export const ENDPOINT_STATUSES = Object.keys(ENDPOINT_TRANSITIONS).filter(
  (status) => status !== 'none' && status !== 'deleted',
);

const parts = (holds: (url: URL) => boolean) => (value: unknown) => {
  const url = parsedUrl(value);
  return url === undefined || holds(url);
};

/** What can be told of a URL without looking anywhere; where it leads is looked at later. */
function IsEndpointUrl(): PropertyDecorator {
  const rules: PropertyDecorator[] = [
    ApiProperty({ format: 'uri', maxLength: MOST_URL, example: 'https://partner.example.com/houtai' }),
    Rule('isUrl', (value) => parsedUrl(value) !== undefined, 'must be a URL', '必须是 URL'),
    Rule(
      'hasNoCredentials',
      parts(({ username, password }) => username === '' && password === ''),
      'must not hold a name or password',
      '不能包含用户名或密码',
    ),
    Rule(
      'hasNoFragment',
      (value) => !String(value).includes('#'),
      'must not have a fragment',
      '不能包含片段',
    ),
  ];
  return (target, property) => rules.forEach((rule) => rule(target, property));
}

export class ChangeEndpointRequest {
  @IsEndpointUrl()
  url: string;

  @MayBeAbsent()
  @IsText(200, { example: '订单系统' })
  description?: string;

  @IsSubscriptions()
  eventTypes: string[];

  @MayBeAbsent()
  @IsOneOf(ORDERINGS, {
    default: 'none',
    description:
      '`subject`: of each subject one at a time, in the order of versions; what fails holds up what follows',
  })
  ordering?: Ordering;

  @MayBeAbsent()
  @IsWhole(1, 32, { default: 4, description: 'Requests under way at a time', example: 4 })
  mostInFlight?: number;

  @MayBeAbsent()
  @IsWhole(1, 1000, { description: 'Requests begun in a second; no limit when absent' })
  mostPerSecond?: number;
}

export class CreateEndpointRequest extends ChangeEndpointRequest {
  @MayBeAbsent()
  @IsId({ description: 'For staff, who have to say it: whose endpoint it is' })
  partnerId?: string;
}

export class RotateSecretRequest {
  @MayBeAbsent()
  @IsWhole(0, 168, { default: 24, description: 'How long the present secret signs too', example: 24 })
  overlapHours?: number;
}

export class EndpointFilter extends OfPartnerFilter('id') {
  @MayBeAbsent()
  @IsOneOf(ENDPOINT_STATUSES)
  status?: string;
}

export function wishOf(request: ChangeEndpointRequest): EndpointWish {
  const { url, description, eventTypes, ordering = 'none', mostInFlight = 4, mostPerSecond } = request;
  const href = new URL(url).href;
  return {
    url: href,
    description,
    eventTypes: [...new Set(eventTypes)],
    ordering,
    mostInFlight,
    mostPerSecond,
  };
}
