/** Public profiles of readers. */
import { expect, test } from 'vitest';
import { getProfile } from '@/lib/accounts/profile-queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();

async function readerWhoTookPart() {
  const ada = await addReader(db, 'ada');
  await storeListings(db, [listing({ id: '2503.99001', listedOn: '2025-03-14' })], []);
  const about = { paperId: '2503.99001', userId: ada.id };
  await db.submission.create({
    data: { ...about, state: 'listed', listedOn: new Date('2025-03-14') },
  });
  await db.comment.create({ data: { ...about, body: 'Fog, weighed.' } });
  await db.comment.create({ data: { ...about, body: '', deletedAt: new Date() } });
  await db.comment.create({ data: { ...about, body: 'Rude.', hiddenAt: new Date() } });
  return ada;
}

test('a profile has the reader’s submissions and comments, without removed ones', async () => {
  await readerWhoTookPart();
  const profile = await getProfile(db, 'Ada');
  expect(profile.listed).toMatchObject([{ paperId: '2503.99001', listedOn: '2025-03-14' }]);
  expect(profile.comments.map(({ body }) => body)).toEqual(['Fog, weighed.']);
  expect(JSON.stringify(profile)).not.toContain('@tidewater.example');
});

test('a comment under a hidden paper is not shown', async () => {
  await readerWhoTookPart();
  await db.paper.updateMany({ data: { hiddenAt: new Date() } });
  expect(await getProfile(db, 'ada')).toMatchObject({ listed: [], comments: [] });
});

test.each(['nobody', '', "' OR 1=1", 'ada\u0001'])(
  'no reader has the handle @%s',
  async (handle) => {
    await addReader(db, 'ada');
    await expect(getProfile(db, handle)).rejects.toThrow('No account has the handle');
  },
);

test('a suspended account has no profile', async () => {
  await addReader(db, 'ada', { suspendedAt: new Date() });
  await expect(getProfile(db, 'ada')).rejects.toThrow('No account has the handle');
});
