/** The signed-in reader, for every domain. */
import type { Role } from '@/lib/db/generated/enums';

export type Reader = {
  id: string;
  handle: string;
  /** The display name. */
  name: string;
  email: string;
  role: Role;
  createdAt: Date;
  /** Hash of the network that created the account. */
  networkHash: string | null;
  /** Set by a curator: submissions skip the queue. */
  trustedAt: Date | null;
  /** Time when others had confirmed enough of the reader's votes. */
  provenAt: Date | null;
};
