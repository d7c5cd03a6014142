create table crate (
  id uuid primary key,
  label text not null,
  weight_grams bigint not null,
  version int not null default 1,
  made_at timestamptz not null
);
