import { expect, test } from 'vitest';
import { evidenceOf, isInstitutional } from './rules';

test.each([
  'mit.edu',
  'mail.mit.edu',
  'cs.ox.ac.uk',
  'u-tokyo.ac.jp',
  'deepmind.com',
  'web.tidewater.edu',
])('an address at %s identifies the employer', (domain) => {
  expect(isInstitutional(domain)).toBe(true);
});

test.each([
  'gmail.com',
  'yahoo.co.jp',
  'hotmail.fr',
  'web.de',
  'qq.com',
  '163.com',
  'proton.me',
  'mailinator.com',
  'orcid.invalid',
  'localhost',
  '',
])('an address at "%s" doesn’t identify the employer', (domain) => {
  expect(isInstitutional(domain)).toBe(false);
});

test.each([
  [{ email: 'ada@mit.edu' }, 'confirmed address at mit.edu'],
  [
    { email: 'ada@MIT.edu', orcid: '0000-0002-1825-0097' },
    'ORCID iD 0000-0002-1825-0097 and confirmed address at mit.edu',
  ],
  [{ email: 'ada@gmail.com', orcid: '0000-0002-1825-0097' }, 'ORCID iD 0000-0002-1825-0097'],
  [{ email: 'ada@mit.edu', emailVerified: false }, null],
  [{ email: 'ada@gmail.com' }, null],
])('the evidence of %o is: %s', (claimant, evidence) => {
  expect(evidenceOf({ emailVerified: true, orcid: null, ...claimant })).toBe(evidence);
});
