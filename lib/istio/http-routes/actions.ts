import { ApiObject } from 'cdk8s';
import { Backend } from '../../core/backend';
import { defectsOf, LateDefect } from '../../core/findings';
import { namespaceOf } from '../../core/object-lookup';
import { HeaderChanges } from '../../routing/header-changes';
import { Destination, IDelegateRoute, ResolvedAction, ResolvedRedirect } from '../../routing/read-rule';
import { meshHostOf } from '../mesh-host';
import { DestinationDocument, HeadersDocument, HttpActionDocument, WeightedDestinationDocument } from './documents';

/** What a rule does with its requests, in a VirtualService of the given namespace. */
export function toAction(action: ResolvedAction, namespace: string): HttpActionDocument {
  if ('destinations' in action) {
    const { destinations } = action;
    return {
      route: toWeighted(destinations, namespace).map((weighted, index) => ({
        ...weighted,
        headers: toHeaders(destinations[index].requestHeaders, destinations[index].responseHeaders),
      })),
    };
  }
  if ('redirect' in action) {
    return { redirect: toRedirect(action.redirect) };
  }
  if ('response' in action) {
    const { status, body } = action.response;
    return { directResponse: { status, body: body && { string: body.text, bytes: body.bytes } } };
  }
  return { delegate: toDelegate(action.delegate, namespace) };
}

/** Destinations with their weights; one alone has no need of any. */
export function toWeighted(
  destinations: readonly Pick<Destination, 'backend' | 'subset' | 'weight'>[],
  namespace: string,
): WeightedDestinationDocument[] {
  return destinations.map(({ backend, subset, weight }) => ({
    destination: toDestination(backend, subset, namespace),
    weight: destinations.length === 1 ? undefined : weight,
  }));
}

export function toDestination(backend: Backend, subset: string | undefined, namespace: string): DestinationDocument {
  const resolved = backend._resolve();
  return { host: meshHostOf(resolved, namespace), subset, port: { number: resolved.port } };
}

/** What is wrong with destinations, once the tree is complete. */
export function destinationDefects(
  field: string,
  destinations: readonly Pick<Destination, 'backend' | 'place'>[],
  namespace: string,
): LateDefect[] {
  return destinations.flatMap(({ backend, place }) => defectsOf(`${field}${place}`, () => toDestination(backend, undefined, namespace)));
}

export function toHeaders(request: HeaderChanges | undefined, response: HeaderChanges | undefined): HeadersDocument | undefined {
  return request === undefined && response === undefined ? undefined : { request: toChanges(request), response: toChanges(response) };
}

function toChanges({ set = {}, add = {}, remove = [] }: HeaderChanges = {}): HeaderChanges | undefined {
  const changes = Object.entries({ set, add, remove }).filter(([, change]) => Object.keys(change).length > 0);
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

function toRedirect({ scheme, host, path, port, statusCode }: ResolvedRedirect): HttpActionDocument['redirect'] {
  return { scheme, authority: host, uri: path, ...toRedirectPort(port), redirectCode: statusCode };
}

function toRedirectPort(port: ResolvedRedirect['port']): { readonly port?: number; readonly derivePort?: string } {
  if (typeof port !== 'string') {
    return { port };
  }
  return { derivePort: port === 'of the scheme' ? 'FROM_PROTOCOL_DEFAULT' : 'FROM_REQUEST_PORT' };
}

function toDelegate(delegate: IDelegateRoute, namespace: string): HttpActionDocument['delegate'] {
  const own = namespaceOf(ApiObject.of(delegate));
  return { name: delegate.name, namespace: own === namespace ? undefined : own };
}
