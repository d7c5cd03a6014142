import { CHANNELS, channelsOf } from './channels';

describe('channels of roles', () => {
  it.each([
    [['admin'], [...CHANNELS]],
    [['customer-service-agent'], ['call-centre', 'web', 'app', 'corporate']],
    [['branch-staff'], ['call-centre', 'corporate', 'walk-in']],
    [
      ['branch-staff', 'customer-service-agent'],
      ['call-centre', 'web', 'app', 'corporate', 'walk-in'],
    ],
    [['partner-key'], ['partner']],
    [['analyst'], []],
    [[], []],
  ] as const)('%j: %j', (roles, channels) => expect(channelsOf(roles)).toEqual(channels));
});
