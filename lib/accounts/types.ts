/** Whoever is signed in, as every domain knows them. */
import type { Role } from '@/lib/db/generated/enums';

export type Reader = {
  id: string;
  handle: string;
  /** The display name. */
  name: string;
  email: string;
  role: Role;
  createdAt: Date;
  /** The network that the account was made from, hashed. */
  networkHash: string | null;
  /** A curator's word that submissions need not wait. */
  trustedAt: Date | null;
  /** Since when enough of the reader's votes are confirmed by others. */
  provenAt: Date | null;
};
