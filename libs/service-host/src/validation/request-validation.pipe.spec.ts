import { IsEmail } from 'class-validator';
import { ValidationFailedError } from '../problems/host-errors';
import { RequestValidationPipe } from './request-validation.pipe';

class Contact {
  @IsEmail()
  email: string;
}

describe('the rules of a request', () => {
  // `isEmail` encodes what it is given, and throws at half a surrogate pair: that was a 500.
  it('refuse half a surrogate pair by name, whatever the rule of the field makes of it', async () => {
    const judged = new RequestValidationPipe().transform(
      { email: '\ud800' },
      { type: 'body', metatype: Contact },
    );
    const fault: unknown = await judged.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ValidationFailedError);
    expect((fault as ValidationFailedError).faults.map(({ field }) => field)).toEqual(['email']);
  });
});
