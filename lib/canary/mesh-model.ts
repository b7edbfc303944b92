import { Backend } from '../core/backend';
import { RouteOutcome, RouteRequest } from '../routing/evaluation';
import { HttpRule } from '../routing/http-rule';
import { parseRequest } from '../routing/incoming-request';
import { RouteModel } from '../routing/route-model';

/**
 * What becomes of a request of a client inside the mesh, which asks for the Service by any of its names and stays on the port that it
 * asks for.
 * @param backend nothing: there is no such Service
 */
export function evaluateInMesh(backend: Backend | undefined, rules: readonly HttpRule[], request: RouteRequest): RouteOutcome {
  const outcome = RouteModel.ofRules(backend === undefined ? [] : namesOf(backend), [...rules]).evaluate(request);
  const { port } = parseRequest(request);
  const onPort = <T extends object>(destinations: readonly T[]) => destinations.map((destination) => ({ ...destination, port }));
  return { ...outcome, destinations: onPort(outcome.destinations), mirrors: onPort(outcome.mirrors) };
}

function namesOf(backend: Backend): string[] {
  const service = backend._resolveService();
  if ('host' in service) {
    return [service.host];
  }
  const short = [service.name, service.namespace].join('.');
  return [service.name, short, `${short}.svc`, `${short}.svc.cluster.local`];
}
