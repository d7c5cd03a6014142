-- An index for each order in which a list can be had with each of its filters (docs/reference/lists.md). What a new index
-- answers as well is dropped: a release before this one reads by the new one too. One that is there already was built
-- beforehand (docs/how-to/upgrade.md).
drop index survey_by_invitation;
create index survey_by_invitation on survey (invited_at, id);
create index if not exists survey_by_customer on survey (customer_id, id);
create index if not exists survey_by_answer on survey ((case when answered_at is null then 0 else 1 end), id);
create index if not exists survey_by_answer_and_invitation on survey
  ((case when answered_at is null then 0 else 1 end), invited_at, id);

drop index complaint_by_customer;
create index complaint_by_customer on complaint (customer_id, id);
create index if not exists complaint_by_order on complaint (reservation_id, id) where reservation_id is not null;
create index if not exists complaint_by_intake on complaint (received_at, id);
create index if not exists complaint_by_status on complaint (status, id);
create index if not exists complaint_by_status_and_intake on complaint (status, received_at, id);
create index if not exists complaint_by_severity on complaint (severity, id);
create index if not exists complaint_by_severity_and_intake on complaint (severity, received_at, id);
create index if not exists complaint_running on complaint (id) where due_at is not null;
