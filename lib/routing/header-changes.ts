/**
 * What is changed in the headers of a request or a response. Reported by the construct that uses it: `header.name`, `header.reserved`
 * for a name that begins with ":" or, where it cannot be changed, `Host`, `header.changed-twice`, `route.no-change`,
 * `header.value` for a value with control characters, or with a `%` that is neither `%%`, a percent sign, nor begins a variable such as `%NAME%`, or with one that the proxy does not know.
 */
export interface HeaderChanges {
  /**
   * Headers that get this value, whether they are there or not, by name.
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Headers that get this value beside those they have, by name.
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Names of headers that are taken away.
   * @default - none
   */
  readonly remove?: string[];
}
