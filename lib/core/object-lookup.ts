import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { quoted, refuse } from '../values/coded-error';
import { clusterFactsOf, defaultNamespaceOf } from './cluster-facts';

/**
 * The one object of a kind that a construct holds, whichever library made it.
 * @param byName what refers to one by name instead, where something does
 */
export function theOnly(apiVersion: string, kind: string, holder: IConstruct, byName?: string): ApiObject {
  if (!Construct.isConstruct(holder)) {
    const otherwise = byName === undefined ? '' : `, or write ${byName}`;
    throw refuse('input.type', `${quoted(holder)} is not a construct`, `pass the construct that holds the ${kind}${otherwise}`);
  }
  const found = holder.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter((object) => object.apiVersion === apiVersion && object.kind === kind);
  if (found.length !== 1) {
    const names = found.map((object) => object.name).join(', ');
    throw refuse(
      'reference.not-one',
      `"${holder.node.path}" holds ${found.length === 0 ? `no ${kind}` : `${found.length} ${kind}s (${names})`}`,
      `pass the construct that holds just the ${kind} that is meant`,
      `a construct that holds exactly one ${kind}`,
    );
  }
  return found[0];
}

/** Where a namespaced object will live: its own namespace, the one of its chart, or the default of its cluster. */
export function namespaceOf(object: ApiObject): string {
  return object.metadata.namespace ?? defaultNamespaceOf(clusterFactsOf(object));
}
