import { Backend } from '../core/backend';
import { HeaderChanges } from './header-changes';

/** One of several backends that share the requests of a rule. */
export interface WeightedBackend {
  /** The Service, and its port. What is wrong with it is reported by the construct that uses it: `backend.*`, `reference.*`. */
  readonly backend: Backend;

  /**
   * Share of the requests in whole percent, 0 to 100; all shares of a rule add up to 100, and one backend alone has 100. Reported otherwise: `percentage.range`, `percentage.sum`.
   */
  readonly weight: number;

  /**
   * The part of the Service's pods that is meant: the name of a subset, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default - all pods of the Service
   */
  readonly subset?: string;

  /**
   * What is changed in the headers of the requests that go there, after the changes of the rule.
   * @default - nothing
   */
  readonly requestHeaders?: HeaderChanges;

  /**
   * What is changed in the headers of the responses that come from there.
   * @default - nothing
   */
  readonly responseHeaders?: HeaderChanges;
}

/** Further choices where all requests go to one backend. */
export interface ForwardOptions {
  /**
   * The part of the Service's pods that is meant: the name of a subset, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default - all pods of the Service
   */
  readonly subset?: string;
}
