-- Tickets by which a browser's EventSource, which can send no header, opens one stream.
create table live_ticket (
  -- SHA-256 of a 256-bit random secret: nothing to guess, so no slow hash is needed.
  ticket_hash       bytea primary key,
  -- Who took it and what they may do: { id, name, roles, partnerId?, permissions }
  caller            jsonb not null,
  -- The end of the token it was taken with, which is the end of the stream.
  caller_expires_at timestamptz not null,
  expires_at        timestamptz not null
);
create index live_ticket_expiry on live_ticket (expires_at);
