import { Document } from '../manifests/document';
import { Manifests } from '../manifests/manifests';
import { filled, struct } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { metalLbObjects } from './metallb/objects';
import { Peer } from './metallb/peering';
import { metalLbSettings } from './metallb/settings';
import { Rule, RuleFinding } from './rule';

const TYPE = 'kubernetes.io/basic-auth';

/**
 * MetalLB reads the password of a peer from the key `password` of a basic-auth Secret in its own namespace, whatever namespace
 * the reference says; the webhook does not look. A Secret that is not in the manifests is taken to exist.
 */
export const peerSecret: Rule = {
  id: 'metallb.peer-secret',
  check: (manifests, facts) => {
    const { namespace } = metalLbSettings(manifests, facts);
    if (namespace === undefined) {
      return [];
    }
    const secrets = groupBy(manifests.ofKind('/Secret'), ({ object }) => object.metadata.name);
    return metalLbObjects(manifests).peers.flatMap((peer) => {
      const name = filled(peer.spec.passwordSecret?.name);
      return name === undefined ? [] : checkSecret(peer, secrets.get(name) ?? [], namespace, manifests);
    });
  },
};

function checkSecret({ origin }: Peer, secrets: readonly Document[], namespace: string, manifests: Manifests): RuleFinding[] {
  const secret = secrets.find((candidate) => manifests.namespaceOf(candidate) === namespace);
  const other = secrets.at(0);
  const field = 'spec.passwordSecret.name';
  if (secret !== undefined) {
    return defectsOf(secret).map((what) => ({
      origin,
      field,
      what,
      allowed: `a Secret of type ${TYPE} with the key password`,
      fix: 'correct the Secret',
    }));
  }
  if (other === undefined) {
    return [];
  }
  const what = `Secret "${other.object.metadata.name}" is in namespace "${manifests.namespaceOf(other)}", and MetalLB reads only "${namespace}"`;
  return [{ origin, field, what, fix: `make the Secret in namespace "${namespace}"` }];
}

function defectsOf({ object: { metadata, type = 'Opaque', data, stringData } }: Document): string[] {
  const hasKey = [data, stringData].some((entries) => Object.hasOwn(struct(entries), 'password'));
  return [
    ...(type === TYPE ? [] : [`Secret "${metadata.name}" is of type ${quoted(type)}`]),
    ...(hasKey ? [] : [`Secret "${metadata.name}" has no key "password"`]),
  ];
}
