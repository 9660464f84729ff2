import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CADENCES } from '@/lib/subscriptions/cadences';
import { DEFAULT_PREFERENCES } from '@/lib/subscriptions/rules';
import { words } from '@/lib/words';
import { PreferencesForm } from './preferences-form';

test.each(CADENCES)('the form offers %s, and shows a saved choice', (cadence) => {
  const chosen = { ...DEFAULT_PREFERENCES, cadence };
  const html = renderToStaticMarkup(
    <PreferencesForm
      path="/subscriptions/1"
      chosen={chosen}
      topicNames={new Map()}
      now={new Date('2025-03-14')}
    />,
  );
  expect(html).toContain(words.cadences[cadence].label);
  const radios = html.match(/<input[^>]*name="cadence"[^>]*>/g) ?? [];
  expect(radios).toHaveLength(CADENCES.length);
  const checked = radios.filter((radio) => radio.includes('checked'));
  expect(checked).toEqual([expect.stringContaining(`value="${cadence}"`)]);
});
