-- Published reports are kept as published; late data makes the next version.
create table report (
  id           uuid primary key,
  kind         text        not null,
  day          date        not null,
  version      integer     not null check (version >= 1),
  content      json        not null, -- json, not jsonb: the text that was hashed is kept to the letter
  content_hash text        not null,
  corrections  jsonb       not null default '[]',
  published_by text        not null,
  published_at timestamptz not null,
  unique (kind, day, version)
);

create function refuse_report_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published report is never changed: publish a new version' using errcode = '42501';
end $$;

create trigger report_is_immutable before update or delete on report
  for each row execute function refuse_report_change();
revoke update, delete on report from analytics_app;
