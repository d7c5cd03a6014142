import { problemListPage, problemPage } from './problem-page';
import { problemTypes, type ProblemType } from './problem-types';

const errors = {
  house: {
    'door-locked': {
      status: 409,
      en: 'The door is locked',
      zh: '门已锁',
      detail: { en: 'Locked since {since, time, instant}.', zh: '自 {since, time, instant} 起上锁。' },
    },
  },
  yard: { 'door-locked': { status: 422, en: 'No <door>', zh: '没有门' } },
  shared: { internal: { status: 500, en: 'Internal error', zh: '内部错误' } },
};

describe('the catalogue of problems', () => {
  it('has each code once, with what it means to each service', () => {
    expect(problemTypes(errors, 'en', 'https://rent.example/problems/')).toEqual([
      {
        code: 'door-locked',
        type: 'https://rent.example/problems/door-locked',
        meanings: [
          {
            service: 'house',
            status: 409,
            title: 'The door is locked',
            detail: 'Locked since {since, time, instant}.',
            facts: ['since'],
            example: 'Locked since Mar 2, 2026, 10:00 GMT+8.',
          },
          { service: 'yard', status: 422, title: 'No <door>', facts: [], example: 'No <door>' },
        ],
      },
      expect.objectContaining({ code: 'internal' }),
    ]);
  });

  it('tells its reader in Chinese', () => {
    const [problem] = problemTypes(errors, 'zh', '/problems/');
    expect(problem?.meanings[0]).toMatchObject({
      title: '门已锁',
      example: '自 2026年3月2日 GMT+8 10:00 起上锁。',
    });
    expect(problemPage(problem as ProblemType, 'zh')).toContain('<html lang="zh">');
  });

  it('shows people a page of it, in which no text is taken for markup', () => {
    const problems = problemTypes(errors, 'en', '/problems/');
    expect(problemPage(problems[0] as ProblemType, 'en')).toContain('<h2>No &lt;door&gt;</h2>');
    expect(problemListPage(problems, 'en')).toContain('<a href="/problems/door-locked">door-locked</a>');
  });
});
