import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** Finds providers by a mark on their class: how a room plugs into one on its left that does not know it. */
@Injectable()
export class MarkedProviders {
  // Providers do not change once there are any; looking through all of them for every visit would cost more than the rest.
  private readonly found = new Map<string, readonly unknown[]>();

  constructor(private readonly discovery: DiscoveryService) {}

  of<T>(mark: string): T[] {
    const known = this.found.get(mark) as readonly T[] | undefined;
    if (known) return [...known];
    const providers = this.search<T>(mark);
    if (providers.length > 0) this.found.set(mark, providers);
    return providers;
  }

  private search<T>(mark: string): T[] {
    return this.discovery
      .getProviders()
      .filter(
        ({ metatype, instance }) => typeof metatype === 'function' && instance && Reflect.getMetadata(mark, metatype),
      )
      .map(({ instance }) => instance as T);
  }
}
