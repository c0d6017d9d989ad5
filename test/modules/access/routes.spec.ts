import { randomUUID } from 'node:crypto';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { IssueApiKey } from '../../../src/modules/access/issue-api-key';
import { isAllowed, ROLE_MATRIX, ROLES } from '../../../src/modules/access/permissions';
import { ROUTE_ACCESS, type RouteAccess } from '../../../src/modules/access/permit';
import type { Role } from '../../../src/platform/context/request-context';
import { startTestApp, type TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';

interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly access: RouteAccess | undefined;
}

/** A decorator takes one path or several; a method that is no handler has none. */
const pathsOf = (target: object): string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined]
    .flat()
    .filter((path) => path !== undefined);

const filledUrl = (parts: readonly string[]): string => {
  const url = parts
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/');
  return `/${url.replace(/\*\w*/g, 'x').replace(/:\w+/g, randomUUID())}`;
};

/** Every handler of every controller, with ids filled in that name nothing. */
function routesOf({ app }: TestApp): Route[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype, instance }) => {
    const controller = metatype as { name: string } & object;
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as object;
      const paths = pathsOf(handler);
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] as Route['method'];
      const access = (Reflect.getMetadata(ROUTE_ACCESS, handler) ?? Reflect.getMetadata(ROUTE_ACCESS, controller)) as
        RouteAccess | undefined;
      return pathsOf(controller).flatMap((prefix) =>
        paths.map((path) => ({ name: `${controller.name}.${name}`, method, url: filledUrl([prefix, path]), access })),
      );
    });
  });
}

describe('Every route of the service', () => {
  let app: TestApp;
  let routes: Route[];
  const keys = {} as Record<Role, string>;

  beforeAll(async () => {
    app = await startTestApp();
    routes = routesOf(app);
    const clinicId = await openTestClinic(app);
    for (const role of ROLES)
      keys[role] = (await app.as(clinicId, () => app.get(IssueApiKey).execute({ label: role, role }))).key;
  });
  afterAll(() => app.close());

  const guarded = () => routes.filter(({ access }) => access !== 'public');
  const call = async ({ method, url }: Pick<Route, 'method' | 'url'>, headers: Record<string, string> = {}) => {
    const body = method === 'GET' || method === 'DELETE' ? {} : { payload: {} };
    return app.app.inject({ method, url, headers, ...body });
  };

  it('says who may call it', () => {
    expect(routes.length).toBeGreaterThan(7);
    expect(routes.filter(({ access }) => access === undefined).map(({ name }) => name)).toEqual([]);
    const unknown = guarded().filter(({ access }) => !((access as string) in ROLE_MATRIX));
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it('sends a stranger away, programs with 401 and people to the sign-in page', async () => {
    const wrong: string[] = [];
    for (const route of guarded()) {
      const { statusCode } = await call(route);
      if (statusCode !== (route.url.startsWith('/v1/') ? 401 : 303)) wrong.push(`${route.name} ${statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(ROLES)('answers 403 to a %s exactly where the role matrix says so', async (role) => {
    const wrong: string[] = [];
    for (const route of guarded()) {
      const { statusCode } = await call(route, { authorization: `Bearer ${keys[role]}` });
      const isOpen = isAllowed(role, route.access as Exclude<RouteAccess, 'public'>);
      if ((statusCode === 403) === isOpen || statusCode === 401) wrong.push(`${route.name} ${statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is never weaker under HEAD, in capitals, with a slash behind, two in front, or one escaped', async () => {
    const weaker: string[] = [];
    for (const { name, method, url } of guarded()) {
      const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(url) ?? [];
      const spellings = [
        `${url}/`,
        `/${url}`,
        `/${first}/${rest}`,
        `/${first.toUpperCase()}${rest}`,
        `/${first}${rest.replace('/', '%2f')}`,
      ];
      const requests = [
        ...(method === 'GET' ? [{ method: 'HEAD', url } as unknown as Route] : []),
        ...spellings.map((spelling) => ({ method, url: spelling })),
      ];
      for (const request of requests) {
        const { statusCode } = await call(request);
        if (![303, 400, 401, 403, 404].includes(statusCode)) weaker.push(`${name} ${request.url} ${statusCode}`);
      }
    }
    expect(weaker).toEqual([]);
  });
});
