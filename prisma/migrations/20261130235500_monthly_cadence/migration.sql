-- On its own, because a new value can't be used in the transaction that adds it.
ALTER TYPE "Cadence" ADD VALUE 'monthly';
