import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Backend } from '../core/backend';
import { Host } from '../values/host';
import { HeaderChanges } from './header-changes';
import { UnmatchedPreflights } from './http-filters';
import { HttpMethod, ResolvedNamedMatch } from './http-match';
import { ResolvedPathRewrite } from './http-rewrite';
import { HttpScheme } from './http-scheme';
import { ResolvedPathMatch } from './path-match';
import { ResolvedTextMatch } from './text-match';

// The rules of a route once they were read: what the dialects render, and what the meaning of a route is told by.

/** A list of rules that a route of somebody else can hand requests to. */
export interface IDelegateRoute extends IConstruct {
  /** Name of the object that holds the rules. */
  readonly name: string;

  /** @internal */
  readonly _rules: readonly ReadRule[];
}

/** A rule, as far as it could be read. */
export interface ReadRule {
  /** The input it was read from, such as `rules[0]`. */
  readonly field: string;
  readonly name?: string;
  /** Nothing: every request. */
  readonly matches?: readonly ReadMatch[];
  /** Nothing: it could not be read. */
  readonly action?: ResolvedAction;
  readonly filters: ReadFilters;
}

/** A match, as far as it could be read. */
export interface ReadMatch {
  readonly field: string;
  /** Whether all of it could be read: otherwise it is for fewer requests than it says. */
  readonly isWhole: boolean;
  readonly path?: ResolvedPathMatch;
  readonly ignorePathCase?: boolean;
  readonly method?: HttpMethod;
  readonly headers: readonly ReadNamedMatch[];
  readonly withoutHeaders: readonly ReadNamedMatch[];
  readonly queryParams: readonly ReadNamedMatch[];
  readonly authority?: ResolvedTextMatch;
  readonly scheme?: HttpScheme;
  readonly port?: number;
  readonly sourceLabels?: { readonly [key: string]: string };
  readonly sourceNamespace?: string;
}

export interface ReadNamedMatch extends ResolvedNamedMatch {
  readonly field: string;
}

/** What an action comes to once it was read. */
export type ResolvedAction =
  | { readonly destinations: readonly Destination[] }
  | { readonly redirect: ResolvedRedirect }
  | { readonly response: ResolvedResponse }
  | { readonly delegate: IDelegateRoute };

/** A backend with its share of the requests. */
export interface Destination {
  /** Where it was given, below the action or the `backends` of a connection rule: empty, or such as `[1]`. */
  readonly place: string;
  readonly backend: Backend;
  readonly subset?: string;
  /** In whole percent, which may be 0; all destinations together have 100. */
  readonly weight: number;
  readonly requestHeaders?: HeaderChanges;
  readonly responseHeaders?: HeaderChanges;
}

export interface ResolvedRedirect {
  readonly scheme?: HttpScheme;
  readonly host?: string;
  /** A port, or how one is found: that of the scheme, or that of the request. */
  readonly port?: number | 'of the scheme' | 'of the request';
  readonly path?: string;
  readonly statusCode: number;
}

export interface ResolvedResponse {
  readonly status: number;
  readonly body?: ResolvedBody;
}

export interface ResolvedBody {
  readonly text?: string;
  /** Base64. */
  readonly bytes?: string;
}

/** What is done with a request beside its action. */
export interface ReadFilters {
  readonly rewrite?: { readonly path?: ResolvedPathRewrite; readonly host?: string };
  readonly requestHeaders?: HeaderChanges;
  readonly responseHeaders?: HeaderChanges;
  readonly timeout?: Duration;
  readonly retries?: ReadRetries;
  readonly fault?: ReadFault;
  readonly mirrors?: readonly ReadMirror[];
  readonly cors?: ReadCors;
}

export interface ReadRetries {
  readonly attempts: number;
  readonly perTryTimeout?: Duration;
  readonly conditions?: readonly string[];
  readonly backoff?: Duration;
  readonly avoidPreviousHosts?: boolean;
  readonly otherLocalities?: boolean;
}

export interface ReadFault {
  readonly delay?: { readonly duration: Duration; readonly percent: number };
  readonly abort?: { readonly httpStatus?: number; readonly grpcStatus?: string; readonly percent: number };
}

export interface ReadMirror {
  readonly field: string;
  readonly backend: Backend;
  readonly subset?: string;
  readonly percent: number;
}

export interface ReadCors {
  readonly allowOrigins: readonly ResolvedTextMatch[];
  readonly allowMethods?: readonly HttpMethod[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAge?: Duration;
  readonly allowCredentials?: boolean;
  readonly unmatchedPreflights?: UnmatchedPreflights;
}

/** A rule for connections, as far as it could be read. */
export interface ReadConnectionRule {
  /** The input it was read from, such as `tcpRules[0]`. */
  readonly field: string;
  /** Nothing: every connection, or every one for the hosts of the route. */
  readonly matches?: readonly ReadConnectionMatch[];
  readonly destinations: readonly Destination[];
}

/** A match of connections, as far as it could be read. */
export interface ReadConnectionMatch {
  readonly field: string;
  /** Whether all of it could be read: otherwise it is for fewer connections than it says. */
  readonly isWhole: boolean;
  readonly port?: number;
  /** Nothing: the hosts of the route. */
  readonly sniHosts?: readonly Host[];
}
