import { HttpException, NotFoundException } from '@nestjs/common';
import { DomainError, defineErrors } from '@houtai/domain-kit';
import { everyError } from './every-error';
import { HostError, NotFoundError, StaleVersionError } from './host-errors';
import { languageOf } from './language';
import { toProblem } from './to-problem';

const own = defineErrors({
  plain: { status: 409, en: 'Plain', zh: '普通' },
  detailed: { status: 422, en: 'Detailed', zh: '详细', detail: { en: '{days} days', zh: '{days} 天' } },
});
const ERRORS = everyError(own.declared);
const AT = { instance: '/api/v1/x', traceId: 'abc', types: 'https://rent.example/problems/' };

describe('problems', () => {
  it('come from the declaration of the service', () => {
    const refusal = own.error('detailed', { days: 3 });
    const { problem, unexpected } = toProblem(refusal, ERRORS, { ...AT, language: 'zh' });
    expect(unexpected).toBe(false);
    expect(problem).toEqual({
      type: 'https://rent.example/problems/detailed',
      title: '详细',
      status: 422,
      detail: '3 天',
      code: 'detailed',
      instance: '/api/v1/x',
      traceId: 'abc',
      details: { days: 3 },
    });
  });

  it('tell the title where there is nothing more to tell', () => {
    const error = own.error('plain');
    expect(toProblem(error, ERRORS, { ...AT, language: 'en' }).problem.detail).toBe('Plain');
    expect(toProblem(error, ERRORS, { ...AT, language: 'zh' }).problem.detail).toBe('普通');
  });

  it.each([
    [new NotFoundException('Cannot GET /x'), 404, 'not-found'],
    [new HttpException('slow down', 429), 429, 'too-many-requests'],
    [new HttpException('too slow', 408), 408, 'request-too-slow'],
    [new HttpException('teapot', 418), 500, 'internal'],
    [new HttpException('bad gateway', 502), 500, 'internal'],
    [new StaleVersionError(1, 2), 412, 'stale-version'],
    [new NotFoundError('crate', '7'), 404, 'not-found'],
    [new HostError('too-many-requests'), 429, 'too-many-requests'],
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 503, 'unavailable'],
    [
      Object.assign(new Error('x'), { driverError: Object.assign(new Error('x'), { code: '57P01' }) }),
      503,
      'unavailable',
    ],
    [Object.assign(new Error('deadlock'), { code: '40P01' }), 503, 'unavailable'],
    [Object.assign(new Error('duplicate key'), { code: '23505' }), 500, 'internal'],
    [new DomainError('unmapped', { en: 'x', zh: 'x' }), 500, 'internal'],
    ['a string', 500, 'internal'],
    [undefined, 500, 'internal'],
  ])('%s is %i %s', (error, status, code) => {
    expect(toProblem(error, ERRORS, { ...AT, language: 'en' }).problem).toMatchObject({ status, code });
  });

  it('have one meaning each: a service declares no shared code anew', () => {
    const again = { 'not-found': { status: 404, en: 'Nothing', zh: '无' } };
    expect(() => everyError(again)).toThrow('not-found');
  });

  it('have a code that is declared with their status, whatever the framework refuses with', () => {
    for (let status = 400; status < 600; status += 1) {
      const { problem } = toProblem(new HttpException('x', status), ERRORS, { ...AT, language: 'en' });
      expect([problem.code, ERRORS[problem.code]?.status]).toEqual([problem.code, problem.status]);
    }
  });

  it('never tell the inside of a defect', () => {
    const { problem, unexpected } = toProblem(new TypeError('secret'), ERRORS, { ...AT, language: 'en' });
    expect(unexpected).toBe(true);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});

describe('language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN', 'zh'],
    ['fr, zh;q=0.5', 'zh'],
    ['en, zh;q=0.9', 'en'],
    ['zh;q=0.8, en;q=0.9', 'en'],
    ['zh;q=0', 'en'],
    ['*, zh;q=0.1', 'en'],
    ['zhx', 'en'],
  ])('of %p is %s', (header, language) => expect(languageOf(header)).toBe(language));
});
