import { HeaderChanges } from '../../routing/header-changes';

// Entries of `spec.http` of a VirtualService, as far as they are written. They are typed here by hand, so that no declaration of the
// library names a generated type.

export interface StringMatchDocument {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

/** One entry of `match`. */
export interface HttpMatchDocument {
  readonly uri?: StringMatchDocument;
  readonly ignoreUriCase?: boolean;
  readonly method?: StringMatchDocument;
  readonly headers?: { [name: string]: StringMatchDocument };
  readonly withoutHeaders?: { [name: string]: StringMatchDocument };
  readonly queryParams?: { [name: string]: StringMatchDocument };
  readonly authority?: StringMatchDocument;
  readonly scheme?: StringMatchDocument;
  readonly port?: number;
  readonly sourceLabels?: { [key: string]: string };
  readonly sourceNamespace?: string;
}

export interface PathRewriteDocument {
  readonly uri?: string;
  readonly uriRegexRewrite?: { readonly match: string; readonly rewrite: string };
}

export interface HeadersDocument {
  readonly request?: HeaderChanges;
  readonly response?: HeaderChanges;
}

export interface DestinationDocument {
  readonly host: string;
  readonly subset?: string;
  readonly port: { readonly number: number };
}

export interface WeightedDestinationDocument {
  readonly destination: DestinationDocument;
  readonly weight?: number;
}

export interface HttpActionDocument {
  readonly route?: (WeightedDestinationDocument & { readonly headers?: HeadersDocument })[];
  readonly redirect?: {
    readonly scheme?: string;
    readonly authority?: string;
    readonly uri?: string;
    readonly port?: number;
    readonly derivePort?: string;
    readonly redirectCode?: number;
  };
  readonly directResponse?: { readonly status: number; readonly body?: { readonly string?: string; readonly bytes?: string } };
  readonly delegate?: { readonly name: string; readonly namespace?: string };
}

interface PercentageDocument {
  readonly value: number;
}

export interface HttpFiltersDocument {
  readonly headers?: HeadersDocument;
  readonly timeout?: string;
  readonly retries?: {
    readonly attempts: number;
    readonly perTryTimeout?: string;
    readonly retryOn?: string;
    readonly backoff?: string;
    readonly retryIgnorePreviousHosts?: boolean;
    readonly retryRemoteLocalities?: boolean;
  };
  readonly fault?: {
    readonly delay?: { readonly fixedDelay: string; readonly percentage: PercentageDocument };
    readonly abort?: { readonly httpStatus?: number; readonly grpcStatus?: string; readonly percentage: PercentageDocument };
  };
  readonly mirrors?: { readonly destination: DestinationDocument; readonly percentage?: PercentageDocument }[];
  readonly corsPolicy?: {
    readonly allowOrigins: StringMatchDocument[];
    readonly allowMethods?: string[];
    readonly allowHeaders?: string[];
    readonly exposeHeaders?: string[];
    readonly maxAge?: string;
    readonly allowCredentials?: boolean;
    readonly unmatchedPreflights?: string;
  };
}

/** One entry of `spec.http`. */
export interface HttpRouteDocument extends HttpActionDocument, HttpFiltersDocument {
  readonly name?: string;
  readonly match?: HttpMatchDocument[];
  readonly rewrite?: PathRewriteDocument & { readonly authority?: string };
}
