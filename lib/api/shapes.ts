/** The JSON of the API: Hugging Face's names; Broadsheet's own fields under `broadsheet`. */
import 'zod-openapi';
import { z } from 'zod';
import { PUBLISHED_SHAPE } from '@/lib/papers/fields';

const instant = z.iso.datetime().meta({ examples: ['2025-03-14T00:00:00.000Z'] });
const objectId = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .meta({ description: 'Derived from the name, so it never changes.' });

export const userShape = z
  .object({
    _id: objectId,
    user: z.string(),
    name: z.string(),
    fullname: z.string(),
    avatarUrl: z.string(),
    isPro: z.boolean(),
    type: z.literal('user'),
    isHf: z.boolean(),
    isHfAdmin: z.boolean(),
    isMod: z.boolean(),
  })
  .meta({ id: 'User', description: 'The user who listed a paper, or an author with an account.' });

const organizationShape = z
  .object({ _id: objectId, name: z.string(), fullname: z.string(), avatar: z.string() })
  .meta({ id: 'Organization' });

const authorShape = z
  .object({
    _id: objectId,
    name: z.string(),
    hidden: z.boolean(),
    user: userShape.optional(),
  })
  .meta({ id: 'Author' });

/** Fields for which Hugging Face has no name. */
const broadsheetShape = z
  .object({
    url: z.string().meta({ description: 'Address of the paper’s page.' }),
    listedOn: z.iso
      .date()
      .nullable()
      .meta({ description: 'Day of the latest edition with this paper.' }),
    isPick: z.boolean().meta({ description: 'Whether a curator picked it for that edition.' }),
    votesHere: z.int(),
    votesUpstream: z.int().meta({ description: 'Votes on Hugging Face at the last update.' }),
    topics: z.array(z.string()),
    ...PUBLISHED_SHAPE,
  })
  .meta({ id: 'Broadsheet', description: 'Fields for which Hugging Face has no name.' });

const facts = {
  publishedAt: instant,
  title: z.string(),
  summary: z.string().meta({ description: 'The full abstract.' }),
  numComments: z.int(),
  submittedBy: userShape.optional(),
  mediaUrls: z.array(z.string()).optional(),
  organization: organizationShape.optional(),
  ai_summary: z.string().optional(),
  ai_keywords: z.array(z.string()).optional(),
  githubRepo: z.string().optional(),
  githubStars: z.int().optional(),
  projectPage: z.string().optional(),
};

export const paperShape = z
  .object({
    id: z.string().meta({ description: 'arXiv ID without version, or x-… for a paper without.' }),
    authors: z.array(authorShape),
    ...facts,
    submittedOnDailyAt: instant.optional(),
    submittedOnDailyBy: userShape.optional(),
    upvotes: z.int().meta({ description: 'Votes here and on Hugging Face, as in editions.' }),
    discussionId: objectId,
    broadsheet: broadsheetShape,
  })
  .meta({ id: 'Paper' });

export const dailyPaperShape = z
  .object({
    paper: paperShape,
    ...facts,
    thumbnail: z.string(),
    isAuthorParticipating: z.boolean(),
  })
  .meta({
    id: 'DailyPaper',
    description:
      'A paper in a list. Some fields are repeated outside `paper`, where clients expect them.',
  });

const linked = z
  .array(z.never())
  .meta({ description: 'Always empty, because Broadsheet hosts none.' });
const none = z.literal(0);

export const wholePaperShape = paperShape
  .extend({
    thumbnail: z.string(),
    isAuthorParticipating: z.boolean(),
    linkedModels: linked,
    numTotalModels: none,
    linkedDatasets: linked,
    numTotalDatasets: none,
    linkedSpaces: linked,
    numTotalSpaces: none,
  })
  .meta({ id: 'WholePaper' });

export const problemShape = z
  .object({
    error: z.object({
      code: z.string().meta({ examples: ['not_found'] }),
      message: z.string().meta({ examples: ['Broadsheet has no paper 2503.99001.'] }),
      requestId: z.string(),
    }),
  })
  .meta({ id: 'Problem', description: 'Every error.' });

export type DailyPaperJson = z.infer<typeof dailyPaperShape>;
export type PaperJson = z.infer<typeof paperShape>;
export type WholePaperJson = z.infer<typeof wholePaperShape>;
export type UserJson = z.infer<typeof userShape>;
