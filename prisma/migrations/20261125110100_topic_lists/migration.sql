-- A topic's papers by their day, off one index: "Paper"."topics" can't be read in an order.

CREATE TABLE "PaperTopic" (
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "topic" TEXT NOT NULL,
  "publishedOn" DATE NOT NULL,
  PRIMARY KEY ("paperId", "topic")
);
CREATE INDEX "PaperTopic_topic_idx" ON "PaperTopic" ("topic", "publishedOn" DESC, "paperId");

CREATE FUNCTION paper_topics_follow() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      DELETE FROM "PaperTopic" WHERE "paperId" = NEW."id";
    END IF;
    INSERT INTO "PaperTopic"
      SELECT DISTINCT NEW."id", topic, NEW."publishedOn" FROM unnest(NEW."topics") AS topic;
    RETURN NULL;
  END
$$;
CREATE TRIGGER "Paper_topics_new" AFTER INSERT ON "Paper"
  FOR EACH ROW EXECUTE FUNCTION paper_topics_follow();
CREATE TRIGGER "Paper_topics_changed" AFTER UPDATE OF "topics", "publishedOn" ON "Paper"
  FOR EACH ROW
  WHEN (OLD."topics" IS DISTINCT FROM NEW."topics" OR OLD."publishedOn" <> NEW."publishedOn")
  EXECUTE FUNCTION paper_topics_follow();

INSERT INTO "PaperTopic"
  SELECT DISTINCT p."id", topic, p."publishedOn" FROM "Paper" p, unnest(p."topics") AS topic;
