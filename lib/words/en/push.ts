/** Notifications that a browser shows. */
import { ordinal } from './count';

export const push = {
  today: (place: number) => `${ordinal(place)} in trending today`,
  inTopic: (place: number, topic: string) => `${ordinal(place)} in trending for ${topic}`,
};
