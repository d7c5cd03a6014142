-- Months of partners are kept, and the list of receivables reads by `receivable_by_status`.
drop index receivable_by_partner;
drop index receivable_due;
