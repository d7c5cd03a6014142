import { Logger } from '@nestjs/common';
import { tellError } from '../../loggable-error';
import type { UnitOfWork } from '../../sql/unit-of-work.service';
import { parkFailed } from '../parking';
import { isTransient } from '../transient-error';
import type { Middleware } from './middleware';
import type { Work } from './work';

/** Parks the event of a list of one when it is refused for good. Errors that should pass are thrown on. */
export function park(consumer: string, unitOfWork: UnitOfWork, log: Logger): Middleware<Work> {
  return (next) => async (work) => {
    try {
      await next(work);
    } catch (error) {
      const [event] = work.events;
      if (!event || isTransient(error)) throw error;
      log.error(`parks ${event.type} ${event.id} of ${event.key}: ${tellError(error)}`);
      await parkFailed(unitOfWork.sql, consumer, event, error, work.attempt);
    }
  };
}
