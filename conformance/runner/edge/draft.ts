/** A request in parts, until it is sent. */
export interface Draft {
  tls: boolean;
  host: string;
  port: number;
  path: string;
  query: string;
  method: string;
  headers: Record<string, string>;
  /** What is asked for by the `Host` header, where that is not the host of the URL. */
  authority?: string;
  sni?: string;
  hasClientCertificate: boolean;
}
