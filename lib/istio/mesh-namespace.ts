import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { k8s } from '../core/k8s.private';
import { Resource, withoutNamespace } from '../core/resource';
import { parseDnsLabel } from '../values/dns-name';

/** Properties of {@link MeshNamespace}. */
export interface MeshNamespaceProps {
  /**
   * Revision, or revision tag, of the istiod whose proxies the pods get: an RFC 1123 label, on the wire
   * `istio.io/rev: <revision>`; `name.syntax` is reported otherwise.
   * @default - the default one, on the wire `istio-injection: enabled`
   */
  readonly revision?: string;

  /**
   * Name of the namespace, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;
}

/** A namespace in the mesh: each pod that starts in it gets a proxy, unless the pod says otherwise. Running pods do not change. */
export class MeshNamespace extends Resource {
  public constructor(scope: Construct, id: string, props: MeshNamespaceProps = {}) {
    super(scope, id);
    const name = this._nameOf(props.name, parseDnsLabel);
    const revision = this._findings.parseOptional('revision', props.revision, parseDnsLabel);
    // Never both: with `istio-injection` set, the revision would be ignored.
    const [key, value] = revision === undefined ? ['istio-injection', 'enabled'] : ['istio.io/rev', revision];
    withoutNamespace(addObject(this, 'Resource', k8s.KubeNamespace, { metadata: { name, labels: { [key]: value } } }));
  }
}
