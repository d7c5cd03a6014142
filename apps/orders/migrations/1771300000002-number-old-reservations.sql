-- Apart from the migration that adds the column: that one holds the table, this one its rows alone.
update reservation set number = new_reservation_number() where number is null;
