/** Asking to be told what trends, in this browser: public/push.js shows what applies of all this. */
import { Button } from '@/components/ui/button';
import { feedPath, PATHS } from '@/lib/site/paths';
import { TopicChoices } from './interest-fields';

type Props = {
  /** The site's key for push services (lib/push/keys.ts). */
  pushKey: string;
  /** To choose from; without, it is about everything, and as little as can be. */
  topicNames?: ReadonlyMap<string, string>;
};

const ASK = 'Tell me what is trending';
/** States of the browser's, by which parts are shown. */
const UNTOLD = 'off asking failed refused';
const TOLD = 'on kept';

export function TrendAlerts({ pushKey, topicNames }: Props) {
  return (
    <form data-push={pushKey} className="needs-script font-sans text-15">
      {topicNames && (
        <details data-when={`${UNTOLD} ${TOLD}`}>
          <summary className="flex min-h-11 items-center text-accent">Only some topics</summary>
          <TopicChoices topicNames={topicNames} chosen={[]} />
          <p data-when={TOLD} hidden className="py-3">
            <Button>Keep these topics</Button>
          </p>
        </details>
      )}
      <div className="flex flex-wrap items-center gap-x-5">
        {topicNames ? (
          <Button disabled data-when={UNTOLD}>
            {ASK}
          </Button>
        ) : (
          <button disabled data-when={UNTOLD} className="link min-h-11">
            {ASK}
          </button>
        )}
        <Sentences />
        {!topicNames && (
          <a
            href={`${PATHS.subscribe}#trending`}
            data-when={TOLD}
            hidden
            className="link flex min-h-11 items-center"
          >
            Choose topics
          </a>
        )}
        <button type="button" data-push-end data-when={TOLD} hidden className="link min-h-11">
          Stop
        </button>
      </div>
      <script src="/push.js" type="module" />
    </form>
  );
}

function Sentences() {
  return (
    <div data-push-said className="py-2 text-second [&_a]:text-accent [&_a]:underline">
      <p data-when={TOLD} hidden>
        <span data-when="kept" hidden>
          Kept.{' '}
        </span>
        This browser is told what comes to trend
        <span data-push-topics />.
      </p>
      <p data-when="asking" hidden>
        Asking your browser…
      </p>
      <p data-when="unsupported" hidden>
        This browser can’t tell you what is trending, or not in a private window;{' '}
        <a href={PATHS.subscribe}>the morning mail</a> and{' '}
        <a href={feedPath('trending', 'rss')}>the feed</a> can.
      </p>
      <p data-when="home-screen" hidden>
        To be told what is trending on this device, add this site to its home screen first: Share,
        then Add to Home Screen.
      </p>
      <p data-when="denied" hidden>
        Your browser has this site’s notifications turned off. Allow them in its settings to be told
        what is trending.
      </p>
      <p data-when="failed" hidden>
        That did not get through to your browser’s push service or to us. Please try again.
      </p>
      <p data-when="refused" hidden />
    </div>
  );
}
