/** Reads Hugging Face's daily lists: recent days on schedule, or a window of days. */
import { dayIn } from '@/lib/calendar';
import { env } from '@/lib/env';
import { politeUpstream } from '../run/polite-upstream';
import { windowText, type ReadContext, type RunPlan, type SourceReader } from '../reader';
import { afterCursor, daysOfWindow } from '../run/windows';
import { createHuggingFaceClient, type HuggingFaceClient } from './client';
import { daysDue, daysLeft } from './due-commands';
import { huggingFaceSteps } from './steps';

const MIN_INTERVAL_MS = 1_000;

export function huggingFaceReader(client = connect()): SourceReader {
  return {
    sourceId: 'huggingface',
    plan: async (context, window) => {
      if (!window) return duePlan(context, client);
      return {
        kind: 'window',
        window: windowText(window),
        begin: async (cursor) => {
          const rest = afterCursor(daysOfWindow(window.from, window.to), cursor);
          const steps = huggingFaceSteps({ ...context, client }, { rest });
          return { steps, total: rest.length };
        },
      };
    },
  };
}

async function duePlan(context: ReadContext, client: HuggingFaceClient): Promise<RunPlan> {
  const { db, clock } = context;
  const today = dayIn(env.EDITION_TIME_ZONE, clock());
  const { days, isSweep } = await daysDue(db, today);
  return {
    kind: isSweep ? 'sweep' : 'due',
    window: windowText({ from: days[0] ?? today, to: days.at(-1) ?? today }),
    begin: async (cursor) => {
      const left = await daysLeft(db, { due: days, cursor, now: clock(), today });
      const steps = huggingFaceSteps({ ...context, client }, left);
      return { steps, total: left.first.length + left.rest.length };
    },
  };
}

function connect(): HuggingFaceClient {
  const { HF_API_URL } = env;
  const upstream = politeUpstream('Hugging Face', MIN_INTERVAL_MS, [HF_API_URL]);
  return createHuggingFaceClient({ upstream, apiUrl: HF_API_URL });
}
