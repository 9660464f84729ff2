/** Notifications that a browser shows. */
import { ordinal } from './count';

export const push = {
  turnOn: 'Notify me of trending papers',
  turnOff: 'Turn off notifications',
  someTopics: 'Only some topics',
  saveTopics: 'Save these topics',
  chooseTopics: 'Choose topics',
  saved: 'Saved.',
  on: 'This browser notifies you of trending papers.',
  onTopics: 'This browser notifies you of trending papers in the topics that you chose.',
  waiting: 'Waiting for your browser…',
  unsupported:
    'This browser can’t show notifications, or not in a private window. Use [the digest](digest) or [the trending feed](feed).',
  homeScreen:
    'To get notifications on this device, add this site to its home screen first: Share, then Add to Home Screen.',
  denied:
    'Notifications from this site are turned off in your browser. To get them, allow them in its settings.',
  failed: 'Broadsheet can’t reach your browser’s push service. Please try again.',
  skipped: { off: 'notifications were turned off', late: 'too late' },
  fallback: { title: 'Trending now', body: 'See today’s trending papers' },
  today: (place: number) => `${ordinal(place)} in trending today`,
  inTopic: (place: number, topic: string) => `${ordinal(place)} in trending for ${topic}`,
};
