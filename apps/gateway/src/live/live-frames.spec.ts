import { eventFrame, heartbeatFrame, reauthenticateFrame, resetFrame, retryFrame } from './live-frames';

const event = {
  topic: 'reservations' as const,
  type: 'reservation-confirmed',
  subject: '0196f3a0-0000-7000-8000-000000000001',
  version: 2,
  branchIds: ['0196f3a0-0000-7000-8000-000000000004', '0196f3a0-0000-7000-8000-000000000005'],
  partnerId: '0196f3a0-0000-7000-8000-0000000000aa',
};

describe('frames', () => {
  it('tell an event with its first branch, and never whose it is', () => {
    expect(eventFrame('ab-7', event)).toBe(
      'id: ab-7\nevent: reservations\ndata: {"type":"reservation-confirmed",' +
        '"subject":"0196f3a0-0000-7000-8000-000000000001","version":2,' +
        '"branchId":"0196f3a0-0000-7000-8000-000000000004"}\n\n',
    );
  });

  it('leave the branch out where there is none', () => {
    expect(eventFrame('ab-7', { ...event, branchIds: [] })).not.toContain('branchId');
  });

  it('cannot be broken up by what stands in them', () => {
    const lines = eventFrame('ab-7', { ...event, subject: 'a\n\nevent: reset\r\ndata: x' }).split(
      /\r\n|\r|\n/,
    );
    expect(lines).toHaveLength(5);
  });

  it.each([
    [resetFrame('ab-9', 'slow'), 'id: ab-9\nevent: reset\ndata: {"reason":"slow"}\n\n'],
    [reauthenticateFrame(), 'event: reauthenticate\ndata: {}\n\n'],
    [heartbeatFrame('ab-9'), ': heartbeat\nid: ab-9\n\n'],
    [retryFrame(1500), 'retry: 1500\n\n'],
  ])('%j', (frame, expected) => {
    expect(frame).toBe(expected);
  });
});
