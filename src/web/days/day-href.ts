/** The page of a day, at a location where there are several, or of one close of it. */
export const dayHref = (day: string, locationId?: string, closeId?: string): string =>
  `/days/${day}${closeId ? `/${closeId}` : ''}${locationId ? `?location=${locationId}` : ''}`;
