-- An account can exist before anybody has proven its address. Whoever created it must keep no way
-- in once the owner of the address proves it: a trigger holds for every way of proving it.
CREATE FUNCTION remove_unverified_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "Session" WHERE "userId" = NEW."id";
  DELETE FROM "Account" WHERE "userId" = NEW."id";
  DELETE FROM "Passkey" WHERE "userId" = NEW."id";
  DELETE FROM "PersonalToken" WHERE "userId" = NEW."id";
  DELETE FROM "KeptAnswer" WHERE "userId" = NEW."id";
  DELETE FROM "Webhook" WHERE "userId" = NEW."id";
  DELETE FROM "PushSubscription" WHERE "userId" = NEW."id";
  UPDATE "Collection" SET "shareToken" = NULL WHERE "userId" = NEW."id" AND "shareToken" IS NOT NULL;
  -- Challenges of passkeys and journeys to providers that have begun: their JSON names the account.
  DELETE FROM "Verification" WHERE strpos("value", '"' || NEW."id" || '"') > 0;
  NEW."orcid" := NULL;
  RETURN NEW;
END $$;

CREATE TRIGGER "User_address_verified" BEFORE UPDATE OF "emailVerified" ON "User"
  FOR EACH ROW WHEN (NEW."emailVerified" AND NOT OLD."emailVerified")
  EXECUTE FUNCTION remove_unverified_access();

-- How the reader proved who they are: link, passkey, or the provider's id. Null for older sessions.
ALTER TABLE "Session" ADD COLUMN "method" TEXT;

-- Idle sessions end after 14 days from now on.
UPDATE "Session" SET "expiresAt" = now() + interval '14 days'
  WHERE "expiresAt" > now() + interval '14 days';

-- A new sign-in link voids the address's older ones, found by their value; values can be longer
-- than a B-tree takes.
CREATE INDEX "Verification_value_idx" ON "Verification" USING hash ("value");
