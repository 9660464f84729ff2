/** English: the catalogue that every other language’s must match. */
import { account } from './account';
import { api } from './api';
import { cadences } from './cadences';
import { community } from './community';
import { dates } from './dates';
import { desk } from './desk';
import { digest } from './digest';
import { discussion } from './discussion';
import { errors } from './errors';
import { feed } from './feed';
import { feeds } from './feeds';
import { forYou } from './forYou';
import { library } from './library';
import { llms } from './llms';
import { mail } from './mail';
import { markdown } from './markdown';
import { mcp } from './mcp';
import { outcomes } from './outcomes';
import { paper } from './paper';
import { preferences } from './preferences';
import { privacy } from './privacy';
import { push } from './push';
import { ranking } from './ranking';
import { reasons } from './reasons';
import { refusals } from './refusals';
import { rules } from './rules';
import { search } from './search';
import { signIn } from './signIn';
import { site } from './site';
import { sources } from './sources';
import { submit } from './submit';
import { subscribe } from './subscribe';
import { tokens } from './tokens';
import { tools } from './tools';
import { validation } from './validation';
import { votes } from './votes';
import { webhooks } from './webhooks';

export const en = {
  account,
  api,
  cadences,
  community,
  dates,
  desk,
  digest,
  discussion,
  errors,
  feed,
  feeds,
  forYou,
  library,
  llms,
  mail,
  markdown,
  mcp,
  outcomes,
  paper,
  preferences,
  privacy,
  push,
  ranking,
  reasons,
  refusals,
  rules,
  search,
  signIn,
  site,
  sources,
  submit,
  subscribe,
  tokens,
  tools,
  validation,
  votes,
  webhooks,
};
