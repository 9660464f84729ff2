-- A run says what it reads, so that nobody infers it from the text of its window.
CREATE TYPE "IngestKind" AS ENUM ('due', 'sweep', 'window', 'import');

ALTER TABLE "IngestRun" ADD COLUMN "kind" "IngestKind";

-- Until now, what was due named its newest day first, and a window its oldest.
UPDATE "IngestRun" SET
  "kind" = CASE
    WHEN "source" = 'import' THEN 'import'
    WHEN "source" = 'arxiv-harvest' THEN 'window'
    WHEN "source" = 'arxiv' THEN 'due'
    WHEN split_part("window", '..', 1) <= split_part("window", '..', 2) THEN 'window'
    WHEN split_part("window", '..', 1)::date - split_part("window", '..', 2)::date >= 2 THEN 'sweep'
    ELSE 'due'
  END::"IngestKind",
  "source" = CASE "source"
    WHEN 'arxiv-harvest' THEN 'arxiv'
    -- The archive has Hugging Face's lists.
    WHEN 'import' THEN 'huggingface'
    ELSE "source"
  END;

ALTER TABLE "IngestRun" ALTER COLUMN "kind" SET NOT NULL;
