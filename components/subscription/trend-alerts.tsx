/** Turns notifications of trending papers on and off. public/push.js shows the parts for its state. */
import { Button } from '@/components/ui/button';
import { Marked } from '@/components/ui/marked';
import { words } from '@/lib/words';
import { feedPath, PATHS } from '@/lib/site/paths';
import { TopicChoices } from './interest-fields';

type Props = {
  /** The site's key for push services (lib/push/keys.ts). */
  pushKey: string;
  /** Topics to choose from; without them, the form is one link about all topics. */
  topicNames?: ReadonlyMap<string, string>;
};

/** The states in which notifications are off, and on. */
const OFF = 'off asking failed refused';
const ON = 'on kept';

export function TrendAlerts({ pushKey, topicNames }: Props) {
  return (
    <form data-push={pushKey} className="needs-script font-sans text-15">
      {topicNames && (
        <details data-when={`${OFF} ${ON}`}>
          <summary className="flex min-h-11 items-center text-accent">
            {words.push.someTopics}
          </summary>
          <TopicChoices topicNames={topicNames} chosen={[]} />
          <p data-when={ON} hidden className="py-3">
            <Button>{words.push.saveTopics}</Button>
          </p>
        </details>
      )}
      <div className="flex flex-wrap items-center gap-x-5">
        {topicNames ? (
          <Button disabled data-when={OFF}>
            {words.push.turnOn}
          </Button>
        ) : (
          <button disabled data-when={OFF} className="link min-h-11">
            {words.push.turnOn}
          </button>
        )}
        <Sentences />
        {!topicNames && (
          <a
            href={`${PATHS.subscribe}#trending`}
            data-when={ON}
            hidden
            className="link flex min-h-11 items-center"
          >
            {words.push.chooseTopics}
          </a>
        )}
        <button type="button" data-push-end data-when={ON} hidden className="link min-h-11">
          {words.push.turnOff}
        </button>
      </div>
      <script src="/push.js" type="module" />
    </form>
  );
}

function Sentences() {
  return (
    <div data-push-said className="py-2 text-second [&_a]:text-accent [&_a]:underline">
      <p data-when={ON} hidden>
        <span data-when="kept" hidden>
          {words.push.saved}{' '}
        </span>
        <span data-push-all>{words.push.on}</span>
        <span data-push-topics hidden>
          {words.push.onTopics}
        </span>
      </p>
      <p data-when="asking" hidden>
        {words.push.waiting}
      </p>
      <p data-when="unsupported" hidden>
        <Marked
          text={words.push.unsupported}
          digest={PATHS.subscribe}
          feed={feedPath('trending', 'rss')}
        />
      </p>
      <p data-when="home-screen" hidden>
        {words.push.homeScreen}
      </p>
      <p data-when="denied" hidden>
        {words.push.denied}
      </p>
      <p data-when="failed" hidden>
        {words.push.failed}
      </p>
      <p data-when="refused" hidden />
    </div>
  );
}
