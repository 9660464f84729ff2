/** Makes a route of an operation that a reader's program does for them. */
import type { NextRequest } from 'next/server';
import { requireActor } from '@/lib/accounts/tokens/actor-commands';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import type { Reader } from '@/lib/accounts/types';
import { systemClock } from '@/lib/clock';
import { answering, type RouteHandler } from '@/lib/http/api-route';
import { requireAllowance } from '@/lib/http/limit-commands';
import type { Answer, Input, Operation } from '@/lib/http/operation';
import { route } from '@/lib/http/route';
import { once } from './idempotency-commands';

type Scoped = Operation & { scope: Scope };
type Act<O extends Operation> = (
  input: Input<O>,
  actor: Reader,
  request: NextRequest,
) => Promise<Answer<O>>;

/**
 * Who asks is looked at first: a stranger learns nothing from a body's mistakes. `complete` adds to
 * an answer what mustn't be kept with it for a repeat, such as a secret.
 */
export function acting<O extends Scoped>(
  operation: O,
  act: Act<O>,
  complete: (answer: Answer<O>) => Answer<O> = (answer) => answer,
): RouteHandler {
  return route(async (request, context) => {
    const actor = await requireActor(request.headers, operation.scope);
    if (operation.method !== 'get') await requireAllowance('api_write', actor.id);
    const handler = answering(operation, async (input, asked) => {
      const key = asked.headers.get('idempotency-key');
      if (key === null || operation.method === 'get')
        return complete(await act(input, actor, asked));
      const keyed = {
        userId: actor.id,
        key,
        request: [operation.id, input],
        now: systemClock(),
      };
      return complete(await once(keyed, () => act(input, actor, asked)));
    });
    return handler(request, context);
  });
}
