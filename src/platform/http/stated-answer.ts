/** A body with a status of its own, where a route has more than one: 202 while an outcome is not known, or a problem that stands. */
export class StatedAnswer {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}
