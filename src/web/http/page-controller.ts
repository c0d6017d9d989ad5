import { applyDecorators, Controller, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PageProblemFilter } from './page-problem.filter';
import { PageInterceptor } from './page.interceptor';

/** A controller whose handlers answer pages: not part of the API's document, errors shown as pages. */
export const PageController = (path = ''): ClassDecorator =>
  applyDecorators(
    Controller(path),
    ApiExcludeController(),
    UseInterceptors(PageInterceptor),
    UseFilters(PageProblemFilter),
  );
