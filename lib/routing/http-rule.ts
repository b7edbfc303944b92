import { Duration } from 'cdk8s';
import { HeaderChanges } from './header-changes';
import { HttpAction } from './http-action';
import { HttpCors, HttpFault, HttpMirror, HttpRetries } from './http-filters';
import { HttpMatch } from './http-match';
import { HttpRewrite } from './http-rewrite';

/** One rule of a route: the requests it takes, and what happens to them. Rules are tried in the order of their array. */
export interface HttpRule {
  /**
   * A name for logs and reports, which no other rule of the route has; `route.duplicate-name` is reported otherwise.
   * @default - none
   */
  readonly name?: string;

  /**
   * The requests it takes: those that meet one of these matches. `route.no-matches` is reported when there is none in the list.
   * @default - every request
   */
  readonly matches?: HttpMatch[];

  /** What happens to them. */
  readonly action: HttpAction;

  /**
   * What the backend sees instead of what the client asked for; only where requests are forwarded, as all that follows but the
   * headers of the response: `route.not-forwarded` is reported otherwise.
   * @default - it sees what the client asked for
   */
  readonly rewrite?: HttpRewrite;

  /**
   * What is changed in the headers of the requests.
   * @default - nothing
   */
  readonly requestHeaders?: HeaderChanges;

  /**
   * What is changed in the headers of the responses.
   * @default - nothing
   */
  readonly responseHeaders?: HeaderChanges;

  /**
   * How long the backend may take for the whole answer, retries included, in whole milliseconds, at least one; `route.duration` is reported otherwise.
   * @default - left to the controller
   */
  readonly timeout?: Duration;

  /**
   * How often, and when, a request is sent again that failed.
   * @default - left to the controller
   */
  readonly retries?: HttpRetries;

  /**
   * How requests are made to fail, to see what becomes of their clients.
   * @default - they are not
   */
  readonly fault?: HttpFault;

  /**
   * Backends that get a copy of the requests, whose answers nobody waits for.
   * @default - none
   */
  readonly mirrors?: HttpMirror[];

  /**
   * Which pages of other origins may read the answers.
   * @default - nothing is said of it
   */
  readonly cors?: HttpCors;
}
