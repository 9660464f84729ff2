/** English: the catalogue that every other language's must match. */
import { community } from './community';
import { dates } from './dates';
import { desk } from './desk';
import { errors } from './errors';
import { reasons } from './reasons';
import { refusals } from './refusals';
import { search } from './search';
import { submit } from './submit';
import { validation } from './validation';
import { votes } from './votes';

export const en = {
  community,
  dates,
  desk,
  errors,
  reasons,
  refusals,
  search,
  submit,
  validation,
  votes,
};
