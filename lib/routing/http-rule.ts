import { HttpAction } from './http-action';
import { HttpMatch } from './http-match';

/** One rule of a route: the requests it takes, and what happens to them. Rules are tried in the order of their array. */
export interface HttpRule {
  /**
   * The requests it takes: those that meet one of these matches. `route.no-matches` is reported when there is none in the list.
   * @default - every request
   */
  readonly matches?: HttpMatch[];

  /** What happens to them. */
  readonly action: HttpAction;
}
