import { Yaml } from 'cdk8s';
import { Findings } from '../core/findings';
import { parseCidrPerFamily } from '../values/cidr-per-family';
import { quoted, refuse } from '../values/coded-error';
import { fieldsOf, text } from '../values/input';

/** What a kube-proxy configuration is made from when none is given. */
export interface KubeadmOptions {
  /**
   * The CIDR of all Pods, or one IPv4 and one IPv6 CIDR with a comma between: `podSubnet` of kubeadm. Without it kube-proxy
   * cannot tell Pods from the rest of the world. Reported otherwise: `address.*`.
   */
  readonly clusterCidr: string;

  /**
   * Where kube-proxy finds the API server: `controlPlaneEndpoint` of kubeadm as a URL, such as `https://192.168.1.10:6443`.
   * `kube-proxy.api-server` is reported unless it is an https URL.
   */
  readonly apiServer: string;
}

/** What the ConfigMap holds, its `config.conf` with the settings on top; what cannot be read is reported. */
type Read = (findings: Findings, withSettings: (configConf: string) => string) => { readonly [key: string]: string | undefined };

/** What a {@link KubeProxyConfig} starts from. */
export class KubeProxySource {
  /**
   * What the cluster has now. All of it is kept, comments too, but for what is set on top.
   * @param configConf the key `config.conf` of the ConfigMap `kube-proxy`; `kube-proxy.unreadable` is reported unless it is
   * a KubeProxyConfiguration
   * @param kubeconfigConf the key `kubeconfig.conf`. Without it the key is not in the YAML: apply keeps the one in the
   * cluster, a tool that replaces the whole object would drop it
   */
  public static current(configConf: string, kubeconfigConf?: string): KubeProxySource {
    return new KubeProxySource((findings, withSettings) => ({
      'config.conf': findings.parse('source.configConf', configConf, withSettings),
      'kubeconfig.conf': findings.parseOptional('source.kubeconfigConf', kubeconfigConf, text),
    }));
  }

  /** A complete configuration in the shape of kubeadm; what it does not name has the default of kube-proxy. */
  public static kubeadm(options: KubeadmOptions): KubeProxySource {
    return new KubeProxySource((findings, withSettings) => {
      const { clusterCidr, apiServer } = fieldsOf(options);
      return {
        'config.conf': findings.parse('source.clusterCidr', clusterCidr, (cidr) => withSettings(kubeadmConfig(cidr))),
        'kubeconfig.conf': findings.parse('source.apiServer', apiServer, kubeadmKubeconfig),
      };
    });
  }

  private constructor(private readonly read: Read) {}

  /** @internal */
  public _read(findings: Findings, withSettings: (configConf: string) => string): ReturnType<Read> {
    return this.read(findings, withSettings);
  }
}

function kubeadmConfig(clusterCidr: string): string {
  const ranges = parseCidrPerFamily(clusterCidr);
  return Yaml.stringify({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    bindAddress: ranges[0].family === 4 ? '0.0.0.0' : '::',
    clientConnection: { kubeconfig: '/var/lib/kube-proxy/kubeconfig.conf' },
    clusterCIDR: ranges.map((range) => range.text).join(','),
  });
}

function kubeadmKubeconfig(apiServer: string): string {
  if (!URL.canParse(text(apiServer)) || new URL(apiServer).protocol !== 'https:') {
    const what = `${quoted(apiServer)} is not the https URL of an API server`;
    throw refuse('kube-proxy.api-server', what, 'write a URL such as "https://192.168.1.10:6443"');
  }
  const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';
  return Yaml.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'default', cluster: { 'certificate-authority': `${serviceAccount}/ca.crt`, server: apiServer } }],
    contexts: [{ name: 'default', context: { cluster: 'default', namespace: 'default', user: 'default' } }],
    'current-context': 'default',
    users: [{ name: 'default', user: { tokenFile: `${serviceAccount}/token` } }],
  });
}
