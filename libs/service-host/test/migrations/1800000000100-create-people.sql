create table person (
  phone text primary key,
  name text not null check (name <> '')
);
