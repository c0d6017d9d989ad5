import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** Finds providers by a mark on their class: how a room plugs into one on its left that does not know it. */
@Injectable()
export class MarkedProviders {
  constructor(private readonly discovery: DiscoveryService) {}

  of<T>(mark: string): T[] {
    return this.discovery
      .getProviders()
      .filter(
        ({ metatype, instance }) => typeof metatype === 'function' && instance && Reflect.getMetadata(mark, metatype),
      )
      .map(({ instance }) => instance as T);
  }
}
