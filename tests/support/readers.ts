/** Readers with an account, as sign-up leaves them; a test names only what matters to it. */
import type { Db } from '@/lib/db/client';
import type { User } from '@/lib/db/generated/client';

/** The handle stands for everything that isn't told. */
export async function addReader(db: Db, handle: string, told: Partial<User> = {}): Promise<User> {
  return db.user.create({
    data: {
      id: `id-of-${handle}`,
      name: handle,
      email: `${handle}@tidewater.example`,
      emailVerified: true,
      handle,
      createdAt: new Date('2025-01-06T08:00:00Z'),
      ...told,
    },
  });
}
