import { IstioGateway } from '../istio/istio-gateway';

/** Where the requests come in whose shares a canary decides. */
export interface EdgeOfCanary {
  readonly gateway: IstioGateway;
  readonly hosts: string[];
}

/** Whose requests a canary splits. */
export class CanaryClients {
  /** Those of clients inside the mesh, which have a proxy of their own, under the name of the Service. */
  public static inMesh(): CanaryClients {
    return new CanaryClients(true);
  }

  /**
   * Those that come in through a gateway, under public hosts.
   * @param gateway where they come in
   * @param hosts what they ask for; reported otherwise, as for `IstioGatewayRoute`: `istio.no-hosts`, `istio.host-*`, …
   */
  public static throughGateway(gateway: IstioGateway, hosts: string[]): CanaryClients {
    return new CanaryClients(false, { gateway, hosts });
  }

  /** Both: see {@link CanaryClients.inMesh} and {@link CanaryClients.throughGateway}. */
  public static everywhere(gateway: IstioGateway, hosts: string[]): CanaryClients {
    return new CanaryClients(true, { gateway, hosts });
  }

  /** Only those that other routes send here, by the rules of `CanaryRoute.rules()`. */
  public static ofOtherRoutes(): CanaryClients {
    return new CanaryClients(false);
  }

  private constructor(
    private readonly areInMesh: boolean,
    private readonly edge?: EdgeOfCanary,
  ) {}

  /** @internal */
  public get _inMesh(): boolean {
    return this.areInMesh;
  }

  /** @internal */
  public get _edge(): EdgeOfCanary | undefined {
    return this.edge;
  }
}
