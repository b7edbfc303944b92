import { Duration } from 'cdk8s';
import { Backend } from '../core/backend';
import { HttpMethod } from './http-match';
import { TextMatch } from './text-match';

// What may be done with a request beside sending it somewhere. Which of it a dialect can say is for the dialect.

/** How often, and when, a request is sent again that failed. With no attempts there is nothing else to say: `retries.disabled` is reported then. */
export interface HttpRetries {
  /** How often at most, beside the first time, 0 to 2147483647; 0 for never. `count.range` is reported otherwise. */
  readonly attempts: number;

  /**
   * How long each time may take, the first among them, in whole milliseconds, at least one; `route.duration` is reported otherwise.
   * @default - as long as the rule allows
   */
  readonly perTryTimeout?: Duration;

  /**
   * What counts as failed: words such as `5xx`, `gateway-error`, `reset`, `connect-failure`, `retriable-4xx`, `refused-stream`, or a
   * status code such as `503`; `retries.condition` is reported for any other, `retries.no-conditions` for an empty list.
   * @default - left to the controller
   */
  readonly conditions?: string[];

  /**
   * The least time before the first retry, in whole milliseconds, at least one; `route.duration` is reported otherwise.
   * @default - left to the controller
   */
  readonly backoff?: Duration;

  /**
   * Whether pods that failed the request are avoided when it is sent again.
   * @default - left to the controller
   */
  readonly avoidPreviousHosts?: boolean;

  /**
   * Whether it may be sent to pods of other localities.
   * @default - left to the controller
   */
  readonly otherLocalities?: boolean;
}

/** How requests are made to fail, to see what becomes of their clients. At least one; `fault.empty` is reported otherwise. */
export interface HttpFault {
  /**
   * Requests that are held back before they go on.
   * @default - none
   */
  readonly delay?: FaultDelay;

  /**
   * Requests that are answered with an error instead of going on.
   * @default - none
   */
  readonly abort?: FaultAbort;
}

/** A delay of some requests. Reported by the construct that uses it: `route.duration`, `fault.percent`. */
export class FaultDelay {
  /**
   * @param duration in whole milliseconds, at least one
   * @param percent share of the requests, 0 or 0.0001 to 100
   */
  public static of(duration: Duration, percent = 100): FaultDelay {
    return new FaultDelay(duration, percent);
  }

  private constructor(
    private readonly duration: Duration,
    private readonly percent: number,
  ) {}

  /** @internal */
  public get _settings(): { readonly duration: Duration; readonly percent: number } {
    return { duration: this.duration, percent: this.percent };
  }
}

/** An error that some requests are answered with. Reported by the construct that uses it: `fault.status`, `fault.grpc-status`, `fault.percent`. */
export class FaultAbort {
  /**
   * @param code 200 to 599
   * @param percent share of the requests, 0 or 0.0001 to 100
   */
  public static httpStatus(code: number, percent = 100): FaultAbort {
    return new FaultAbort({ httpStatus: code }, percent);
  }

  /**
   * @param code name of a gRPC code, such as `UNAVAILABLE`
   * @param percent share of the requests, 0 or 0.0001 to 100
   */
  public static grpcStatus(code: string, percent = 100): FaultAbort {
    return new FaultAbort({ grpcStatus: code }, percent);
  }

  private constructor(
    private readonly status: { readonly httpStatus: number } | { readonly grpcStatus: string },
    private readonly percent: number,
  ) {}

  /** @internal */
  public get _settings(): { readonly status: { readonly httpStatus: number } | { readonly grpcStatus: string }; readonly percent: number } {
    return { status: this.status, percent: this.percent };
  }
}

/** A backend that gets a copy of each request, whose answer nobody waits for. */
export interface HttpMirror {
  /** The Service, and its port. What is wrong with it is reported by the construct that uses it: `backend.*`, `reference.*`. */
  readonly backend: Backend;

  /**
   * The part of the Service's pods that is meant: the name of a subset, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default - all pods of the Service
   */
  readonly subset?: string;

  /**
   * Share of the requests that is copied, in percent, 0 to 100; `mirror.percent` is reported otherwise.
   * @default 100
   */
  readonly percent?: number;
}

/** What is done with a preflight request of an origin that is not allowed. */
export enum UnmatchedPreflights {
  /** It goes to the backend. */
  FORWARD = 'FORWARD',
  /** It is answered without the headers of CORS. */
  IGNORE = 'IGNORE',
}

/** Which pages of other origins may read the answers: cross-origin resource sharing. Preflight requests are answered here. */
export interface HttpCors {
  /** Origins that may, such as `https://shop.example.com`; `TextMatch.exact('*')` is any. At least one; `cors.no-origins` is reported otherwise. */
  readonly allowOrigins: TextMatch[];

  /**
   * Methods that they may use.
   * @default - those that a browser allows without asking
   */
  readonly allowMethods?: HttpMethod[];

  /**
   * Request headers that they may send; `header.name` is reported for what is none.
   * @default - those that a browser allows without asking
   */
  readonly allowHeaders?: string[];

  /**
   * Response headers that they may read; `header.name` is reported for what is none.
   * @default - those that a browser shows without asking
   */
  readonly exposeHeaders?: string[];

  /**
   * How long a browser may keep the answer to a preflight request, in whole seconds; `route.duration` is reported otherwise.
   * @default - left to the browser
   */
  readonly maxAge?: Duration;

  /**
   * Whether they may send cookies and other credentials.
   * @default - they may not
   */
  readonly allowCredentials?: boolean;

  /**
   * What becomes of a preflight request of an origin that is not allowed.
   * @default - left to the controller
   */
  readonly unmatchedPreflights?: UnmatchedPreflights;
}
