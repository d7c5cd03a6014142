-- A reservation has a number that people can say and write: 8 random symbols of Crockford's base32 and a Luhn mod 32 check
-- symbol, shown R7KM-9QXD-F (reservation-number.ts reads it). It identifies, and permits nothing.
create function reservation_number_of(drawn int[]) returns text
language plpgsql immutable strict parallel safe as $$
declare
  symbols constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  total int := 0;
  weighted int;
  written text := '';
begin
  for place in 1..8 loop
    weighted := drawn[place] * (1 + (place + 1) % 2);
    total := total + weighted / 32 + weighted % 32;
    written := written || substr(symbols, drawn[place] + 1, 1);
  end loop;
  written := written || substr(symbols, (32 - total % 32) % 32 + 1, 1);
  return substr(written, 1, 4) || '-' || substr(written, 5, 4) || '-' || substr(written, 9);
end $$;

-- Eight numbers below 32, of the random bits of a version 4 uuid: good enough that nobody guesses the next.
create function reservation_number_draw() returns int[]
language sql volatile as $$
  select array[get_byte(b, 0) % 32, get_byte(b, 1) % 32, get_byte(b, 2) % 32, get_byte(b, 3) % 32,
               get_byte(b, 10) % 32, get_byte(b, 11) % 32, get_byte(b, 12) % 32, get_byte(b, 13) % 32]
    from (select uuid_send(gen_random_uuid()) as b) u
$$;

alter table reservation add column number text;
create unique index reservation_number_key on reservation (number);

-- Draws until there is one that nobody has. One in which 0 and Z are neighbours is passed over: their swap is the only one
-- that the check symbol would not find. Runs with the rights of the owner, since all numbers count and not a partner's alone.
create function new_reservation_number() returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  candidate text;
begin
  loop
    candidate := reservation_number_of(reservation_number_draw());
    if replace(candidate, '-', '') !~ '0Z|Z0'
       and not exists (select from reservation where number = candidate) then
      return candidate;
    end if;
  end loop;
end $$;

-- A release before this one does not know the column; what it takes in beside this one gets a number all the same.
alter table reservation alter column number set default new_reservation_number();
