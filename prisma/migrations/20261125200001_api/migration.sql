-- What a submitter listed, newest first: GET /api/daily_papers?submitter=.
CREATE INDEX "Appearance_submittedBy_idx" ON "Appearance" ("submittedBy", "listedOn" DESC)
  WHERE "submittedBy" IS NOT NULL;
