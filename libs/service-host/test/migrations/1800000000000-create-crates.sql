create table crate (
  id uuid primary key,
  label text not null,
  weight_grams bigint not null,
  version int not null default 1,
  made_at timestamptz not null,
  partner_id uuid default partner_in_hand()
);
select open_rows_to_partners('crate', 'select, insert, update');
