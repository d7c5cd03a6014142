-- The branch whose rental a survey is about, as orders tells it, and the branch a complaint is about, as whoever records it
-- says; null for what was there before. A release before this one leaves them null.
alter table survey add column branch_id uuid;
create index survey_by_branch on survey (branch_id, id) where branch_id is not null;
create index survey_by_branch_and_invitation on survey (branch_id, invited_at, id) where branch_id is not null;
alter table complaint add column branch_id uuid;
create index complaint_by_branch on complaint (branch_id, id) where branch_id is not null;
create index complaint_by_branch_and_intake on complaint (branch_id, received_at, id) where branch_id is not null;
