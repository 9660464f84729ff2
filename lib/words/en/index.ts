/** English: the catalogue that every other language’s must match. */
import { cadences } from './cadences';
import { community } from './community';
import { dates } from './dates';
import { desk } from './desk';
import { errors } from './errors';
import { feed } from './feed';
import { llms } from './llms';
import { mail } from './mail';
import { push } from './push';
import { reasons } from './reasons';
import { refusals } from './refusals';
import { search } from './search';
import { sources } from './sources';
import { submit } from './submit';
import { validation } from './validation';
import { votes } from './votes';

export const en = {
  cadences,
  community,
  dates,
  desk,
  errors,
  feed,
  llms,
  mail,
  push,
  reasons,
  refusals,
  search,
  sources,
  submit,
  validation,
  votes,
};
