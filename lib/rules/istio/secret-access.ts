import { Document } from '../../manifests/document';
import { Manifests } from '../../manifests/manifests';
import { filled, items, struct } from '../../manifests/raw';

const RBAC = 'rbac.authorization.k8s.io';
const EVERYONE = new Set(['system:serviceaccounts', 'system:authenticated']);
const OF_NAMESPACE = /^system:serviceaccounts:(.+)$/;
const USER = /^system:serviceaccount:([^:]+):(.+)$/;

/** Which service accounts may list the Secrets of their own namespace, as far as the roles of the cluster tell. */
export class SecretAccess {
  /** `namespace/name`, with `*` for all of a place. */
  private readonly allowed: ReadonlySet<string>;

  public constructor(manifests: Manifests) {
    const roles = [...manifests.ofKind(`${RBAC}/Role`), ...manifests.ofKind(`${RBAC}/ClusterRole`)];
    const known = new Map(roles.map((role) => [keyOf(role.object.kind, role.object.metadata.name, manifests.namespaceOf(role)), role]));
    const bindings = [...manifests.ofKind(`${RBAC}/RoleBinding`), ...manifests.ofKind(`${RBAC}/ClusterRoleBinding`)];
    this.allowed = new Set(
      bindings.flatMap((binding) => {
        const namespace = manifests.namespaceOf(binding);
        const { kind, name } = struct(binding.object.roleRef);
        const role = known.get(keyOf(kind, name, kind === 'Role' ? namespace : undefined));
        return role === undefined || listsSecrets(role)
          ? items(binding.object.subjects).flatMap((one) => subjectOf(struct(one), namespace))
          : [];
      }),
    );
  }

  public has(namespace: string, name: string): boolean {
    return ['*/*', `${namespace}/*`, `${namespace}/${name}`].some((subject) => this.allowed.has(subject));
  }
}

function keyOf(kind: unknown, name: unknown, namespace?: string): string {
  return JSON.stringify([kind, name, namespace]);
}

/** A role that is made of others may allow anything. */
function listsSecrets({ object: { rules, aggregationRule } }: Document): boolean {
  const allows = (rule: Readonly<Record<string, unknown>>, field: string, word: string) =>
    items(rule[field]).some((one) => one === word || one === '*');
  return (
    Object.keys(struct(aggregationRule)).length > 0 ||
    items(rules)
      .map(struct)
      .some(
        (rule) =>
          allows(rule, 'apiGroups', '') &&
          allows(rule, 'resources', 'secrets') &&
          allows(rule, 'verbs', 'list') &&
          items(rule.resourceNames).length === 0, // to list is of no single one
      )
  );
}

/** @param of the namespace of the binding, in which alone it counts; nothing for all of them */
function subjectOf({ kind, name, namespace }: Readonly<Record<string, unknown>>, of: string | undefined): string[] {
  const text = filled(name) ?? '';
  const [, itsNamespace, account] = USER.exec(text) ?? [];
  const place = kind === 'ServiceAccount' ? (filled(namespace) ?? of) : kind === 'User' ? itsNamespace : placeOfGroup(text, of);
  if (place === undefined || (of !== undefined && place !== of)) {
    return [];
  }
  return [`${place}/${kind === 'ServiceAccount' ? text : kind === 'User' ? account : '*'}`];
}

function placeOfGroup(group: string, of: string | undefined): string | undefined {
  return EVERYONE.has(group) ? (of ?? '*') : OF_NAMESPACE.exec(group)?.[1];
}
