/** The generated transport names it as browsers do; Node's types have it under RequestInit alone. */
type BodyInit = NonNullable<RequestInit['body']>;
