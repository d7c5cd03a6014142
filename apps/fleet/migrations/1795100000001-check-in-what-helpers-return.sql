-- Rentals that a helper of the test realm plays, until their vehicle is back (docs/adr/0034). Empty in the live realm.
create table helped_rental (
  agreement_id uuid primary key
);
