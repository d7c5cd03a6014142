/** Some of what the service's answers show. */
export interface Shown {
  id: string;
  status: string;
  version: number;
  secret: string;
  [field: string]: unknown;
}

export interface Answered<Body> {
  status: number;
  body: Body;
}
