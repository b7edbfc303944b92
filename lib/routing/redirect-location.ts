import { IncomingRequest, usualPort, withoutPort } from './incoming-request';
import { ResolvedRedirect } from './read-rule';

/**
 * Where a redirected client goes. A port is written that is not the usual one of the scheme; what the client itself wrote behind the
 * host stays otherwise, unless the scheme changes and it was the usual port of the old one (Envoy's `RedirectAction`).
 */
export function redirectLocation(redirect: ResolvedRedirect, request: IncomingRequest): string {
  const scheme = redirect.scheme ?? request.scheme;
  const wanted = redirect.port === 'of the request' ? request.port : redirect.port;
  const port = typeof wanted === 'number' && wanted !== usualPort(scheme) ? wanted : undefined;
  const host = redirect.host ?? hostOf(request, scheme !== request.scheme, port !== undefined);
  return `${scheme}://${host}${port === undefined ? '' : `:${port}`}${pathOf(redirect, request)}`;
}

function hostOf({ authority, scheme }: IncomingRequest, changesScheme: boolean, getsPort: boolean): string {
  const isUsual = authority.endsWith(`:${usualPort(scheme)}`);
  return getsPort || (changesScheme && isUsual) ? withoutPort(authority) : authority;
}

function pathOf({ path }: ResolvedRedirect, request: IncomingRequest): string {
  return path?.includes('?') === true ? path : `${path ?? request.path}${request.query}`;
}
