create table recipient (id uuid primary key, partner_id uuid);
select open_rows_to_partners('recipient', 'select');
create table parcel (
  id uuid primary key,
  partner_id uuid default partner_in_hand(),
  label text not null,
  recipient_id uuid not null references recipient,
  version int not null default 1
);
select open_rows_to_partners('parcel', 'select, insert, update');
create table size (name text primary key);
insert into size values ('small'), ('large');
select open_reference_to_partners('size');
